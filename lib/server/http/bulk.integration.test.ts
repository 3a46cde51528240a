import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deltas, sessionRecord } from '#lib/storage/testing/records.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let test: TestServer;
beforeEach(async () => {
  test = await startTestServer();
  for (const id of ['a', 'b', 'c'])
    await test.server.store.importSession(
      sessionRecord({ id, status: 'done', tags: ['old'] }),
      deltas(0, 3),
      'p',
    );
});
afterEach(() => test.close());

const bulk = async (body: unknown) => (await test.send('POST', '/api/sessions/bulk', body)).json();
const missing = { id: 'none', reason: expect.stringContaining('no such session') };

describe('POST /api/sessions/bulk', () => {
  it('deletes, a running one too, and names what is not there', async () => {
    const created = await test.send('POST', '/api/sessions', { question: 'Q' });
    const { id } = (await created.json()) as { id: string };
    const { options } = await test.runs.next();
    expect(await bulk({ ids: ['a', 'none', id, 'a'], action: 'delete' })).toEqual({
      done: 2,
      failed: [missing],
    });
    expect(options.signal.aborted).toBe(true);
    expect(await test.server.store.events('a', -1, 10)).toEqual([]);
    expect(await test.server.store.session('b')).not.toBeNull();
  });

  it('adds and takes away tags, each once', async () => {
    expect(await bulk({ ids: ['a', 'b', 'none'], action: 'tag', tags: ['x', 'old', ' y '] })).toEqual({
      done: 2,
      failed: [missing],
    });
    expect((await test.server.store.session('a'))?.tags).toEqual(['old', 'x', 'y']);
    await bulk({ ids: ['a'], action: 'untag', tags: ['old', 'never'] });
    expect((await test.server.store.session('a'))?.tags).toEqual(['x', 'y']);
    const many = Array.from({ length: 50 }, (_, index) => `t${index}`);
    expect(await bulk({ ids: ['b', 'c'], action: 'tag', tags: many })).toEqual({
      done: 0,
      failed: ['b', 'c'].map((id) => ({ id, reason: 'It would have more than 50 tags.' })),
    });
  });

  it('pairs under one new id, and unpairs', async () => {
    expect(await bulk({ ids: ['a', 'b'], action: 'pair' })).toEqual({ done: 2, failed: [] });
    const [a, b] = await Promise.all(['a', 'b'].map((id) => test.server.store.session(id)));
    expect(a?.pairId).toEqual(expect.stringMatching(/^[\w-]{16}$/));
    expect(b?.pairId).toBe(a?.pairId);
    await bulk({ ids: ['a', 'b'], action: 'unpair' });
    expect((await test.server.store.session('a'))?.pairId).toBeNull();
  });

  it.each([
    ['ids', { ids: [], action: 'delete' }],
    ['ids', { action: 'delete' }],
    ['action', { ids: ['a'], action: 'sell' }],
    ['tags', { ids: ['a'], action: 'tag' }],
    ['ids', { ids: Array.from({ length: 2001 }, (_, index) => `x${index}`), action: 'delete' }],
  ])('names the field %s that it refuses', async (path, body) => {
    expect(await bulk(body)).toMatchObject({ status: 400, errors: [{ path }] });
  });
});

describe('GET /api/findings', () => {
  const finding = (kind: string, code: string) => ({
    code,
    kind,
    severity: 'warning',
    places: [],
    explanation: code,
    quote: '',
  });
  const get = async (query: string) => (await test.fetch(`/api/findings?${query}`)).json();

  it('has the findings of one kind, with their sessions, page by page', async () => {
    const { store } = test.server;
    for (const [id, findings] of [
      ['a', [finding('leak', 'x'), finding('note', 'n')]],
      ['b', [finding('note', 'n')]],
      ['c', [finding('leak', 'y'), finding('leak', 'z')]],
    ] as const)
      await store.updateSession(id, {
        findings,
        findingCounts: findings.map(({ code, kind }) => ({ code, kind, severity: 'warning', count: 1 })),
      });
    const shown = { title: null, question: expect.any(String), sourceName: null };
    expect(await get('kind=leak')).toEqual({
      sessions: [
        { id: 'c', ...shown, findings: [finding('leak', 'y'), finding('leak', 'z')] },
        { id: 'a', ...shown, findings: [finding('leak', 'x')] },
      ],
      nextCursor: null,
    });
    const seen: string[] = [];
    for (let query = 'limit=1'; query; ) {
      const page = (await get(query)) as { sessions: { id: string }[]; nextCursor: string | null };
      expect(page.sessions).toHaveLength(1);
      seen.push(...page.sessions.map(({ id }) => id));
      query = page.nextCursor ? `limit=1&cursor=${page.nextCursor}` : '';
    }
    expect(seen).toEqual(['c', 'b', 'a']);
  });

  it.each(['kind=hint', 'limit=0', 'cursor=garbage'])('refuses %s by name', async (query) => {
    expect(await get(query)).toMatchObject({ status: 400, errors: [{ path: query.split('=')[0] }] });
  });
});
