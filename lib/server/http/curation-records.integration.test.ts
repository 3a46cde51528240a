import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { profiles } from '#lib/contract/curation-settings.ts';
import { syncCount } from '#lib/tokens/sync-counter.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { parseLog } from '#lib/trace/jsonl.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import { curationClient, sequentialTrace } from '../testing/curation-client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let client: ReturnType<typeof curationClient>;
beforeAll(async () => {
  server = await startTestServer();
  client = curationClient(server.origin);
});
afterAll(() => server.close());

const create = async (body: object) => (await client.ask<{ id: string }>('POST', 'records', body)).id;
const problemOf = async (response: Response) => ({
  status: response.status,
  ...((await response.json()) as {
    type: string;
    detail: string;
    remedy: string;
    errors?: { path: string; message: string }[];
  }),
});
const send = async (method: string, path: string, body?: unknown) =>
  problemOf(await server.send(method, `/api/curation/${path}`, body));

describe('POST /api/curation/records', () => {
  it('a text is taken apart by rules when it is answered, its lines counted exactly', async () => {
    const text = `<think>${sequentialTrace()}</think>The answer is \\boxed{84}.`;
    const response = await server.send('POST', '/api/curation/records', {
      text,
      expected: '84',
      name: 'a.txt',
    });
    expect(response.status).toBe(201);
    const { id } = (await response.json()) as { id: string };
    expect(response.headers.get('location')).toBe(`/api/curation/records/${id}`);
    const record = await client.record(id);
    expect(record).toMatchObject({
      id,
      batchId: null,
      sourceName: 'a.txt',
      expected: '84',
      answer: 'The answer is \\boxed{84}.',
      stage: 'packed',
      attempts: 1,
      revision: 1,
      settings: profiles.paper,
      proposal: { stepsBy: { kind: 'rules' }, parentsBy: { kind: 'rules' } },
      error: null,
    });
    expect(record.source.text).toBe(sequentialTrace());
    const count = syncCount('qwen3');
    expect(record.lineTokens).toEqual(
      record.source.lines.map(({ start, end }) => count(record.source.text.slice(start, end))),
    );
    expect(record.summary?.steps).toBe(record.proposal?.decomposition.steps.length);
    expect(record.summary?.steps).toBeGreaterThan(2);
    expect(record.status).toBe(record.summary?.reasons.length === 0 ? 'kept' : 'rejected');
  });

  it('settings are a profile or all of them; the built-in stands for the rules, and the record says so', async () => {
    const settings = { ...profiles.authors, profile: 'custom', minRatio: 0 };
    const id = await create({ text: sequentialTrace(), settings, endpointId: 'built-in' });
    expect(await client.record(id)).toMatchObject({
      settings,
      status: 'kept',
      proposal: { stepsBy: { kind: 'rules' }, diagnostics: [{ code: 'built-in-means-rules' }] },
    });
    const other = await create({ text: sequentialTrace(), settings: 'authors' });
    expect((await client.record(other)).settings).toEqual(profiles.authors);
  });

  it('NUL and half characters are left out before lines are counted', async () => {
    const record = await client.record(await create({ text: 'One \u0000and\ud83e two. Three is more.' }));
    expect(record.source.text).toBe('One and\ufffd two. Three is more.');
    expect(record.source.lines.at(-1)?.end).toBe(record.source.text.length);
  });

  it.each([
    [{}, 'text', 'The text of a trace is needed'],
    [{ text: '  ' }, 'text', 'The text of a trace is needed'],
    [{ text: 'a', settings: 'own' }, 'settings', 'Must be "paper", "authors" or all settings'],
    [{ text: 'a', settings: { ...profiles.paper, maxStages: 0 } }, 'settings.maxStages', 'At least 1'],
    [{ text: 'a', settings: { ...profiles.paper, max: 0 } }, 'settings.max', 'Unknown field'],
    [{ text: 'a', more: 1 }, 'more', 'Unknown field'],
    [
      { text: 'x'.repeat(1024 * 1024 + 1) },
      'text',
      'At most 1,048,576 characters: cut it into several traces',
    ],
    [{ separation: 'x' }, 'dag', 'The text of the created_dag file is needed'],
  ])('names the field that is wrong: %#', async (body, path, message) => {
    const problem = await send('POST', 'records', body);
    expect(problem.status).toBe(400);
    const error = problem.errors?.find((one) => one.path.startsWith(path));
    expect(error?.message).toContain(message);
  });

  it('the authors’ files that are none: 422 with what to do', async () => {
    const problem = await send('POST', 'records', { separation: 'nothing of it', dag: 'nor this' });
    expect(problem).toMatchObject({ status: 422, type: 'urn:sprintscope:problem:not-curatable' });
    expect(problem.errors).toEqual([{ path: 'separation', message: problem.detail }]);
    expect(problem.remedy).not.toBe('');
    expect(problem.detail).not.toContain(problem.remedy);
  });

  it('an endpoint that is not there: 404', async () => {
    expect(await send('POST', 'records', { text: 'a', endpointId: 'gone' })).toMatchObject({ status: 404 });
  });

  it('a stored sequential session is taken apart with its question; others are refused', async () => {
    const imported = await server.send('POST', '/api/traces', {
      text: `<think>\n${sequentialTrace(3)}\n</think>\n\nIt is \\boxed{150}.`,
      kind: 'sequential',
      question: 'What is 15 times 10?',
    });
    const { id: sessionId } = (await imported.json()) as { id: string };
    const record = await client.record(await create({ sessionId }));
    expect(record.question).toBe('What is 15 times 10?');
    expect(record.source.text).toBe(sequentialTrace(3));
    expect(record.answer).toContain('\\boxed{150}');
    expect(await send('POST', 'records', { sessionId: 'gone' })).toMatchObject({ status: 404 });
    const rounds = await server.send('POST', '/api/traces', {
      text: '<Plan_1> a <prompt_1.1> b </prompt_1.1> </Plan_1>',
      kind: 'transcript',
    });
    const other = (await rounds.json()) as { id: string };
    expect(await send('POST', 'records', { sessionId: other.id })).toMatchObject({ status: 422 });
  });
});

