import { readFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DOCTOR_VERSION } from '#lib/doctor/diagnose.ts';
import { deltas } from '#lib/storage/testing/records.ts';
import { rightAnswerIn } from '#lib/trace/annotation-lines.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { parseLog, writeLog } from '#lib/trace/jsonl.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import { BREAKS_COUNTING } from '../testing/scripted-run.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let test: TestServer;
beforeEach(async () => {
  test = await startTestServer();
});
afterEach(() => test.close());

const question = 'What is six times seven?';
const trajectory = `<Question> ${question} </Question>
<think>
<Plan_1>
Two ways. <prompt_1.1> Add six sevens. </prompt_1.1> <prompt_1.2> Multiply. </prompt_1.2>
</Plan_1>
<Execution_1>
<execution_1.1> 7 + 7 + 7 + 7 + 7 + 7 = 42 </execution_1.1>
<execution_1.2> 6 · 7 = 42 </execution_1.2>
</Execution_1>
<Final_answer> So \\boxed{42}. </Final_answer>
</think>`;
const thought = 'Six sevens are forty-two, so \\boxed{42}.\n</think>\nThe answer is 42.';

type Body = Record<string, unknown>;
interface Answer {
  status: number;
  body: Body & { id: string; traces: Body[]; results: Body[]; problems: Body[] };
}
async function post(body: unknown, path = '/api/traces'): Promise<Answer> {
  const response = await test.send('POST', path, body);
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}
async function upload(body: BodyInit, query = ''): Promise<Answer> {
  const response = await test.fetch(`/api/traces${query}`, { method: 'POST', body });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}
const session = async (id: string) => (await test.fetch(`/api/sessions/${id}`)).json() as Promise<Body>;
const logTextOf = async (id: string) => (await test.fetch(`/api/sessions/${id}/export?format=log`)).text();
async function logOf(id: string): Promise<readonly TraceEvent[]> {
  const log = parseLog(await logTextOf(id));
  if (!log.ok) throw log.error;
  return log.events;
}
const stored = async () => ((await (await test.fetch('/api/library')).json()) as { total: number }).total;

