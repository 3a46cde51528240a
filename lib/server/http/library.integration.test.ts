import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { zipOf } from '#lib/formats/testing/hostile-bytes.ts';
import { sessionRecord } from '#lib/storage/testing/records.ts';
import { SUMMARY_VERSION } from '../sessions/summarise.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let test: TestServer;
beforeEach(async () => {
  test = await startTestServer();
});
afterEach(() => test.close());

type Row = Record<string, unknown>;
interface Page {
  rows: Row[];
  nextCursor: string | null;
  total: number;
}
const get = async (query = '') => (await test.fetch(`/api/library${query}`)).json() as Promise<Page>;

describe('GET /api/library', () => {
  it('shows a session from its live log while it runs, from its row once it has ended', async () => {
    const created = await test.send('POST', '/api/sessions', {
      question: 'Q?',
      tags: ['a'],
      expected: '42.0',
    });
    const { id } = (await created.json()) as { id: string };
    const run = await test.runs.next();
    run.emit({ type: 'stage-start', stage: 1 });
    run.write(1, 'It is \\boxed{42}');
    // Visible once it is stored.
    await test.server.supervisor.live(id)?.waitBeyond(1, new AbortController().signal);
    const live = (await get()).rows[0];
    expect(live).toMatchObject({
      id,
      status: 'running',
      question: 'Q?',
      tags: ['a'],
      stages: 1,
      findings: [],
    });
    run.end();
    await (await test.fetch(`/api/sessions/${id}/events`)).text();
    expect((await get()).rows).toEqual([
      {
        id,
        annotated: null,
        title: null,
        question: 'Q?',
        strategy: 'sprint',
        status: 'done',
        model: 'countdown-reasoner',
        executorModel: 'countdown-reasoner',
        ruleBased: true,
        tags: ['a'],
        pairId: null,
        origin: { kind: 'built-in' },
        sourceName: null,
        createdAt: expect.stringMatching(/Z$/),
        stages: 1,
        prompts: 0,
        executions: 0,
        sequentialTokens: { authors: 1, paper: 1, 'with-tags': 1, barrier: 1 },
        totalTokens: 1,
        thinkingTokens: 0,
        visible: { sequentialTokens: { authors: 1, paper: 1, 'with-tags': 1, barrier: 1 }, totalTokens: 1 },
        isEstimate: false,
        parallelizationRatio: 0,
        wallClockMs: expect.any(Number),
        tokenizer: 'words',
        answer: '42',
        answerIsInferred: false,
        expected: '42.0',
        verdict: { verdict: 'equal', how: expect.any(String) },
        ruling: null,
        correct: true,
        findings: expect.any(Array),
        stagePrompts: [0],
        parallelUse: { decoded: expect.any(Object), visible: expect.any(Object) },
        renewing: false,
      },
    ]);
  });

  it('pages by cursor and counts all', async () => {
    for (let index = 0; index < 5; index++)
      await test.server.store.createSession(
        sessionRecord({ id: `s${index}`, status: 'done', createdAt: `2026-01-01T00:00:0${index}.000Z` }),
      );
    const first = await get('?limit=3');
    expect(first.rows.map(({ id }) => id)).toEqual(['s4', 's3', 's2']);
    const second = await get(`?limit=3&cursor=${first.nextCursor}`);
    expect(second.rows.map(({ id }) => id)).toEqual(['s1', 's0']);
    expect([first.total, second.nextCursor]).toEqual([5, null]);
  });

  it('a row of an older version has no numbers yet, which is no zero', async () => {
    await test.server.store.createSession(
      sessionRecord({ id: 'a', status: 'done', numbers: { stages: 'x' } }),
    );
    expect((await get()).rows[0]).toMatchObject({ stages: null, sequentialTokens: null, stagePrompts: [] });
  });

  it.each(['limit=0', 'limit=2001', 'cursor=garbage'])('refuses %s by name', async (query) => {
    expect(await get(`?${query}`)).toMatchObject({ status: 400, errors: [{ path: query.split('=')[0] }] });
  });
});

describe('the right answer', () => {
  it('is patched, judged by meaning, and cleared', async () => {
    await test.server.store.createSession(
      sessionRecord({ id: 'a', status: 'done', answer: '\\frac{1}{2}', summaryVersion: SUMMARY_VERSION }),
    );
    const patch = async (expected: string | null) =>
      (await test.send('PATCH', '/api/sessions/a', { expected })).json();
    expect(await patch('0.5')).toMatchObject({ expected: '0.5', correct: true });
    expect(await patch('2')).toMatchObject({
      expected: '2',
      verdict: { verdict: 'different' },
      correct: false,
    });
    expect((await get()).rows[0]).toMatchObject({ verdict: { verdict: 'different' }, correct: false });
    expect(await patch(null)).toMatchObject({ expected: null, verdict: null, correct: null });
    expect(await patch('x'.repeat(2001))).toMatchObject({ status: 400, errors: [{ path: 'expected' }] });
  });
});

