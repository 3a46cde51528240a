import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { curationBatchesSchema } from '#lib/contract/curation-batch.ts';
import { curationPageSchema } from '#lib/contract/curation-record.ts';
import { endpointListSchema } from '#lib/contract/endpoints.ts';
import { findingPageSchema } from '#lib/contract/findings.ts';
import { libraryPageSchema } from '#lib/contract/library.ts';
import { sessionPageSchema, sessionSchema } from '#lib/contract/session.ts';
import { startTestServer, type TestServer } from '#lib/server/testing/test-server.ts';

const BATCH = 'damaged-batch';

/** Values that a damaged page or another program may leave in a column, whatever its type. */
const values: Record<string, SQLInputValue> = {
  'no JSON': '{"stages":',
  'other JSON': '[{"a":1},7,null]',
  scalar: '7',
  bytes: new Uint8Array([0xff, 0x00, 0xc3, 0x28]),
  'bad UTF-8': 'SPECIAL',
  number: 3.5,
  huge: 9223372036854775807n,
  null: null,
};

let test: TestServer;
let database: DatabaseSync;
let good: string;
let bad: string;
let record: string;

beforeAll(async () => {
  test = await startTestServer();
  database = new DatabaseSync(join(test.dataDir, 'sprintscope.db'));
  const make = async (question: string) => {
    const created = await test.send('POST', '/api/sessions', { question, tags: ['t'] });
    const { id } = (await created.json()) as { id: string };
    const run = await test.runs.next();
    run.emit({ type: 'stage-start', stage: 1 });
    run.write(1, 'It is \\boxed{42}');
    run.end();
    await (await test.fetch(`/api/sessions/${id}/events`)).text();
    return id;
  };
  good = await make('Whole?');
  bad = await make('Damaged?');
  const text = `${'A first thought that is long enough.\n\n'.repeat(6)}Final answer: 42`;
  for (let index = 0; index < 2; index++) {
    const answer = await test.send('POST', '/api/curation/records', { text });
    record = ((await answer.json()) as { id: string }).id;
  }
  for (const name of ['Whole', 'Damaged'])
    await test.send('POST', '/api/endpoints', {
      name,
      baseUrl: 'http://127.0.0.1:9/v1',
      model: 'm',
      apiKey: 'sk-canary-of-damage',
      headers: { 'x-lab': 'canary-of-header' },
    });
  // The table forbids a null in these columns, but a damaged file can contain one.
  database.exec('pragma foreign_keys = off; pragma ignore_check_constraints = on');
  const columns = database.prepare('select * from curation_batches').columns();
  database
    .prepare(
      `insert into curation_batches (${columns.map(({ name }) => `"${name}"`).join(', ')})
       values (${columns.map(({ name }) => (name === 'id' ? `'${BATCH}'` : "'x'")).join(', ')})`,
    )
    .run();
}, 60_000);
afterAll(async () => {
  database.close();
  await test.close();
});

async function get<T>(path: string, schema: z.ZodMiniType<T>): Promise<T> {
  const response = await test.fetch(path);
  const text = await response.text();
  expect(response.status, `${path} ${text}`).toBe(200);
  expect(text).not.toContain('canary');
  return z.parse(schema, JSON.parse(text));
}

const anything = z.unknown();
async function everythingAnswers() {
  const library = await get('/api/library?limit=1', libraryPageSchema);
  expect(library.nextCursor).not.toBeNull();
  const rest = await get(`/api/library?cursor=${library.nextCursor}`, libraryPageSchema);
  const rows = [...library.rows, ...rest.rows];
  expect(rows.length).toBe(2);
  expect(rows.filter(({ id }) => id === good)).toEqual([expect.not.objectContaining({ damaged: anything })]);
  await get('/api/sessions?limit=50', sessionPageSchema);
  await get('/api/findings', findingPageSchema);
  await get(`/api/sessions/${good}`, sessionSchema);
  await get('/api/health', anything);
  await get('/api/curation/records', curationPageSchema);
  await get('/api/curation/batches', curationBatchesSchema);
  await get('/api/endpoints', endpointListSchema);
  return rows;
}