describe('POST /api/traces', () => {
  it('stores the session of a player page that an earlier version wrote, with the numbers of today', async () => {
    const page = readFileSync(
      new URL('../../formats/testing/player-page-2026-11-29.html', import.meta.url),
      'utf8',
    );
    const { status, body } = await upload(page, '?name=sprintscope-abc.html');
    expect(status).toBe(201);
    const found = await session(body.id);
    expect(found).toMatchObject({ status: 'done', strategy: 'sprint', answer: '43' });
    expect(found.metrics).toEqual(
      JSON.parse(JSON.stringify(sessionMetrics(foldEvents(await logOf(body.id))))),
    );
    const refused = await upload('<!doctype html><p>6 · 7 = 42</p>', '?name=page.html');
    expect(refused.status).toBe(422);
    expect(refused.body.problems).toMatchObject([
      { message: 'This is a web page without a log of Sprintscope in it.' },
    ]);
  });

  it('stores a text as an ended session: events, summary, findings', async () => {
    const { status, body } = await post({
      ...{ text: trajectory, name: 'runs/planner_trajectory_3.txt', expected: '42.0', tags: ['a'] },
      author: 'The authors',
    });
    expect(status).toBe(201);
    expect(body.traces).toEqual([
      {
        place: { path: 'runs/planner_trajectory_3.txt' },
        id: body.id,
        pairId: null,
        diagnostics: body.diagnostics,
      },
    ]);
    const found = await session(body.id);
    expect(found).toMatchObject({
      ...{
        status: 'done',
        strategy: 'sprint',
        question,
        title: null,
        tags: ['a'],
        lastSeq: expect.any(Number),
      },
      origin: { kind: 'imported', author: 'The authors' },
      ...{ sourceName: 'runs/planner_trajectory_3.txt', expected: '42.0', answer: '42', correct: true },
      metrics: {
        stages: 1,
        prompts: 2,
        executions: 2,
        tokenizer: 'qwen3',
        wallClockMs: null,
        isEstimate: false,
      },
      ...{ pair: [], endedAt: null },
    });
    expect(rightAnswerIn(await logTextOf(body.id))).toBe('42.0');
    const state = foldEvents(await logOf(body.id));
    expect(state).toMatchObject({ status: 'done', lastSeq: found.lastSeq });
    expect(state.stages[0]?.executions[1]?.text).toContain('6 · 7 = 42');
    const row = await test.server.store.session(body.id);
    expect(row).toMatchObject({ doctorVersion: DOCTOR_VERSION, numbers: { stages: 1, stagePrompts: [2] } });
    const findings = row?.findings as { code: string; severity: string }[];
    expect(body.diagnostics).toEqual(findings.map(({ code, severity }) => ({ code, severity })));
  });

  it('takes the file itself, and a zip of a pair', async () => {
    const raw = await upload(trajectory, '?name=a.txt');
    expect(await session(raw.body.id)).toMatchObject({ sourceName: 'a.txt', question });
    const bytes = (text: string) => new TextEncoder().encode(text);
    const zip = zipSync({
      'x/planner_trajectory_7.txt': bytes(trajectory),
      'x/base_model_trajectory_7.txt': bytes(thought),
      'x/picture.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0]),
    });
    const { status, body } = await upload(new Blob([zip as Uint8Array<ArrayBuffer>]), '?name=x.zip');
    expect(status).toBe(201);
    const [first, second, third] = body.traces;
    expect(third).toMatchObject({ place: { path: 'x.zip/x/picture.png' }, problem: { type: 'binary' } });
    expect(first?.pairId).toEqual(second?.pairId);
    expect(first?.pairId).toEqual(expect.any(String));
    expect(await session(String(second?.id))).toMatchObject({
      ...{ strategy: 'sequential', question, sourceName: 'x.zip/x/base_model_trajectory_7.txt' },
      pair: [{ id: first?.id, strategy: 'sprint', status: 'done' }],
    });
  });

  it('takes a table of several, names the rows that hold none and goes on', async () => {
    const rows = [
      { question, response: trajectory, answer: '42' },
      { question: 'Q2', response: '' },
    ];
    const text = rows.map((row) => JSON.stringify(row)).join('\n');
    const { status, body } = await post({ text, name: 'results.jsonl' });
    expect(status).toBe(201);
    expect(await session(body.id)).toMatchObject({ sourceName: 'results.jsonl#1', expected: '42' });
    expect(body.traces[1]).toMatchObject({ problem: { place: { path: 'results.jsonl', record: 2 } } });
  });

  it('believes the format and the kind that it is told', async () => {
    const asThought = await post({ text: trajectory, kind: 'sequential' });
    expect(await session(asThought.body.id)).toMatchObject({
      strategy: 'sequential',
      metrics: { stages: 0 },
    });
    const asTranscript = await post({ text: thought, format: 'transcript', question: 'Q' });
    expect(await session(asTranscript.body.id)).toMatchObject({ question: 'Q' });
  });

  it('keeps a log as it is, wherever it ran', async () => {
    const first = await post({ text: trajectory });
    const text = await (await test.fetch(`/api/sessions/${first.body.id}/export?format=log`)).text();
    const again = await post({ text, name: 'log.jsonl' });
    expect(await (await test.fetch(`/api/sessions/${again.body.id}/export?format=log`)).text()).toBe(text);
    const { metrics, findings, answer } = await session(first.body.id);
    expect(await session(again.body.id)).toMatchObject({
      metrics,
      findings,
      answer,
      origin: { kind: 'imported' },
    });
  });

  it('closes a log that does not end as interrupted', async () => {
    const first = await post({ text: trajectory });
    const events = (await logOf(first.body.id)).slice(0, -4);
    const { body } = await post({ text: writeLog(events), name: 'log.jsonl' });
    expect(await session(body.id)).toMatchObject({ status: 'interrupted' });
    expect((await logOf(body.id)).slice(0, events.length)).toEqual(events);
  });

  it('pairs with a stored session of the other strategy on the same question', async () => {
    const first = await post({ text: trajectory });
    expect(await session(first.body.id)).toMatchObject({ pairId: null });
    const second = await post({
      text: thought,
      kind: 'sequential',
      question: `  ${question.replace(' ', '\n')}`,
    });
    const { pairId } = await session(second.body.id);
    expect(pairId).toEqual(second.body.traces[0]?.pairId);
    expect(await session(first.body.id)).toMatchObject({ pairId, pair: [{ id: second.body.id }] });
  });

  it.each([
    ['nothing but space', { text: ' \n ' }, 'empty'],
    ['a log whose numbers are wrong', { text: writeLog(deltas(3, 5)), format: 'log' }, 'invalid-log'],
    ['a table without a trajectory', { text: 'a,b\n1,2\n', format: 'table-csv' }, 'no-trajectory'],
  ])('refuses %s with place and remedy, and stores nothing', async (_, input, type) => {
    const { status, body } = await post({ name: 'file.x', ...input });
    expect(status).toBe(422);
    expect(body).toMatchObject({ type: 'urn:sprintscope:problem:no-trace', remedy: expect.any(String) });
    expect(body.detail).toContain('file.x');
    expect(body.problems[0]).toMatchObject({ type, place: { path: 'file.x' }, remedy: expect.any(String) });
    expect(await stored()).toBe(0);
  });

  it.each([
    ['text', {}],
    ['format', { text: 'x', format: 'pdf' }],
    ['kind', { text: 'x', kind: 'novel' }],
    ['tokenizer', { text: 'x', tokenizer: 'gpt2' }],
    ['__proto__', JSON.parse('{"text": "x", "__proto__": {"title": "polluted"}}')],
  ])('names the field %s that it refuses', async (path, input) => {
    const { status, body } = await post(input);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ path }]);
    expect(({} as { title?: string }).title).toBeUndefined();
  });

  it('refuses a body that is too large, before it is held', async () => {
    const large = new Uint8Array(65 * 1024 * 1024).fill(0x61);
    expect((await upload(large)).status).toBe(413);
    expect(
      (await post({ traces: [{ text: 'x'.repeat(9e6), kind: 'sequential' }] }, '/api/traces/batch')).status,
    ).toBe(413);
  });

  it('refuses a body that would fill the memory once parsed', async () => {
    const post = (text: string) =>
      test.fetch('/api/traces/batch', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: text,
      });
    for (const body of [`{"traces":[${'{},'.repeat(2_000_000)}0]}`, '{"traces":'.repeat(500_000)])
      expect(await (await post(body)).json()).toMatchObject({
        status: 400,
        detail: expect.stringContaining('nested'),
      });
  });

  it('a log from outside makes no long row, whatever it says of itself', async () => {
    const first = await post({ text: trajectory });
    const long = 'x'.repeat(50_000);
    const [start, ...rest] = await logOf(first.body.id);
    if (start?.type !== 'session-start') throw new Error('no start');
    const model = {
      ...start.models.planner,
      model: long,
      baseUrl: `http://user:secret@h/v1?key=secret#${long}`,
    };
    const remarks = Array.from({ length: 3000 }, (_, index) => ({
      ...{
        seq: 0,
        at: 0,
        type: 'diagnostic' as const,
        code: `${index}${long.slice(0, 200)}`,
        severity: 'note' as const,
      },
      ...{ place: {}, explanation: long.slice(0, 5000) },
    }));
    const models = { planner: model, executor: model };
    const origin = { kind: 'live' as const, author: long };
    const events = [{ ...start, models, origin, tokenizer: long }, ...remarks, ...rest].map((event, seq) => ({
      ...event,
      seq,
    }));
    const { status, body } = await post({ text: writeLog(events), kind: 'log', name: 'a\u202egpj.txt\n' });
    expect(status).toBe(201);
    const library = await (await test.fetch('/api/library?limit=1')).text();
    expect(library.length).toBeLessThan(40_000);
    expect(library).not.toContain('secret');
    expect(await session(body.id)).toMatchObject({ sourceName: 'a gpj.txt' });
    expect(await logOf(body.id)).toEqual(events);
  });

  it('is refused to pages of other sites, as a form or a simple request too', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const headers = { 'content-type': type, origin: 'https://other.example' };
      const response = await test.fetch('/api/traces', { method: 'POST', headers, body: trajectory });
      expect(response.status).toBe(403);
    }
    expect(await stored()).toBe(0);
  });

  it('a defect of ours on one trace is told as its problem', async () => {
    const { status, body } = await post({ text: trajectory.replace('Two ways.', BREAKS_COUNTING) });
    expect(status).toBe(422);
    expect(body.problems[0]).toMatchObject({ type: 'internal' });
    expect(JSON.stringify(body)).not.toContain('secret path');
    expect(test.reports.join()).toContain('secret path');
  });
});

