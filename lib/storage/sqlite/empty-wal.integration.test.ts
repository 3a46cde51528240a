import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '#lib/base/clock.ts';
import { sessionRecord } from '../testing/records.ts';
import { openSqliteStore } from './open.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sprintscope-forget-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const KEY = 'sk-a-key-that-nobody-may-find-again';
const endpoint = (apiKey: string | null, headers = {}) => ({
  ...{ id: 'e', definition: { name: 'Lab' }, apiKey, headers, createdAt: '2026-01-02T03:04:05.678Z' },
});
const filesWith = (text: string) =>
  readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(text));

/** A clock whose sleeps end when the test says so. */
function steppedClock() {
  const waiting: (() => void)[] = [];
  const clock: Clock = {
    now: () => 0,
    date: () => new Date(0),
    sleep: () => new Promise((resolve) => waiting.push(resolve)),
  };
  return { clock, step: () => waiting.shift()?.(), waiting };
}

describe('a key that was', () => {
  it.each([
    ['deleted', (store: Awaited<ReturnType<typeof openSqliteStore>>) => store.deleteEndpoint('e')],
    [
      'replaced',
      (store: Awaited<ReturnType<typeof openSqliteStore>>) => store.saveEndpoint(endpoint('sk-new')),
    ],
  ])('%s is in no file any more, while the server runs', async (_, change) => {
    const store = await openSqliteStore(folder);
    for (const id of ['a', 'b', 'c']) await store.createSession(sessionRecord({ id }));
    await store.saveEndpoint(endpoint(KEY, { 'x-secret': `header-${KEY}` }));
    expect(filesWith(KEY)).not.toEqual([]);
    await change(store);
    expect(filesWith(KEY)).toEqual([]);
    await store.close();
  });

  it('is gone once a reader that holds the log has gone', async () => {
    const { clock, step, waiting } = steppedClock();
    const store = await openSqliteStore(folder, { clock });
    await store.saveEndpoint(endpoint(KEY));
    await store.createSession(sessionRecord({ id: 'a' }));
    const reader = new DatabaseSync(join(folder, 'sprintscope.db'), { readOnly: true });
    reader.exec('begin; select * from sessions');
    await store.deleteEndpoint('e');
    expect(filesWith(KEY)).not.toEqual([]);
    expect(waiting).toHaveLength(1);
    reader.exec('commit');
    reader.close();
    step();
    await new Promise(setImmediate);
    expect(filesWith(KEY)).toEqual([]);
    await store.close();
  });

  it('is gone at the latest when the store closes', async () => {
    const { clock } = steppedClock();
    const store = await openSqliteStore(folder, { clock });
    await store.saveEndpoint(endpoint(KEY));
    const reader = new DatabaseSync(join(folder, 'sprintscope.db'), { readOnly: true });
    reader.exec('begin; select * from sessions');
    await store.deleteEndpoint('e');
    reader.exec('commit');
    await store.close();
    expect(filesWith(KEY)).toEqual([]);
    reader.close();
  });
});

it('a new database is there whole or not at all', async () => {
  await (await openSqliteStore(folder)).close();
  expect(readdirSync(folder).filter((name) => name.includes('.new'))).toEqual([]);
  expect(existsSync(join(folder, 'sprintscope.db'))).toBe(true);
});
