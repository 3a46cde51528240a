import {
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#lib/base/clock.ts';
import { StorageError } from '../errors.ts';
import { faultError, faultOf, faultWords } from '../faults.ts';
import { type FailingStore, openFailingStore } from '../testing/failing-store.ts';
import { deltas, sessionRecord } from '../testing/records.ts';
import { DATABASE_FILE, openSqliteStore } from './open.ts';
import { faultOfSqlite, namer } from './sqlite-faults.ts';

const thrownBy = (action: () => unknown): unknown => {
  try {
    action();
  } catch (error) {
    return error;
  }
  return null;
};

describe('a fault has a name', () => {
  let failing: FailingStore;
  beforeEach(async () => {
    failing = await openFailingStore();
    await failing.store.createSession(sessionRecord({ id: 'a' }));
  });
  afterEach(() => failing.close());

  it('a full disk is reported itself, not the rollback that SQLite has done; nothing is written; then all goes on', async () => {
    const { store } = failing;
    await store.appendEvents('a', deltas(0, 9));
    failing.fill();
    const refused = await store.appendEvents('a', deltas(10, 4000)).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StorageError);
    expect(refused).toMatchObject({ type: 'no-space', cause: { errcode: 13 } });
    expect(await store.session('a')).toMatchObject({ lastSeq: 9 });
    failing.free();
    await store.appendEvents('a', deltas(10, 4000));
    expect(await store.session('a')).toMatchObject({ lastSeq: 4000 });
  });

  it('a deletion that a fault broke off stays hidden, and is finished once writing works', async () => {
    const { store } = failing;
    await store.appendEvents('a', deltas(0, 4000));
    const refused = store.deleteSession('a').catch((error: unknown) => error);
    while ((await store.session('a')) !== null) await new Promise((resolve) => setImmediate(resolve));
    failing.refuseWrites(true);
    expect(await refused).toMatchObject({ type: 'read-only' });
    expect(await store.events('a', -1, 10)).toEqual([]);
    failing.refuseWrites(false);
    await store.finishDeletions();
    expect(await store.deleteSession('a')).toBe(false);
  });

  it('a statement outside a transaction is named as well', async () => {
    failing.refuseWrites(true);
    await expect(failing.store.setMeta('key', 'value')).rejects.toMatchObject({ type: 'read-only' });
    await expect(failing.store.appendEvents('a', deltas(0, 1))).rejects.toMatchObject({ type: 'read-only' });
    failing.refuseWrites(false);
    await failing.store.setMeta('key', 'value');
  });

  it('what is no fault of the database keeps its name', async () => {
    await expect(failing.store.appendEvents('a', deltas(5, 6))).rejects.toMatchObject({ type: 'log-gap' });
    await expect(failing.store.createSession(sessionRecord({ id: 'a' }))).rejects.not.toBeInstanceOf(
      StorageError,
    );
  });
});