describe('POST /api/traces/batch', () => {
  it('answers in order; what cannot be read keeps nothing else back', async () => {
    const { status, body } = await post(
      {
        traces: [
          { text: trajectory, kind: 'transcript', name: 't.csv', record: 1, pairId: 'p' },
          { text: 'no log', kind: 'log', name: 't.csv', record: 2, line: 9 },
          { text: thought, kind: 'sequential', question, title: 'T', expected: '41', pairId: 'p' },
        ],
      },
      '/api/traces/batch',
    );
    expect(status).toBe(200);
    const [first, second, third] = body.results;
    expect(second).toMatchObject({ problem: { type: 'invalid-log', place: { path: 't.csv', record: 2 } } });
    expect(await session(String(first?.id))).toMatchObject({ sourceName: 't.csv#1', pairId: 'p' });
    expect(await session(String(third?.id))).toMatchObject({
      ...{ title: 'T', correct: false, strategy: 'sequential', pair: [{ id: first?.id }] },
    });
    expect(await stored()).toBe(2);
  });

  it('stores a trace once for its key, however often and however close together it is sent', async () => {
    const keyed = (importKey: string, text = trajectory) => ({ text, kind: 'transcript', importKey });
    const traces = [keyed('0123456789abcdef.1'), keyed('0123456789abcdef.2')];
    const send = async () => (await post({ traces }, '/api/traces/batch')).body.results;
    const [first, ...repeated] = [...(await Promise.all([send(), send(), send()])), await send()];
    expect(first?.every(({ id }) => typeof id === 'string')).toBe(true);
    for (const results of repeated) expect(results).toEqual(first);
    expect(await stored()).toBe(2);
    expect((await post({ traces: [keyed('short')] }, '/api/traces/batch')).status).toBe(400);
    const text = JSON.stringify({ messages: [{ role: 'assistant', content: trajectory }] });
    const table = { text: `${text}\n${text}`, name: 't.jsonl', importKey: '0123456789abcdef.3' };
    const once = await post(table);
    expect(once.body.traces).toHaveLength(2);
    expect((await post(table)).body.traces).toEqual(once.body.traces);
    expect(await stored()).toBe(4);
    expect(test.reports).toEqual([]);
  });

  it('counts with the tokenizer that is named', async () => {
    const traces = [{ text: trajectory, kind: 'transcript' }];
    for (const tokenizer of ['o200k', 'qwen3', undefined]) {
      const { body } = await post({ traces, tokenizer }, '/api/traces/batch');
      const name = tokenizer ?? 'qwen3';
      expect(await session(String(body.results[0]?.id))).toMatchObject({ metrics: { tokenizer: name } });
    }
  });

  it('takes at most 100', async () => {
    const traces = Array.from({ length: 101 }, () => ({ text: 'x', kind: 'sequential' }));
    expect((await post({ traces }, '/api/traces/batch')).body).toMatchObject({
      errors: [{ path: 'traces' }],
    });
  });

  it('is stored while sessions run, and they lose nothing', async () => {
    const created = await test.send('POST', '/api/sessions', { question });
    const { id } = (await created.json()) as { id: string };
    const run = await test.runs.next();
    const imports = Array.from({ length: 6 }, () =>
      post(
        { traces: Array.from({ length: 5 }, () => ({ text: trajectory, kind: 'transcript' })) },
        '/api/traces/batch',
      ),
    );
    for (let index = 0; index < 50; index++) run.write(10);
    const answers = await Promise.all(imports);
    run.end();
    await (await test.fetch(`/api/sessions/${id}/events`)).text();
    expect(answers.flatMap(({ body }) => body.results).every((result) => result.id)).toBe(true);
    expect(await stored()).toBe(31);
    expect(await logOf(id)).toHaveLength(504);
    expect(test.reports).toEqual([]);
  });
});
