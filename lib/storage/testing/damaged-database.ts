import {
  closeSync,
  copyFileSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { simulateSession } from '#lib/trace/testing/simulate-session.ts';
import { openSqliteStore } from '../sqlite/open.ts';
import { curationRecord, storedBatch } from './curation-records.ts';
import { sessionRecord } from './records.ts';

/** How many sessions the database to be damaged has; `s3` has a log of many pages. */
export const SESSIONS = 12;
export const ENDPOINTS = 3;
export const RECORDS = 6;
const DATABASE = 'sprintscope.db';

const logOf = (index: number) =>
  simulateSession({
    ...{
      strategy: 'sequential',
      stages: [],
      picks: [0],
      stepsMs: [10],
      cutAfter: null,
      leftOpen: false,
      clock: 'wall',
    },
    answer: {
      way: 'forced',
      piece: {
        ...{ failures: [], thinking: [], status: 'done' },
        chunks: Array.from(
          { length: index === 3 ? 600 : 20 + index },
          (_, at) => `Word ${index}.${at} of the answer. `,
        ),
      },
    },
  });

/**
 * Fills a folder's database, the same each time. With `unclean` it leaves the files as kill -9 does: only the log has
 * the last changes. Returns the texts of the logs by session.
 */
export async function fillDatabase(
  folder: string,
  { unclean }: { unclean: boolean },
): Promise<Map<string, string[]>> {
  const store = await openSqliteStore(folder);
  const logs = new Map<string, string[]>();
  for (let index = 0; index < SESSIONS; index++) {
    const id = `s${index}`;
    const events = logOf(index);
    logs.set(
      id,
      events.map((event) => JSON.stringify(event)),
    );
    const record = sessionRecord({
      ...{ id, status: 'done', strategy: 'sequential', tags: ['kept'], title: `Session ${index}` },
      createdAt: `2026-01-02T03:04:${String(index).padStart(2, '0')}.000Z`,
      // Large enough for pages of its own.
      metrics: { filler: `${index} `.repeat(index === 5 ? 6000 : 200) },
    });
    await store.importSession(record, events, 'pair');
  }
  for (let index = 0; index < ENDPOINTS; index++)
    await store.saveEndpoint({
      ...{ id: `e${index}`, apiKey: `sk-${index}`, createdAt: '2026-01-02T03:04:05.678Z' },
      definition: {
        ...{
          name: `Lab ${index}`,
          baseUrl: 'http://127.0.0.1:9/v1',
          model: 'm',
          mode: 'prompted',
          contextWindow: null,
        },
        timeouts: { firstTokenMs: 1000, stallMs: 1000, totalMs: 1000 },
      },
    });
  await store.curation.createBatch(storedBatch({ id: 'b', status: 'paused', importDone: true }));
  for (let index = 0; index < RECORDS; index++)
    await store.curation.createRecord(
      curationRecord({ id: `r${index}`, batchId: index < 4 ? 'b' : null, index, status: 'failed' }),
      ['too-short'],
    );
  if (!unclean) {
    await store.close();
    return logs;
  }
  // We undo what closing writes.
  const names = [DATABASE, `${DATABASE}-wal`];
  for (let index = 0; index < 4; index++)
    await store.updateSession(`s${index}`, { title: `Renamed ${index}` });
  for (const name of names) copyFileSync(join(folder, name), join(folder, `${name}.kept`));
  await store.close();
  for (const name of names) {
    copyFileSync(join(folder, `${name}.kept`), join(folder, name));
    rmSync(join(folder, `${name}.kept`));
  }
  return logs;
}

const PAGE = 4096;

/** Numbers of the pages of a table or index, in the order of the file. */
export function pagesOf(folder: string, name: string, type: 'leaf' | 'internal' | 'overflow'): number[] {
  const database = new DatabaseSync(join(folder, DATABASE), { readOnly: true });
  const rows = database
    .prepare('select pageno from dbstat where name = ? and pagetype = ? order by pageno')
    .all(name, type) as { pageno: number }[];
  database.close();
  if (rows.length === 0) throw new Error(`${name} has no ${type} page`);
  return rows.map(({ pageno }) => pageno);
}

/** The same bytes for the same seed; they mean nothing. */
export function noise(length: number, seed: number): Uint8Array {
  let state = seed + 1;
  return Uint8Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return state >> 16;
  });
}

export function overwrite(path: string, position: number, bytes: Uint8Array): void {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, bytes.length, position);
  closeSync(file);
}

const middle = (pages: readonly number[]): number => pages[Math.floor(pages.length / 2)] as number;
const overwritePage = (folder: string, page: number, bytes: Uint8Array) =>
  overwrite(join(folder, DATABASE), (page - 1) * PAGE, bytes);
const execute = (folder: string, sql: string) => {
  const database = new DatabaseSync(join(folder, DATABASE));
  database.exec(sql);
  database.close();
};

export interface Damage {
  name: string;
  apply(folder: string): void;
  /** The start refuses with this error, or starts with what it can read (null). */
  refusal: { type: string; message: RegExp } | null;
  /** What repair finds; null if nothing of ours is there. */
  saved: { wholeAtLeast: number; sessions: number; endpoints: number; records: number } | null;
}

const all = { wholeAtLeast: SESSIONS, sessions: SESSIONS, endpoints: ENDPOINTS, records: RECORDS };
const repairable = (message: RegExp) => ({ type: 'damaged', message });
const file = (folder: string) => join(folder, DATABASE);

