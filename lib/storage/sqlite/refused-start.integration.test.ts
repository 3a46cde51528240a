import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { migrate, migrations } from '../migrations.ts';
import type { Tables } from '../schema.ts';
import { overwrite } from '../testing/damaged-database.ts';
import { checkFiles } from './check-files.ts';
import { nodeSqliteDialect } from './dialect.ts';
import { openSqliteStore } from './open.ts';
import { openSqliteToRead } from './open-reader.ts';
import { acquireRunLock } from './run-lock.ts';

const root = mkdtempSync(join(tmpdir(), 'sprintscope-refused-'));
chmodSync(root, 0o755);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const MARK = 'A question that goes on over pages. ';

/** A database of a version, as kill -9 leaves it: only its write-ahead log has the changes of `change`. */
async function unclean(folder: string, versions: number, change: (database: DatabaseSync) => void) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'sprintscope.db');
  const made = join(folder, 'made.db');
  const database = new DatabaseSync(made);
  database.exec('pragma journal_mode = wal');
  await migrate(new Kysely<Tables>({ dialect: nodeSqliteDialect(database) }), migrations.slice(0, versions));
  database
    .prepare(
      `insert into sessions (id, question, strategy, status, mode, models, tags, origin, created_at, answer_inferred, last_seq)
       values ('s', ?, 'sprint', 'done', 'prompted', '{}', '[]', '{}', '2026-01-02T03:04:05.678Z', 0, -1)`,
    )
    .run(MARK.repeat(1000));
  database.exec('pragma wal_checkpoint(truncate)');
  change(database);
  for (const suffix of ['', '-wal']) copyFileSync(made + suffix, path + suffix);
  database.close();
  rmSync(made);
  return path;
}

const bytesOf = (path: string) =>
  ['', '-wal'].map((suffix) => (existsSync(path + suffix) ? readFileSync(path + suffix) : null));

async function refusal(folder: string, path: string) {
  const before = bytesOf(path);
  expect(before[1]?.length).toBeGreaterThan(0);
  const error = await openSqliteStore(folder).then(
    () => null,
    (error: unknown) => error,
  );
  // Compared byte by byte, so that a failure does not report a difference of megabytes.
  bytesOf(path).forEach((bytes, index) => {
    expect(bytes?.equals(before[index] ?? Buffer.alloc(0))).toBe(true);
  });
  return error;
}

describe('a refused start leaves the database and its log of changes as they are', () => {
  it('a newer version wrote it', async () => {
    const folder = join(root, 'newer');
    const path = await unclean(folder, migrations.length, (database) =>
      database.exec("insert into migrations values ('9999-future', '2099-01-01T00:00:00.000Z')"),
    );
    expect(await refusal(folder, path)).toMatchObject({ type: 'newer-schema' });
  });

  it('a name in its table of versions is damaged, and whole in the index of it', async () => {
    const folder = join(root, 'version');
    const path = await unclean(folder, migrations.length, (database) =>
      database.exec('pragma user_version = 7'),
    );
    const bytes = readFileSync(path);
    const damagedName = Buffer.from('0003-curatiox');
    // In the table's page a date follows the name, in the index's page none does.
    for (let at = bytes.indexOf('0003-curation'); at >= 0; at = bytes.indexOf('0003-curation', at + 1))
      if (bytes.toString('latin1', at + 13, at + 15) === '20') overwrite(path, at, damagedName);
    expect(await refusal(folder, path)).toMatchObject({
      type: 'damaged',
      message: expect.stringContaining('names one that never was'),
    });
  });

  it('an old version whose rows cannot be read to their end: found while it is brought up to date', async () => {
    const folder = join(root, 'old');
    const path = await unclean(folder, 1, (database) => database.exec('pragma user_version = 7'));
    // A page that continues the question begins with the number of the next page; a leaf begins with its type, which is
    // not 0.
    const bytes = readFileSync(path);
    for (let at = 4096; at < bytes.length; at += 4096)
      if (bytes[at] === 0 && bytes.toString('latin1', at, at + 4096).includes(MARK.repeat(50)))
        overwrite(path, at, new Uint8Array([0xff, 0xff, 0xff, 0xff]));
    // A check of the file alone does not find this.
    (await checkFiles(path))?.connection.close();
    expect(await refusal(folder, path)).toMatchObject({ type: 'damaged' });
  });

  it('an old version that lacks a table: found in the rehearsal', async () => {
    const folder = join(root, 'lacking');
    const path = await unclean(folder, 2, (database) => database.exec('drop table meta'));
    expect(await refusal(folder, path)).toMatchObject({
      type: 'damaged',
      message: expect.stringContaining('meta'),
    });
  });
});