describe('GET /api/curation/records', () => {
  it('single records newest first, in few bytes each; filters; a foreign cursor is refused', async () => {
    const first = await create({
      text: sequentialTrace(1),
      question: 'Which apples? Zebra',
      name: 'first.txt',
    });
    const second = await create({ text: sequentialTrace(2), name: 'second.txt' });
    const page = await client.ask<{ rows: { id: string }[]; nextCursor: string; total: number }>(
      'GET',
      'records?limit=1',
    );
    expect(page.rows).toMatchObject([{ id: second, sourceName: 'second.txt', edited: false, attempts: 1 }]);
    expect(page.rows[0]).not.toHaveProperty('contents');
    const next = await client.ask<{ rows: { id: string }[]; total: number }>(
      'GET',
      `records?limit=1&cursor=${page.nextCursor}`,
    );
    expect(next.rows).toMatchObject([{ id: first, question: 'Which apples? Zebra' }]);
    expect(next.total).toBe(page.total);
    const found = await client.ask<{ rows: { id: string }[] }>('GET', 'records?search=zebra');
    expect(found.rows.map(({ id }) => id)).toEqual([first]);
    expect(await send('GET', 'records?cursor=x')).toMatchObject({ status: 400 });
    expect(await send('GET', 'records?status=good')).toMatchObject({ status: 400 });
    expect(await send('GET', 'records?limit=0')).toMatchObject({ status: 400 });
  });
});

