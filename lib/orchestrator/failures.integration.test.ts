import { afterEach, describe, expect, it } from 'vitest';
import type { Endpoint } from '#lib/models/endpoint.ts';
import * as behaviours from '#lib/models/testing/behaviours.ts';
import { endpointOf } from '#lib/models/testing/calls.ts';
import * as chatModels from '#lib/models/testing/chat-models.ts';
import {
  type MisbehavingEndpoint,
  type Respond,
  startMisbehavingEndpoint,
} from '#lib/models/testing/misbehaving-endpoint.ts';
import { writeTranscript } from '#lib/protocol/writer.ts';
import type { PieceState } from '#lib/trace/state.ts';
import { type HttpRun, type HttpRunOptions, runOverHttp } from './testing/run-over-http.ts';

const { errorAnswer, reply, tooManyRequests, webPage, wrongKey, wrongModel } = behaviours;
type Behave = (request: behaviours.EndpointRequest) => behaviours.Behaviour;

const script: chatModels.Script = {
  stages: [
    {
      plan: 'Two parts. <prompt_1.1> Do A. </prompt_1.1> and <prompt_1.2> Do B. </prompt_1.2> Then add.',
      executions: ['A is 2.', 'B is 4.'],
    },
    { plan: 'Based on execution_1.1: check it. <prompt_2.1> Do C. </prompt_2.1>', executions: ['C is 6.'] },
  ],
  answer: 'So it is \\boxed{6}.',
  sequential: 'Two and four make \\boxed{6}.',
};
const good: Respond = (request) =>
  request.prompt.includes('SEQUENTIAL')
    ? reply(script.sequential ?? '')
    : chatModels.keepsToProtocol(script)(request);

const MAX_ATTEMPTS = 3;

interface Failure {
  behave: Behave;
  type: string;
  status?: number;
  /** Whether the same request may succeed a little later. */
  passes: boolean;
  timeouts?: Partial<Endpoint['timeouts']>;
}

/** Sends the first words of the scripted reply, and then breaks. */
const breaks =
  (how: NonNullable<behaviours.Reply['breaks']>, more: Partial<behaviours.Reply> = {}): Behave =>
  (request) =>
    reply(chatModels.scriptedText(script, request), { breaks: how, breaksAfter: 5, ...more });

const failures: Record<string, Failure> = {
  'wrong key': { behave: wrongKey, type: 'unauthorized', status: 401, passes: false },
  'wrong model': { behave: () => wrongModel('test-model'), type: 'not-found', status: 404, passes: false },
  'no credit': {
    behave: () => errorAnswer(429, 'You exceeded your current quota', { code: 'insufficient_quota' }),
    type: 'rate-limited',
    status: 429,
    passes: false,
  },
  'HTML instead of JSON': { behave: () => webPage(200, 'Sign in'), type: 'not-json', passes: false },
  'a content filter': {
    behave: () => errorAnswer(400, 'Blocked by content management policy', { code: 'content_filter' }),
    type: 'content-filter',
    status: 400,
    passes: false,
  },
  '429': {
    behave: () => tooManyRequests({ 'retry-after-ms': '20' }),
    type: 'rate-limited',
    status: 429,
    passes: true,
  },
  '500': { behave: () => errorAnswer(500, 'boom'), type: 'server-error', status: 500, passes: true },
  '502 as a web page': {
    behave: () => webPage(502, 'Bad Gateway'),
    type: 'server-error',
    status: 502,
    passes: true,
  },
  'a connection reset': { behave: () => ({ kind: 'reset' }), type: 'dropped', passes: true },
  'a stream cut in the middle': { behave: breaks('cut'), type: 'dropped', passes: true },
  'a stream that ends before a word': {
    behave: () => reply('', { breaks: 'end' }),
    type: 'dropped',
    passes: true,
  },
  'garbage in the stream': { behave: breaks('garbage'), type: 'bad-stream', passes: true },
  'a web page in the stream': { behave: breaks('html'), type: 'bad-stream', passes: true },
  'an error in the stream': { behave: breaks('error-chunk'), type: 'server-error', passes: true },
  'a stalled stream': { behave: breaks('stall'), type: 'stalled', passes: true, timeouts: { stallMs: 400 } },
  'no answer at all': {
    behave: () => ({ kind: 'hang' }),
    type: 'first-token-timeout',
    passes: true,
    timeouts: { firstTokenMs: 400 },
  },
};