it('a program that only reads leaves them as they are, too', async () => {
  const folder = join(root, 'read');
  const path = await unclean(folder, migrations.length, (database) =>
    database.exec("update sessions set title = 'Only in the log of changes'"),
  );
  const before = bytesOf(path);
  const store = await openSqliteToRead(folder);
  expect(await store.session('s')).toMatchObject({ title: 'Only in the log of changes' });
  await expect(store.updateSession('s', { title: 'x' })).rejects.toMatchObject({ type: 'read-only' });
  await store.close();
  expect(bytesOf(path)).toEqual(before);
});

describe('what stands in the place of a file', () => {
  it.each([
    'sprintscope.db',
    'sprintscope.db-wal',
    'sprintscope.db-shm',
    'reserve.bin',
    'run-lock.db',
    'run-lock.json',
  ])('%s is a folder: named, with what to do', async (name) => {
    const folder = join(root, `folder-${name}`);
    await (await openSqliteStore(folder)).close();
    rmSync(join(folder, name), { force: true });
    mkdirSync(join(folder, name));
    const start = async () => {
      acquireRunLock(folder, { pid: process.pid, startedAt: '2026-01-02T03:04:05.678Z' }).release();
      await (await openSqliteStore(folder)).close();
    };
    await expect(start()).rejects.toMatchObject({
      type: 'folder-not-writable',
      message: expect.stringMatching(new RegExp(`${name} is a folder or device.*Move it away`)),
    });
  });
});

// Windows stores rights elsewhere. Root may read everything, so there the test runs as another user.
describe.skipIf(process.platform === 'win32')('a file that this user may not read or write', () => {
  const NOBODY = 65_534;
  const program = `
    const { openSqliteStore } = await import(process.argv[1]);
    await openSqliteStore(process.argv[2]).then(() => console.log('opened'), (error) => console.log(error.type, error.message));`;
  const isRoot = process.getuid?.() === 0;
  const open = (folder: string) => {
    const args = ['--input-type=module', '-e', program, join(import.meta.dirname, 'open.ts'), folder];
    if (isRoot) execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, folder]);
    return spawnSync(process.execPath, args, {
      encoding: 'utf8',
      ...(isRoot && { uid: NOBODY, gid: NOBODY }),
    });
  };

  it.each([
    ['sprintscope.db', 0o000],
    ['sprintscope.db', 0o400],
    ['sprintscope.db-wal', 0o000],
    ['.', 0o500],
  ])('%s with mode %o', async (name, mode) => {
    const folder = join(root, `mode-${mode}-${name.length}`);
    await (await openSqliteStore(join(root, 'sound'))).close();
    cpSync(join(root, 'sound'), folder, { recursive: true });
    writeFileSync(join(folder, 'sprintscope.db-wal'), '');
    const sound = open(folder);
    // If that user cannot read this program, the test cannot check anything.
    if (isRoot && sound.status !== 0) return;
    expect(sound.stdout).toBe('opened\n');
    writeFileSync(join(folder, 'sprintscope.db-wal'), '');
    if (isRoot) execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, folder]);
    chmodSync(join(folder, name), mode);
    const { stdout } = open(folder);
    chmodSync(join(folder, name), 0o700);
    expect(stdout).toMatch(/^folder-not-writable .*cannot be read and written \(EACCES\).*Give this user/);
    expect(stdout).toContain(join(folder, name));
  });
});