describe('PUT /api/curation/records/:id/draft', () => {
  const edited = async () => {
    const id = await create({ text: sequentialTrace(), question: 'Q' });
    const record = await client.record(id);
    const [first] = record.proposal?.decomposition.steps ?? [];
    if (!first) throw new Error('no steps');
    const edit = { type: 'edit-text', step: first.id, field: 'description', text: 'Read the question' };
    const draft = {
      revision: record.revision,
      editLog: { edits: [edit], cursor: 1 },
      settings: record.settings,
    };
    return { id, record, first, draft };
  };

  it('keeps the corrections, computes anew, and leaves the proposal as it was', async () => {
    const { id, record, first, draft } = await edited();
    const merge = { type: 'merge-step', step: first.id };
    const editLog = { edits: [...draft.editLog.edits, merge], cursor: 2 };
    const saved = await client.ask<{ revision: number; summary: { steps: number } }>(
      'PUT',
      `records/${id}/draft`,
      {
        ...draft,
        editLog,
        settings: { ...profiles.paper, profile: 'custom', minRatio: 50 },
        question: 'Another',
      },
    );
    expect(saved).toMatchObject({
      revision: record.revision + 1,
      status: 'rejected',
      summary: {
        steps: (record.summary?.steps ?? 0) - 1,
        reasons: [{ code: 'ratio-too-low' }, { code: 'no-saving' }],
      },
    });
    expect(await client.record(id)).toMatchObject({
      ...saved,
      editLog,
      proposal: record.proposal,
      question: 'Another',
      settings: { minRatio: 50 },
    });
    const { rows } = await client.ask<{ rows: object[] }>('GET', 'records?reason=ratio-too-low&limit=1');
    expect(rows).toMatchObject([{ id, edited: true, question: 'Another' }]);
    const undone = { ...draft, revision: saved.revision, editLog: { ...editLog, cursor: 0 }, question: null };
    await client.ask('PUT', `records/${id}/draft`, undone);
    expect(await client.record(id)).toMatchObject({
      summary: { steps: record.summary?.steps },
      question: null,
    });
  });

  it('409 for an older revision: two windows never overwrite each other', async () => {
    const { id, draft } = await edited();
    await client.ask('PUT', `records/${id}/draft`, draft);
    expect(await send('PUT', `records/${id}/draft`, draft)).toMatchObject({
      status: 409,
      type: 'urn:sprintscope:problem:older-revision',
    });
  });

  it('of two saves at the same time one is refused', async () => {
    const { id, draft } = await edited();
    const both = await Promise.all(
      [1, 2].map(() => server.send('PUT', `/api/curation/records/${id}/draft`, draft)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('422 names the edit that does not apply, and nothing is stored', async () => {
    const { id, record, draft } = await edited();
    const [edit] = draft.editLog.edits;
    const editLog = { edits: [edit, { type: 'merge-step', step: 'nobody' }], cursor: 1 };
    const problem = await send('PUT', `records/${id}/draft`, { ...draft, editLog });
    expect(problem).toMatchObject({ status: 422, errors: [{ path: 'editLog.edits.1' }] });
    expect(await client.record(id)).toEqual(record);
  });

  it('400 for what is no edit', async () => {
    const { id, draft } = await edited();
    const put = (change: object) => send('PUT', `records/${id}/draft`, { ...draft, ...change });
    expect(await put({ editLog: { edits: [{ type: 'paint' }], cursor: 1 } })).toMatchObject({ status: 400 });
    expect(await put({ editLog: { edits: [], cursor: 1 } })).toMatchObject({ status: 400 });
    expect(await put({ settings: { profile: 'paper' } })).toMatchObject({ status: 400 });
    expect(await put({ revision: 'x' })).toMatchObject({ status: 400 });
  });
});

describe('GET /api/curation/records/:id/preview', () => {
  it('is the log of either side, and stores nothing', async () => {
    const id = await create({ text: sequentialTrace(), question: 'What is the product?', expected: '84' });
    const sessions = async () =>
      (await (await server.fetch('/api/sessions?limit=100')).json()) as { sessions: unknown[] };
    const before = await sessions();
    const log = async (side: string) => {
      const response = await server.fetch(`/api/curation/records/${id}/preview?side=${side}`);
      expect(response.status).toBe(200);
      const parsed = parseLog(await response.text());
      if (!parsed.ok) throw new Error('unreadable');
      return foldEvents(parsed.events);
    };
    const [source, rounds] = [await log('source'), await log('rounds')];
    expect(source.session).toMatchObject({ strategy: 'sequential', origin: { kind: 'curated' } });
    expect(rounds.session).toMatchObject({ strategy: 'sprint', origin: { kind: 'curated' } });
    const { summary } = await client.record(id);
    expect(sessionMetrics(rounds)).toMatchObject({ stages: summary?.stages, prompts: summary?.prompts });
    expect(await sessions()).toEqual(before);
    expect((await server.fetch(`/api/curation/records/${id}/preview?side=both`)).status).toBe(400);
  });
});

describe('POST /api/curation/records/:id/keep', () => {
  it('stores source and rounds as a curated pair, the same two while nothing changed', async () => {
    const id = await create({ text: sequentialTrace(), question: 'What is the product?', expected: '84' });
    const played = await client.ask<{ source: string; rounds: string }>('POST', `records/${id}/keep`, {});
    expect(await client.ask('POST', `records/${id}/keep`, {})).toEqual(played);
    const session = async (sessionId: string) =>
      (await (await server.fetch(`/api/sessions/${sessionId}`)).json()) as Record<string, unknown>;
    const source = await session(played.source);
    const result = await session(played.rounds);
    expect(source).toMatchObject({
      strategy: 'sequential',
      question: 'What is the product?',
      answer: '84',
      correct: true,
    });
    expect(result).toMatchObject({ strategy: 'sprint', answer: '84', pairId: source.pairId });
    expect([source.origin, result.origin]).toEqual([{ kind: 'curated' }, { kind: 'curated' }]);
    const record = await client.record(id);
    expect(result.metrics).toMatchObject({
      stages: record.summary?.stages,
      prompts: record.summary?.prompts,
    });
    const step = record.proposal?.decomposition.steps.find(({ execution }) => execution.length > 0)?.id;
    const edits = [
      { type: 'set-plan-only', step, planOnly: 'never' },
      { type: 'edit-text', step, field: 'prompt', text: 'Quite another task' },
    ];
    await client.ask('PUT', `records/${id}/draft`, {
      revision: record.revision,
      editLog: { edits, cursor: 2 },
      settings: record.settings,
    });
    const changed = await client.ask<typeof played>('POST', `records/${id}/keep`, {});
    expect(changed.source).toBe(played.source);
    expect(changed.rounds).not.toBe(played.rounds);
    expect((await session(changed.rounds)).pairId).toBe(source.pairId);
  });
});

describe('the rest of a record', () => {
  it('a verdict is kept and taken back; unknown ones are refused', async () => {
    const id = await create({ text: sequentialTrace() });
    await client.ask('PUT', `records/${id}/review`, { verdict: 'fix' });
    expect((await client.record(id)).review).toBe('fix');
    await client.ask('PUT', `records/${id}/review`, { verdict: null });
    expect((await client.record(id)).review).toBeNull();
    expect(await send('PUT', `records/${id}/review`, { verdict: 'fine' })).toMatchObject({ status: 400 });
  });

  it('by rules it is taken apart anew: corrections go, the revision counts on', async () => {
    const id = await create({ text: sequentialTrace() });
    const { proposal, settings } = await client.record(id);
    const step = proposal?.decomposition.steps[0]?.id;
    await client.ask('PUT', `records/${id}/draft`, {
      revision: 1,
      editLog: { edits: [{ type: 'merge-step', step }], cursor: 1 },
      settings,
    });
    expect(await client.ask('POST', `records/${id}/propose`, {})).toMatchObject({
      proposal,
      editLog: { edits: [], cursor: 0 },
      revision: 3,
      attempts: 2,
    });
  });

  it('is deleted, and then nothing of it answers', async () => {
    const id = await create({ text: sequentialTrace() });
    expect((await server.send('DELETE', `/api/curation/records/${id}`)).status).toBe(204);
    const draft = { revision: 1, editLog: { edits: [], cursor: 0 }, settings: profiles.paper };
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['DELETE', '', undefined],
      ['POST', '/propose', {}],
      ['PUT', '/draft', draft],
      ['POST', '/keep', {}],
      ['GET', '/preview?side=source', undefined],
      ['PUT', '/review', { verdict: 'fix' }],
    ] as const)
      expect(await send(method, `records/${id}${path}`, body)).toMatchObject({
        status: 404,
        type: 'urn:sprintscope:problem:curation-record-not-found',
      });
  });
});