type Position = 'plan' | 'execution' | 'answer' | 'forced answer' | 'thought';

function isAt(position: Position, { prompt }: behaviours.EndpointRequest): boolean {
  if (position === 'thought') return true;
  const turn = chatModels.turnOf(prompt);
  switch (turn.role) {
    case 'planner':
      return (position === 'plan' && turn.stage === 1) || (position === 'answer' && turn.stage === 3);
    case 'executor':
      return position === 'execution' && turn.stage === 1 && turn.index === 2;
    case 'answer':
      return position === 'answer' || position === 'forced answer';
  }
}

/** Fails this many times in that position. */
const failsAt = (position: Position, { behave }: Failure, times: number): Respond => {
  let failed = 0;
  return chatModels.faulty(
    (request) => (isAt(position, request) && failed++ < times ? behave(request) : null),
    good,
  );
};

const servers: MisbehavingEndpoint[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

interface Run extends HttpRun {
  server: MisbehavingEndpoint;
  asked(position: Position): number;
}

async function run(
  respond: Respond,
  endpoint: Partial<Endpoint>,
  more: Partial<HttpRunOptions> = {},
): Promise<Run> {
  const server = await startMisbehavingEndpoint(respond);
  servers.push(server);
  const result = await runOverHttp({ planner: endpointOf(server.baseUrl, endpoint), ...more });
  await server.idle();
  const asked = (position: Position) => server.requests.filter((request) => isAt(position, request)).length;
  return { ...result, server, asked };
}

function runAt(position: Position, failure: Failure, times: number, mode: Endpoint['mode']): Promise<Run> {
  const timeouts = { ...endpointOf('').timeouts, ...failure.timeouts };
  return run(
    failsAt(position, failure, times),
    { mode, timeouts },
    {
      settings: {
        maxAttempts: MAX_ATTEMPTS,
        // Two stages, then the answer in a call of its own.
        ...(position === 'forced answer' && { maxStages: 3 }),
      },
      ...(position === 'thought' && {
        strategy: 'sequential' as const,
        question: 'SEQUENTIAL: how much is 2 + 4?',
      }),
    },
  );
}

/** What happened, where, and what to do; for the person who watches. */
function expectHelpful(error: PieceState['error'], failure: Failure, { server }: Run) {
  expect(error?.type).toBe(failure.type);
  expect(error?.message).toContain(server.baseUrl);
  if (failure.status) {
    expect(error?.message).toContain(`status ${failure.status}`);
    expect(error?.status).toBe(failure.status);
  }
  expect(error?.remedy).toMatch(/^[A-Z].{20,}\.$/);
}

function expectFailed(result: Run, failure: Failure) {
  expect(result.status).toBe('failed');
  expectHelpful(result.state.error, failure, result);
}

const textsOf = ({ state }: HttpRun) =>
  state.stages.map(({ plan, executions }) => [plan.text !== '', ...executions.map(({ text }) => text)]);
const everythingSaid = [
  [true, 'A is 2.', 'B is 4.'],
  [true, 'C is 6.'],
];
const expectAnswered = (result: Run) => {
  expect(result.status).toBe('done');
  expect(result.state.error).toBeNull();
  expect(result.state.answer).toMatchObject({ status: 'done', text: script.answer });
  expect(textsOf(result)).toEqual(everythingSaid);
};

const positions = ['plan', 'execution', 'answer', 'forced answer', 'thought'] as const;
const modes = ['native', 'prompted'] as const;

/** Each failure in every position, half of them native, half prompted, so that each failure occurs in both modes. */
const cases = Object.entries(failures).map(([name, failure], which) => {
  const at = (times: number) =>
    Promise.all(
      positions.map((position, index) =>
        runAt(position, failure, times, modes[(index + which) % 2] ?? 'native'),
      ),
    ) as Promise<[plan: Run, execution: Run, answer: Run, forced: Run, thought: Run]>;
  return [name, failure, at] as const;
});

describe('failures that persist, over HTTP', () => {
  it.each(cases)('%s: ends in a message that says what to do', async (_, failure, runAll) => {
    const attempts = failure.passes ? MAX_ATTEMPTS : 1;
    const [plan, execution, answer, forced, thought] = await runAll(Number.POSITIVE_INFINITY);

    expectFailed(plan, failure);
    expect(plan.asked('plan')).toBe(attempts);
    expect(plan.state.stages).toMatchObject([{ status: 'failed', plan: { status: 'failed' } }]);

    // One failed branch never ends the session: the planner reads what failed, but not where.
    const [first, failed] = execution.state.stages[0]?.executions ?? [];
    expect(first).toMatchObject({ status: 'done', text: 'A is 2.' });
    expect(failed).toMatchObject({ status: 'failed' });
    expect(failed?.failedAttempts).toHaveLength(attempts - 1);
    expectHelpful(failed?.error ?? null, failure, execution);
    expect(execution).toMatchObject({ status: 'done', state: { answer: { text: script.answer } } });
    const told = execution.server.requests.at(-1)?.prompt ?? '';
    expect(told).toMatch(/\(This execution failed: [^\n]+\)/);
    expect(told).not.toContain('127.0.0.1');

    for (const result of [answer, forced]) {
      expectFailed(result, failure);
      expect(textsOf(result).slice(0, 2)).toEqual(everythingSaid);
      expect(writeTranscript(result.state)).toContain('C is 6.');
    }
    expect(answer.asked('answer')).toBe(attempts);
    expect(forced.asked('forced answer')).toBe(attempts);
    expect(forced.state.answer).toMatchObject({ status: 'failed', forced: 'stage-limit' });

    expectFailed(thought, failure);
    expect(thought.state.thought?.failedAttempts).toHaveLength(attempts - 1);
  });

  it.each(['cut', 'stall'] as const)('%s: what the last attempt had said stays', async (how) => {
    const failure: Failure = { behave: breaks(how), type: 'x', passes: true, timeouts: { stallMs: 400 } };
    const { state } = await runAt('answer', failure, Number.POSITIVE_INFINITY, 'native');
    const attempts = [...(state.answer?.failedAttempts ?? []), state.answer];
    expect(attempts).toHaveLength(MAX_ATTEMPTS);
    for (const attempt of attempts) expect(attempt?.text).toMatch(/^So it/);
  });

  it.each(['native', 'prompted'] as const)('%s: an endpoint that is down', async (mode) => {
    const server = await startMisbehavingEndpoint(good);
    await server.close();
    for (const strategy of ['sprint', 'sequential'] as const) {
      const result = await runOverHttp({ planner: endpointOf(server.baseUrl, { mode }), strategy });
      expect(result.status).toBe('failed');
      expect(result.state.error).toMatchObject({ type: 'unreachable' });
      expect(result.state.error?.message).toContain(server.baseUrl);
      expect(result.state.error?.remedy).toMatch(/Start the server/);
      // Nothing listens: the person reads this at once, not after many attempts.
      expect(result.events.filter(({ type }) => type === 'attempt-failed')).toHaveLength(1);
    }
  });

  it('an endpoint that goes down after the first round: that round stays readable', async () => {
    const server = await startMisbehavingEndpoint(good);
    let closing: Promise<void> | null = null;
    const result = await runOverHttp({
      planner: endpointOf(server.baseUrl),
      onEvents(events) {
        if (events.some(({ type }) => type === 'stage-end')) closing ??= server.close();
      },
    });
    await closing;
    expect(result.status).toBe('failed');
    expect(['unreachable', 'dropped']).toContain(result.state.error?.type);
    expect(result.state.error?.message).toContain(server.baseUrl);
    expect(textsOf(result)[0]).toEqual(everythingSaid[0]);
    expect(writeTranscript(result.state)).toContain('B is 4.');
  });

  it('executors whose endpoint is down fail alone, and the planner goes on', async () => {
    const down = await startMisbehavingEndpoint(good);
    await down.close();
    const result = await run(good, {}, { executor: endpointOf(down.baseUrl, { name: 'Executors' }) });
    expect(result.status).toBe('done');
    const executions = result.state.stages.flatMap(({ executions }) => executions);
    expect(executions).toHaveLength(3);
    for (const { status, error } of executions) {
      expect(status).toBe('failed');
      expect(error?.message).toContain(down.baseUrl);
    }
    expect(JSON.stringify(result.server.requests.map(({ prompt }) => prompt))).not.toContain(down.baseUrl);
  });
});

describe('failures that pass, over HTTP', () => {
  const passing = cases.filter(([, { passes }]) => passes);

  it.each(passing)(
    '%s: is tried again, and the session ends as if nothing was',
    async (_, failure, runAll) => {
      const [plan, execution, answer, forced, thought] = await runAll(1);
      for (const result of [plan, execution, answer, forced]) {
        expectAnswered(result);
        const failed = result.events.filter((event) => event.type === 'attempt-failed');
        // A machine that halts for long enough causes a timeout of its own.
        if (failure.timeouts) expect(failed.length).toBeGreaterThanOrEqual(1);
        else expect(failed).toHaveLength(1);
        expectHelpful(failed[0]?.error ?? null, failure, result);
      }
      expect(thought).toMatchObject({ status: 'done', state: { thought: { text: script.sequential } } });
      expect(thought.state.thought?.failedAttempts[0]?.error.type).toBe(failure.type);
    },
  );

  it.each(['native', 'prompted'] as const)('%s: every third request of a busy server', async (mode) => {
    const busy = chatModels.faulty(({ index }) => (index % 3 === 0 ? tooManyRequests() : null), good);
    const result = await run(busy, { mode }, { settings: { maxAttempts: 6 } });
    expectAnswered(result);
    expect(result.state.stages[0]?.plan.failedAttempts).toHaveLength(1);
  });
});

describe('a plan that breaks off after a fork, over HTTP', () => {
  const plan = `<Plan_1>\n${script.stages[0]?.plan}\n</Plan_1>`;
  const cutAt = plan.indexOf(' and <prompt_1.2>') + 4;
  const ways = {
    cut: { type: 'dropped' },
    garbage: { type: 'bad-stream' },
    'error-chunk': { type: 'server-error' },
    stall: { type: 'stalled' },
  } as const;
  const partly = (how: keyof typeof ways): behaviours.Behaviour =>
    reply(plan.slice(0, cutAt), { pieceLength: cutAt, breaks: how, breaksAfter: 1 });
  const timeoutsFor = (how: keyof typeof ways) => ({
    ...endpointOf('').timeouts,
    ...(how === 'stall' && { stallMs: 700 }),
  });

  it.each(Object.keys(ways) as (keyof typeof ways)[])('native, %s: goes on from its text', async (how) => {
    const respond: Respond = (request) => {
      if (request.prompt.endsWith(plan.slice(0, cutAt))) return reply(plan.slice(cutAt));
      return request.index === 0 ? partly(how) : good(request);
    };
    const result = await run(respond, { mode: 'native', timeouts: timeoutsFor(how) });
    expectAnswered(result);
    expect(result.codes).toEqual(['plan-resumed']);
    expect(result.state.stages[0]?.plan).toMatchObject({
      status: 'done',
      text: 'Two parts. Do A. and Do B. Then add.',
      failedAttempts: [],
    });
    expect(result.state.stages[0]?.executions.map(({ failedAttempts }) => failedAttempts.length)).toEqual([
      0, 0,
    ]);
  });

  it('native, and for good: joins what runs and goes on with the next round', async () => {
    const respond: Respond = (request) =>
      request.index === 0 || request.prompt.endsWith(plan.slice(0, cutAt)) ? breakAt(request) : good(request);
    const breakAt: Respond = ({ index }) => (index === 0 ? partly('cut') : errorAnswer(500, 'boom'));
    const result = await run(respond, { mode: 'native' });
    expect(result.status).toBe('done');
    expect(result.codes).toContain('plan-broken-off');
    expect(result.state.stages[0]).toMatchObject({
      status: 'done',
      plan: { status: 'truncated', error: { type: 'server-error', status: 500 } },
      executions: [{ status: 'done', text: 'A is 2.' }],
    });
  });

  it.each(Object.keys(ways) as (keyof typeof ways)[])(
    'prompted, %s: ends, and joins what runs',
    async (how) => {
      const respond: Respond = (request) => (request.index === 0 ? partly(how) : good(request));
      const result = await run(respond, { mode: 'prompted', timeouts: timeoutsFor(how) });
      expect(result.status).toBe('done');
      expect(result.codes).toContain('plan-broken-off');
      expect(result.state.stages[0]).toMatchObject({
        plan: { status: 'truncated', error: { type: ways[how].type } },
        executions: [{ status: 'done', text: 'A is 2.' }],
      });
      expect(result.state.answer?.text).toBe(script.answer);
    },
  );
});