describe('a lock, a removed file, a store without space', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sprintscope-faults-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('a lock is waited for without holding the thread, and told once the wait was in vain', async () => {
    let now = 0;
    let turns = 0;
    const told: string[] = [];
    const clock = {
      ...systemClock,
      now: () => now,
      sleep: async (durationMs: number) => {
        now += durationMs;
        turns++;
      },
    };
    const observer = { wrote: () => {}, failed: (fault: string) => told.push(fault) };
    const store = await openSqliteStore(folder, { clock, observer });
    const other = new DatabaseSync(join(folder, DATABASE_FILE));
    other.exec('begin immediate');
    await expect(store.setMeta('key', 'value')).rejects.toMatchObject({ type: 'locked' });
    expect(turns).toBe(200);
    expect(told).toEqual(['locked']);
    await expect(store.createSession(sessionRecord({ id: 'a' }))).rejects.toMatchObject({ type: 'locked' });
    other.exec('rollback');
    await store.createSession(sessionRecord({ id: 'a' }));
    await store.appendEvents('a', deltas(0, 5));
    other.close();
    await store.close();
  });

  it.skipIf(process.platform === 'win32')(
    'what would be written to a file that was removed is refused; what is stored can be read; put back, all goes on',
    async () => {
      const wrote: string[] = [];
      const observer = { wrote: () => wrote.push('wrote'), failed: (fault: string) => wrote.push(fault) };
      const store = await openSqliteStore(folder, { observer });
      await store.createSession(sessionRecord({ id: 'a' }));
      wrote.length = 0;
      const file = join(folder, DATABASE_FILE);
      renameSync(file, `${file}.moved`);
      await expect(store.appendEvents('a', deltas(0, 5))).rejects.toMatchObject({ type: 'away' });
      await expect(store.setMeta('key', 'value')).rejects.toMatchObject({ type: 'away' });
      writeFileSync(file, '');
      await expect(store.appendEvents('a', deltas(0, 5))).rejects.toMatchObject({ type: 'away' });
      expect(await store.session('a')).toMatchObject({ lastSeq: -1 });
      renameSync(`${file}.moved`, file);
      await store.appendEvents('a', deltas(0, 5));
      expect(wrote).toEqual(['away', 'away', 'away', 'wrote']);
      await store.close();
    },
  );

  it('a database that was emptied in place is not written to', async () => {
    const store = await openSqliteStore(folder);
    await store.createSession(sessionRecord({ id: 'a' }));
    const file = join(folder, DATABASE_FILE);
    const content = readFileSync(file);
    truncateSync(file, 0);
    await expect(store.appendEvents('a', deltas(0, 5))).rejects.toMatchObject({ type: 'away' });
    writeFileSync(file, content);
    await store.appendEvents('a', deltas(0, 5));
    await store.close();
  });

  it('keeps room for a full disk, and gives it back when it is needed', async () => {
    const store = await openSqliteStore(folder);
    await store.probe();
    expect(statSync(join(folder, 'reserve.bin')).size).toBe(2 * 1024 * 1024);
    await store.makeRoom();
    expect(existsSync(join(folder, 'reserve.bin'))).toBe(false);
    expect(statSync(join(folder, `${DATABASE_FILE}-wal`)).size).toBe(0);
    await store.probe();
    expect(existsSync(join(folder, 'reserve.bin'))).toBe(true);
    await store.close();
  });
});

describe('faultOfSqlite', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sprintscope-faults-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('knows a lock, a file that is no database, a folder that is not there, and a closed connection', () => {
    const path = join(folder, 'a.db');
    const first = new DatabaseSync(path);
    const second = new DatabaseSync(path, { timeout: 1 });
    first.exec('create table t (a); begin immediate');
    expect(faultOfSqlite(thrownBy(() => second.exec('begin immediate')))).toBe('locked');
    first.close();
    expect(faultOfSqlite(thrownBy(() => first.exec('select 1')))).toBe('away');
    second.close();
    writeFileSync(
      join(folder, 'no.db'),
      'not a database, but as long as a header of one has to be: 100 bytes'.repeat(4),
    );
    const garbage = new DatabaseSync(join(folder, 'no.db'));
    expect(faultOfSqlite(thrownBy(() => garbage.exec('select * from t')))).toBe('damaged');
    garbage.close();
    expect(faultOfSqlite(thrownBy(() => new DatabaseSync(join(folder, 'none', 'a.db'))))).toBe('away');
  });

  it.each([
    [13, 'no-space'],
    [10 | (19 << 8), 'no-space'],
    [10 | (3 << 8), 'io-error'],
    [5 | (2 << 8), 'locked'],
    [8 | (4 << 8), 'away'],
    [8 | (1 << 8), 'read-only'],
    [11 | (1 << 8), 'damaged'],
    [1, null],
    [19, null],
  ])('result code %i is %s', (errcode, fault) => {
    const error = Object.assign(new Error('x'), { code: 'ERR_SQLITE_ERROR', errcode });
    expect(faultOfSqlite(error)).toBe(fault);
    const told: unknown[] = [];
    const thrown = thrownBy(() =>
      namer((fault) => told.push(fault))(() => {
        throw error;
      }),
    );
    expect(faultOf(thrown)).toBe(fault);
    expect(told).toEqual(fault === null || fault === 'locked' ? [] : [fault]);
    if (fault === null) expect(thrown).toBe(error);
    else
      expect(thrown).toMatchObject({
        cause: error,
        context: { remedy: faultWords[fault as 'locked'].remedy },
      });
  });

  it('a fault stays what it is when it is wrapped again', () => {
    expect(faultOf(faultError('away'))).toBe('away');
    expect(faultOf(new Error('away'))).toBeNull();
  });
});