/** Writes a value, runs the check, and restores the old value. */
async function withValue(
  table: string,
  id: string,
  column: string,
  value: SQLInputValue,
  look: () => unknown,
) {
  const key = table === 'curation_contents' ? 'record_id' : 'id';
  const before = database.prepare(`select * from ${table} where ${key} = ?`).get(id) as Record<
    string,
    SQLInputValue
  >;
  const set = (to: SQLInputValue) =>
    to === 'SPECIAL'
      ? database.exec(
          `update ${table} set "${column}" = cast(x'7bff22c3287d' as text) where ${key} = '${id}'`,
        )
      : database.prepare(`update ${table} set "${column}" = ? where ${key} = ?`).run(to, id);
  try {
    set(value);
  } catch (error) {
    if (/NOT NULL/.test(String(error))) return;
    throw error;
  }
  try {
    await look();
  } finally {
    const names = Object.keys(before).filter((name) => name !== key);
    database
      .prepare(`update ${table} set ${names.map((name) => `"${name}" = ?`).join(', ')} where ${key} = ?`)
      .run(...names.map((name) => before[name] ?? null), id);
  }
}

const columnsOf = (table: string) =>
  database
    .prepare(`select * from ${table}`)
    .columns()
    .map(({ name }) => name)
    .filter((name) => !['id', 'record_id', 'question_key'].includes(name));

describe('whatever stands in one column, every list answers, and only that row is marked', () => {
  it.each(Object.keys(values))('sessions: %s', async (kind) => {
    for (const column of columnsOf('sessions'))
      await withValue('sessions', bad, column, values[kind] as SQLInputValue, async () => {
        const rows = await everythingAnswers();
        expect(
          rows.some(({ id }) => id === bad),
          column,
        ).toBe(true);
        await get(`/api/sessions/${bad}`, sessionSchema);
        const log = await test.fetch(`/api/sessions/${bad}/export?format=log`);
        expect(await log.text(), column).toContain('"session-end"');
        expect(
          (await test.send('POST', '/api/sessions/bulk', { ids: [bad], action: 'tag', tags: ['x'] })).status,
        ).toBe(200);
      });
  });

  it.each(Object.keys(values))('curation records, their contents and batches: %s', async (kind) => {
    for (const [table, id] of [
      ['curation_records', record],
      ['curation_contents', record],
      ['curation_batches', BATCH],
    ] as const)
      for (const column of columnsOf(table))
        await withValue(table, id, column, values[kind] as SQLInputValue, async () => {
          await everythingAnswers();
          if (table !== 'curation_batches') await get(`/api/curation/records/${record}`, anything);
        });
  });

  it.each(Object.keys(values))('endpoints: %s', async (kind) => {
    const { id } = database.prepare("select id from endpoints where definition like '%Damaged%'").get() as {
      id: string;
    };
    for (const column of columnsOf('endpoints'))
      await withValue('endpoints', id, column, values[kind] as SQLInputValue, async () => {
        await everythingAnswers();
        const { endpoints, damaged = [] } = await get('/api/endpoints', endpointListSchema);
        expect(endpoints.some(({ name }) => name === 'Whole')).toBe(true);
        expect([...endpoints, ...damaged].filter((one) => one.id === id)).toHaveLength(1);
      });
  });
});