describe('the right answers of many', () => {
  it('are set and judged, whatever is not there', async () => {
    for (const id of ['a', 'b'])
      await test.server.store.createSession(
        sessionRecord({ id, status: 'done', answer: '7', summaryVersion: SUMMARY_VERSION }),
      );
    const answers = [
      { id: 'a', expected: '7.0' },
      { id: 'none', expected: '1' },
      { id: 'b', expected: '8' },
    ];
    expect(await (await test.send('POST', '/api/sessions/expected', { answers })).json()).toEqual({
      done: 2,
      failed: [{ id: 'none', reason: expect.any(String) }],
    });
    const correct = (await get()).rows.map((row) => [row.id, row.expected, row.correct]);
    expect(correct.sort()).toEqual([
      ['a', '7.0', true],
      ['b', '8', false],
    ]);
  });
});

describe('an answer key', () => {
  it('in the same archive is joined by the name of the file; alone it is no trace', async () => {
    const key = '{"id":"sums_7","answer":"42"}\n';
    const trace = '<think>I add.</think> It is \\boxed{42}.';
    const upload = (files: Record<string, string>) =>
      test.fetch('/api/traces?name=run.zip', {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: new Uint8Array(zipOf(files)),
      });
    expect((await upload({ 'key.jsonl': key, 'sums_7.txt': trace })).status).toBe(201);
    expect((await get()).rows).toMatchObject([{ expected: '42', answer: '42', correct: true }]);
    const alone = await upload({ 'key.jsonl': key });
    expect(await alone.json()).toMatchObject({ status: 422, detail: expect.stringContaining('answer key') });
  });
});

describe('two answers', () => {
  it('are judged by themselves', async () => {
    const judge = async (body: object) => (await test.send('POST', '/api/answers/judge', body)).json();
    expect(await judge({ first: '\\frac{1}{2}', second: '0.5' })).toEqual({
      verdict: 'equal',
      how: expect.any(String),
    });
    expect(await judge({ first: '7', second: '8', question: 'How many?' })).toMatchObject({
      verdict: 'different',
    });
    expect(await judge({ first: '7' })).toMatchObject({ status: 400, errors: [{ path: 'second' }] });
  });
});

describe('a person’s ruling', () => {
  it('stands above the verdict, in lists as well, until it is withdrawn', async () => {
    await test.server.store.createSession(
      sessionRecord({ id: 'a', status: 'done', answer: '7', summaryVersion: SUMMARY_VERSION }),
    );
    await test.send('PATCH', '/api/sessions/a', { expected: '8' });
    const annotate = (body: object) => test.send('POST', '/api/sessions/a/annotations', body);
    const shown = async () => [(await get()).rows[0], await (await test.fetch('/api/sessions/a')).json()];
    for (const correct of [true, null]) {
      await annotate({ kind: 'ruling', correct, reason: 'The key is wrong.' });
      for (const view of await shown())
        expect(view).toMatchObject({
          verdict: { verdict: 'different' },
          ruling: { correct, reason: 'The key is wrong.', madeAt: expect.any(String) },
          correct,
        });
    }
    await annotate({ kind: 'withdrawal', of: 1 });
    for (const view of await shown()) expect(view).toMatchObject({ ruling: { seq: 0 }, correct: true });
    await annotate({ kind: 'withdrawal', of: 0 });
    for (const view of await shown()) expect(view).toMatchObject({ ruling: null, correct: false });
  });
});

describe('a pair', () => {
  it('is named by each of its members', async () => {
    for (const [id, strategy] of [
      ['a', 'sprint'],
      ['b', 'sequential'],
      ['c', 'sequential'],
    ] as const)
      await test.server.store.createSession(sessionRecord({ id, strategy, status: 'done', pairId: 'p' }));
    const { pair } = (await (await test.fetch('/api/sessions/b')).json()) as { pair: Row[] };
    expect(pair).toEqual([
      { id: 'c', strategy: 'sequential', model: 'test-model', executorModel: 'test-model', status: 'done' },
      { id: 'a', strategy: 'sprint', model: 'test-model', executorModel: 'test-model', status: 'done' },
    ]);
  });
});