export const damages: readonly Damage[] = [
  {
    name: 'a file of 0 bytes',
    apply: (folder) => truncateSync(file(folder)),
    refusal: { type: 'empty-database', message: /0 bytes.*put a copy.*remove/ },
    saved: null,
  },
  {
    name: 'no database',
    apply: (folder) => overwrite(file(folder), 0, noise(statSync(file(folder)).size, 1)),
    refusal: repairable(/does not begin as a database/),
    saved: null,
  },
  {
    name: 'its header overwritten',
    apply: (folder) => overwrite(file(folder), 0, noise(100, 2)),
    refusal: repairable(/does not begin as a database/),
    saved: all,
  },
  {
    name: 'its first page zeroed',
    apply: (folder) => overwritePage(folder, 1, new Uint8Array(PAGE)),
    refusal: repairable(/does not begin as a database/),
    saved: all,
  },
  {
    name: 'another page size in its header',
    apply: (folder) => overwrite(file(folder), 16, new Uint8Array([0x20, 0x00])),
    refusal: repairable(/damaged/),
    saved: all,
  },
  {
    name: 'no page size in its header',
    apply: (folder) => overwrite(file(folder), 16, new Uint8Array([0x12, 0x34])),
    refusal: repairable(/pages of 4660 bytes/),
    saved: all,
  },
  {
    name: 'cut in the middle of its last page',
    apply: (folder) => truncateSync(file(folder), statSync(file(folder)).size - PAGE / 2),
    refusal: repairable(/ends after/),
    saved: { ...all, wholeAtLeast: SESSIONS - 1, records: RECORDS - 1 },
  },
  {
    name: 'its second half cut off',
    apply: (folder) => truncateSync(file(folder), Math.floor(statSync(file(folder)).size / PAGE / 2) * PAGE),
    refusal: repairable(/ends after/),
    saved: { wholeAtLeast: 3, sessions: 3, endpoints: 0, records: 0 },
  },
  {
    name: 'a page of events zeroed',
    apply: (folder) => overwritePage(folder, middle(pagesOf(folder, 'events', 'leaf')), new Uint8Array(PAGE)),
    refusal: null,
    saved: { ...all, wholeAtLeast: SESSIONS - 2 },
  },
  {
    name: 'the root of the events is noise',
    apply: (folder) =>
      overwritePage(folder, pagesOf(folder, 'events', 'internal')[0] as number, noise(PAGE, 3)),
    refusal: null,
    saved: all,
  },
  {
    name: 'a page of sessions zeroed',
    apply: (folder) =>
      overwritePage(folder, middle(pagesOf(folder, 'sessions', 'leaf')), new Uint8Array(PAGE)),
    refusal: repairable(/malformed|does not agree/),
    saved: all,
  },
  {
    name: 'a page that a row goes on in is noise',
    apply: (folder) => overwritePage(folder, middle(pagesOf(folder, 'sessions', 'overflow')), noise(PAGE, 4)),
    refusal: null,
    saved: all,
  },
  {
    name: '64 KiB of noise in the middle',
    apply: (folder) =>
      overwritePage(folder, Math.floor(statSync(file(folder)).size / PAGE / 2), noise(65_536, 5)),
    refusal: null,
    saved: { ...all, wholeAtLeast: 4, endpoints: 0, records: 0, sessions: SESSIONS - 1 },
  },
  {
    name: 'an index that lacks a row',
    apply(folder) {
      const [page = 0] = pagesOf(folder, 'sessions_by_creation', 'leaf');
      const at = (page - 1) * PAGE + 3;
      const cells = readFileSync(file(folder)).readUInt16BE(at);
      overwrite(file(folder), at, new Uint8Array([(cells - 1) >> 8, (cells - 1) & 0xff]));
    },
    refusal: repairable(/index of its table sessions does not agree/),
    saved: all,
  },
  {
    name: 'a table missing',
    apply: (folder) => execute(folder, 'drop table meta'),
    refusal: repairable(/meta/),
    saved: all,
  },
  {
    name: 'half of a migration',
    apply: (folder) => execute(folder, "delete from migrations where name like '0005%'"),
    refusal: repairable(/brought up to date/),
    saved: all,
  },
  {
    name: 'the database of another program',
    apply(folder) {
      rmSync(file(folder));
      execute(
        folder,
        'create table recipes (id integer primary key, name text); insert into recipes values (1, 2)',
      );
    },
    refusal: { type: 'foreign-database', message: /another program.*recipes/ },
    saved: null,
  },
  {
    name: 'garbage in the files that are made anew',
    apply(folder) {
      for (const name of [`${DATABASE}-shm`, 'run-lock.db', 'run-lock.json'])
        writeFileSync(join(folder, name), noise(40_000, 6));
    },
    refusal: null,
    saved: all,
  },
];

/** For a folder that kill -9 left. */
export const logDamages: readonly Damage[] = [
  {
    name: 'a frame of its log of changes is noise',
    apply: (folder) => overwrite(join(folder, `${DATABASE}-wal`), 32 + 24 + 100, noise(2000, 7)),
    refusal: repairable(/log of changes.*not whole/),
    saved: all,
  },
  {
    name: 'the header of its log of changes is noise',
    apply: (folder) => overwrite(join(folder, `${DATABASE}-wal`), 0, noise(32, 8)),
    refusal: repairable(/log of changes.*not whole/),
    saved: all,
  },
  {
    name: 'its log of changes cut off',
    apply: (folder) => truncateSync(join(folder, `${DATABASE}-wal`), 5000),
    refusal: null,
    saved: { ...all, endpoints: 0, records: 0 },
  },
  {
    name: 'the database gone, its log of changes left',
    apply: (folder) => rmSync(file(folder)),
    refusal: { type: 'empty-database', message: /missing.*put a copy/ },
    saved: null,
  },
];