describe('a damaged row', () => {
  it('is marked by name; what the log knows is back once it was asked for', async () => {
    database
      .prepare("update sessions set metrics = '{', numbers = '[1', models = 'x', answer = x'ff' where id = ?")
      .run(bad);
    const row = (await everythingAnswers()).find(({ id }) => id === bad);
    expect(row?.damaged?.toSorted()).toEqual(['answer', 'models', 'numbers']);
    const view = await get(`/api/sessions/${bad}`, sessionSchema);
    expect(view).toMatchObject({ answer: '42', model: 'countdown-reasoner', metrics: { isEstimate: false } });
    expect(view.damaged).toBeUndefined();
    expect((await everythingAnswers()).every(({ damaged }) => damaged === undefined)).toBe(true);
  });

  it('keeps its mark where only a person knows, until they say', async () => {
    database.prepare("update sessions set tags = 'x' where id = ?").run(bad);
    expect((await get(`/api/sessions/${bad}`, sessionSchema)).damaged).toEqual(['tags']);
    await test.send('PATCH', `/api/sessions/${bad}`, { tags: ['a'] });
    expect((await get(`/api/sessions/${bad}`, sessionSchema)).damaged).toBeUndefined();
  });

  it.each([
    ['no id', 'null'],
    ['bytes', "x'fe01'"],
    ['what no address can hold', "'a/b'"],
    ['bad UTF-8', "cast(x'61ff62' as text)"],
  ])('whose id is damaged (%s) is listed and can be deleted', async (_name, id) => {
    const row = await test.server.store.session(good);
    if (!row) throw new Error('no session');
    await test.server.store.importSession({ ...row, id: 'odd', pairId: 'p' }, [], 'p');
    await test.send('POST', '/api/endpoints', { name: 'Odd', baseUrl: 'http://127.0.0.1:9/v1', model: 'm' });
    database.exec(`update sessions set id = ${id} where id = 'odd'`);
    database.exec(`update endpoints set id = ${id} where definition like '%"Odd"%'`);
    const { rows } = await get('/api/library', libraryPageSchema);
    const { damaged = [] } = await get('/api/endpoints', endpointListSchema);
    const [session, ...others] = rows.filter((one) => one.damaged?.includes('id'));
    expect({ others, endpoints: damaged }).toMatchObject({ others: [], endpoints: [{ damaged: ['id'] }] });
    // The rowid must not be one that belongs to another row.
    const { rowid } = database.prepare('select rowid from sessions where id = ?').get(good) as {
      rowid: number;
    };
    for (const [path, status] of [
      [`/api/sessions/unreadable-${rowid}`, 404],
      [`/api/sessions/${session?.id}`, 204],
      [`/api/endpoints/${damaged[0]?.id}`, 204],
    ] as const)
      expect((await test.fetch(path, { method: 'DELETE' })).status, path).toBe(status);
    expect((await get('/api/library', libraryPageSchema)).rows.map((one) => one.id).toSorted()).toEqual(
      [bad, good].toSorted(),
    );
    expect((await get('/api/endpoints', endpointListSchema)).damaged).toBeUndefined();
  });

  it('an endpoint that cannot be read can be deleted', async () => {
    database.exec("update endpoints set definition = '{\"name\":' where definition like '%Damaged%'");
    const { damaged = [] } = await get('/api/endpoints', endpointListSchema);
    expect(damaged).toMatchObject([{ damaged: ['definition'] }]);
    expect((await test.fetch(`/api/endpoints/${damaged[0]?.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await get('/api/endpoints', endpointListSchema)).damaged).toBeUndefined();
  });
});

describe('a damaged log', () => {
  const lines = async (path: string) => (await (await test.fetch(path)).text()).trim().split('\n');
  const damages: Record<string, string> = {
    'no JSON': `update events set json = '{"seq":2,' where session_id = $id and seq = 2`,
    'no event': `update events set json = '{"seq":2,"type":"never"}' where session_id = $id and seq = 2`,
    'another seq': `update events set json = replace(json, '"seq":2', '"seq":9') where session_id = $id and seq = 2`,
    'several lines': `update events set json = replace(json, '{', '{' || char(10) || 'data: x') where session_id = $id and seq = 2`,
    bytes: `update events set json = x'ff00' where session_id = $id and seq = 2`,
    'a gap': 'delete from events where session_id = $id and seq = 2',
    'its end gone': 'delete from events where session_id = $id and seq >= 2',
  };

  it.each(Object.entries(damages))(
    '%s: page, stream and exports end there and say so',
    async (_name, statement) => {
      const whole = await lines(`/api/sessions/${good}/export`);
      const id = `log-${Object.keys(damages).indexOf(_name)}`;
      const events = whole.map((line) => JSON.parse(line));
      const row = await test.server.store.session(good);
      if (!row) throw new Error('no session');
      await test.server.store.importSession({ ...row, id, pairId: 'p' }, events, 'p');
      database.prepare(statement).run({ id });
      const exported = await lines(`/api/sessions/${id}/export`);
      expect(exported.slice(0, 2)).toEqual(whole.slice(0, 2));
      expect(exported).toHaveLength(3);
      const end = { seq: 2, type: 'session-end', status: 'failed', error: { type: 'log-damaged' } };
      expect(JSON.parse(exported[2] ?? '')).toMatchObject(end);
      const streamed = await lines(`/api/sessions/${id}/events`);
      expect(streamed.filter((line) => line.startsWith('id: '))).toEqual(['id: 0', 'id: 1', 'id: 2']);
      expect((await test.fetch(`/api/sessions/${id}/export?format=markdown`)).status).toBe(200);
      // The same change that a newer doctor or a newer version makes.
      await test.server.store.updateSession(id, { summaryVersion: null });
      expect(await get(`/api/sessions/${id}`, sessionSchema)).toMatchObject({
        status: 'failed',
        error: { type: 'log-damaged' },
      });
      expect((await test.fetch(`/api/sessions/${id}`, { method: 'DELETE' })).status).toBe(204);
    },
  );
});
