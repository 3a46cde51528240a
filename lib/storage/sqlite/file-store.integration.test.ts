import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deltas, sessionRecord } from '../testing/records.ts';
import { describeStore } from '../testing/store-contract.ts';
import { DATABASE_FILE, openSqliteStore } from './open.ts';
import { acquireRunLock } from './run-lock.ts';

let folder: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sprintscope-store-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

describeStore('SQLite file', () => openSqliteStore(join(folder, 'nested', 'data')));

/** Runs a module's text in a process of its own and resolves once it has printed a line. */
async function startChild(source: string): Promise<{ child: ChildProcess; line: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  if (!child.stdout) throw new Error('no output');
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, line: chunk.toString().trim() };
}

const modulePath = (name: string) => JSON.stringify(join(import.meta.dirname, name));
const holderSource = (path: string) => `
  import { acquireRunLock } from ${modulePath('run-lock.ts')};
  acquireRunLock(${JSON.stringify(path)}, { pid: process.pid, startedAt: '2026-01-02T03:04:05.000Z' });
  console.log(process.pid);
  setInterval(() => {}, 1000);`;

const deleterSource = (path: string) => `
  import { openSqliteStore } from ${modulePath('open.ts')};
  const store = await openSqliteStore(${JSON.stringify(path)});
  void store.deleteSession('a');
  while ((await store.session('a')) !== null) await new Promise((resolve) => setImmediate(resolve));
  process.kill(process.pid, 'SIGKILL');`;

describe('a deletion in parts', () => {
  it('killed in the middle leaves nothing that can be seen, and the rest goes later', async () => {
    const store = await openSqliteStore(folder);
    for (const id of ['a', 'b']) {
      await store.createSession(sessionRecord({ id, status: 'done' }));
      await store.appendEvents(id, deltas(0, 9999));
    }
    const child = spawn(process.execPath, ['--input-type=module', '--eval', deleterSource(folder)], {
      cwd: import.meta.dirname,
      stdio: 'inherit',
    });
    children.push(child);
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    const database = new DatabaseSync(join(folder, DATABASE_FILE), { readOnly: true });
    const left = () => database.prepare("select count(*) as n from events where session_id = 'a'").get()?.n;
    expect(left()).toBeGreaterThan(0);
    expect(await store.session('a')).toBeNull();
    expect(await store.events('a', -1, 10)).toEqual([]);
    expect((await store.sessions({ limit: 10 }))?.sessions.map(({ id }) => id)).toEqual(['b']);
    await store.finishDeletions();
    expect(left()).toBe(0);
    expect(await store.events('b', -1, 20_000)).toHaveLength(10_000);
    database.close();
    await store.close();
  });
});

describe('one process runs sessions on a folder', () => {
  const holder = { pid: process.pid, startedAt: '2026-05-06T07:08:09.000Z' };

  it('a second one is refused with the folder, the pid and the remedy', async () => {
    const { line } = await startChild(holderSource(folder));
    const attempt = () => acquireRunLock(folder, holder);
    expect(attempt).toThrow(folder);
    expect(attempt).toThrow(`process ${line}, started 2026-01-02T03:04:05.000Z`);
    expect(attempt).toThrow('SPRINT_DATA_DIR');
  });

  it('kill -9 of the holder frees the folder', async () => {
    const { child } = await startChild(holderSource(folder));
    child.kill('SIGKILL');
    await once(child, 'exit');
    acquireRunLock(folder, holder).release();
  });

  it('a file left behind with a pid that lives does not lock', () => {
    writeFileSync(join(folder, 'run-lock.json'), JSON.stringify({ pid: process.pid, startedAt: 'x' }));
    acquireRunLock(folder, holder).release();
  });

  it('excludes a second holder in the same process too, until release', () => {
    const lock = acquireRunLock(folder, holder);
    expect(() => acquireRunLock(folder, holder)).toThrow('already runs');
    lock.release();
    lock.release();
    acquireRunLock(folder, holder).release();
  });

  it('others read and write the store beside it', async () => {
    const lock = acquireRunLock(folder, holder);
    const runner = await openSqliteStore(folder);
    const reader = await openSqliteStore(folder);
    await runner.createSession(sessionRecord({ id: 'a' }));
    await runner.appendEvents('a', deltas(0, 9));
    expect(await reader.events('a', -1, 100)).toHaveLength(10);
    await reader.createSession(sessionRecord({ id: 'imported', status: 'done' }));
    expect(await runner.session('imported')).not.toBeNull();
    await Promise.all([runner.close(), reader.close()]);
    lock.release();
  });

  it('a folder that cannot be created is an error with the remedy', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(openSqliteStore(join(folder, 'file', 'data'))).rejects.toMatchObject({
      type: 'folder-not-writable',
      message: expect.stringContaining('SPRINT_DATA_DIR'),
    });
  });

  it.skipIf(process.platform === 'win32')(
    'only the owner can read a new folder (it holds keys)',
    async () => {
      const path = join(folder, 'data');
      await (await openSqliteStore(path)).close();
      expect(statSync(path).mode & 0o077).toBe(0);
      expect(readdirSync(path)).toContain('sprintscope.db');
    },
  );

  it.skipIf(process.platform === 'win32')(
    'only the owner can read the database and its side files, in an open folder too',
    async () => {
      const path = join(folder, 'open');
      mkdirSync(path);
      chmodSync(path, 0o755);
      const modes = () =>
        ['', '-wal', '-shm'].map((suffix) => statSync(join(path, `sprintscope.db${suffix}`)).mode & 0o777);
      const store = await openSqliteStore(path);
      await store.createSession(sessionRecord({ id: 'a' }));
      expect(modes()).toEqual([0o600, 0o600, 0o600]);
      await store.close();
      // The mode that an earlier version set.
      chmodSync(join(path, 'sprintscope.db'), 0o644);
      const again = await openSqliteStore(path);
      await again.createSession(sessionRecord({ id: 'b' }));
      expect(modes()).toEqual([0o600, 0o600, 0o600]);
      await again.close();
    },
  );
});

describe('kill -9 while events are written', () => {
  it('every acknowledged batch is there, whole and gapless', async () => {
    const { child } = await startChild(`
      import { openSqliteStore } from ${modulePath('open.ts')};
      import { deltas, sessionRecord } from ${modulePath('../testing/records.ts')};
      const store = await openSqliteStore(${JSON.stringify(folder)});
      await store.createSession(sessionRecord({ id: 'a' }));
      console.log('ready');
      for (let from = 0; ; from += 20) {
        await store.appendEvents('a', deltas(from, from + 19));
        process.stdout.write(from + 19 + '\\n');
        await new Promise(setImmediate);
      }`);
    let acknowledged = -1;
    await new Promise<void>((resolve) => {
      child.stdout?.on('data', (chunk: Buffer) => {
        // Only whole lines: the pipe may cut the last one.
        for (const line of chunk.toString().split('\n').slice(0, -1)) acknowledged = Number(line);
        if (acknowledged > 2000) resolve();
      });
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    const store = await openSqliteStore(folder);
    const events = await store.events('a', -1, 1_000_000);
    expect(events.length).toBeGreaterThan(acknowledged);
    expect(events.length % 20).toBe(0);
    expect(events.every((event, index) => event.seq === index)).toBe(true);
    expect((await store.session('a'))?.lastSeq).toBe(events.length - 1);
    await store.close();
  });

  it('an import is there whole or not at all', async () => {
    const { child } = await startChild(`
      import { openSqliteStore } from ${modulePath('open.ts')};
      import { deltas, sessionRecord } from ${modulePath('../testing/records.ts')};
      const store = await openSqliteStore(${JSON.stringify(folder)});
      await store.createSession(sessionRecord({ id: 'partner', strategy: 'sequential', status: 'done' }));
      const events = deltas(0, 9999);
      console.log('ready');
      for (let index = 0; ; index++) {
        const record = sessionRecord({ id: 'i' + index, status: 'done', lastSeq: 9999 });
        await store.importSession(record, events, 'pair');
        process.stdout.write(index + '\\n');
      }`);
    let acknowledged = -1;
    await new Promise<void>((resolve) => {
      child.stdout?.on('data', (chunk: Buffer) => {
        for (const line of chunk.toString().split('\n').slice(0, -1)) acknowledged = Number(line);
        if (acknowledged >= 3) resolve();
      });
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    const store = await openSqliteStore(folder);
    const page = await store.sessions({ limit: 1000 });
    const imported = page?.sessions.filter(({ id }) => id !== 'partner') ?? [];
    expect(imported.length).toBeGreaterThan(acknowledged);
    for (const { id, pairId } of imported) {
      expect(pairId).toBe('pair');
      expect(await store.events(id, -1, 20_000)).toHaveLength(10_000);
    }
    await store.close();
  });
});
