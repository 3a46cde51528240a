import { afterEach, describe, expect, it } from 'vitest';
import { checkCountdown } from '#lib/answers/countdown.ts';
import { parseCountdown } from '#lib/answers/countdown-question.ts';
import { extractAnswer } from '#lib/answers/extract-answer.ts';
import { systemClock } from '#lib/base/clock.ts';
import { builtinWireModels } from '#lib/models/builtin/wire-models.ts';
import type { Endpoint } from '#lib/models/endpoint.ts';
import { endpointOf } from '#lib/models/testing/calls.ts';
import { keepsToProtocol, type Script, turnOf } from '#lib/models/testing/chat-models.ts';
import {
  type MisbehavingEndpoint,
  startMisbehavingEndpoint,
} from '#lib/models/testing/misbehaving-endpoint.ts';
import { handleWireRequest } from '#lib/models/wire/handle-wire-request.ts';
import { startWireServer, type WireServer } from '#lib/models/wire/testing/wire-server.ts';
import { type HttpRun, type HttpRunOptions, runOverHttp } from './testing/run-over-http.ts';

const open: (WireServer | MisbehavingEndpoint)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const QUESTION = 'Use 3, 5, 8 and 11, each exactly once, to make 42.';
const puzzle = parseCountdown(QUESTION)!;
const modes = ['native', 'prompted'] as const;

/** The built-in as any client would see it, and the paths that the client called. */
async function startBuiltin(): Promise<{ endpoint(more?: Partial<Endpoint>): Endpoint; paths: string[] }> {
  const paths: string[] = [];
  let next = 0;
  const options = {
    models: builtinWireModels(systemClock),
    clock: systemClock,
    createId: () => String(next++),
  };
  const server = await startWireServer((request) => {
    paths.push(new URL(request.url).pathname);
    return handleWireRequest(options, request);
  });
  open.push(server);
  const endpoint = (more: Partial<Endpoint> = {}) =>
    endpointOf(server.baseUrl, { model: 'countdown-reasoner@2000', apiKey: null, ...more });
  return { endpoint, paths };
}

function expectSolved({ status, state }: HttpRun) {
  expect(status).toBe('done');
  const said = state.answer?.text ?? state.thought?.text ?? '';
  const answer = extractAnswer(said);
  expect(answer?.inferred).toBe(false);
  expect(checkCountdown(puzzle, answer?.answer ?? '')).toMatchObject({ ok: true });
}

describe('the built-in over its own wire', () => {
  const policies: [string, HttpRunOptions['settings']][] = [
    ['policy paper', {}],
    ['policy authors', { contextPolicy: 'authors', forkAt: 'plan' }],
  ];
  const all = modes.flatMap((mode) => policies.map(([name, settings]) => [mode, name, settings] as const));

  it.each(all)('%s, %s: a SPRINT session ends with an answer that is right', async (mode, _, settings) => {
    const { endpoint, paths } = await startBuiltin();
    const result = await runOverHttp({ planner: endpoint({ mode }), question: QUESTION, settings });
    expectSolved(result);
    expect(result.state.stages.length).toBeGreaterThan(0);
    expect(result.state.stages[0]?.executions.length).toBeGreaterThan(1);
    expect(result.state.answer?.forced).toBeNull();
    expect(result.codes).toEqual([]);
    const path = mode === 'native' ? '/v1/completions' : '/v1/chat/completions';
    expect(new Set(paths)).toEqual(new Set([path]));
    const types = result.events.map(({ type }) => type);
    const forksEarly = types.indexOf('execution-start') < types.indexOf('plan-end');
    expect(forksEarly).toBe(settings?.forkAt !== 'plan');
  });

  it.each(modes)('%s: a sequential run, too', async (mode) => {
    const { endpoint } = await startBuiltin();
    const result = await runOverHttp({
      planner: endpoint({ mode }),
      question: QUESTION,
      strategy: 'sequential',
    });
    expectSolved(result);
    expect(result.state.stages).toHaveLength(0);
    expect(result.codes).toEqual([]);
  });

  it('planner and executors may be spoken to in different modes', async () => {
    for (const mode of modes) {
      const { endpoint, paths } = await startBuiltin();
      const other = mode === 'native' ? 'prompted' : 'native';
      const result = await runOverHttp({
        planner: endpoint({ mode }),
        executor: endpoint({ mode: other }),
        question: QUESTION,
      });
      expectSolved(result);
      expect(new Set(paths)).toEqual(new Set(['/v1/completions', '/v1/chat/completions']));
    }
  });

  it('a model that it does not serve ends in a message with those it does', async () => {
    const { endpoint } = await startBuiltin();
    const result = await runOverHttp({ planner: endpoint({ model: 'gpt-4' }), question: QUESTION });
    expect(result.status).toBe('failed');
    expect(result.state.error).toMatchObject({ type: 'not-found', status: 404 });
    expect(result.state.error?.message).toContain('countdown-reasoner');
  });
});

describe('executors on another endpoint than the planner', () => {
  const script: Script = {
    stages: [
      {
        plan: 'Two parts. <prompt_1.1> Do A. </prompt_1.1> and <prompt_1.2> Do B. </prompt_1.2>',
        executions: ['A is 2.', 'B is 4.'],
      },
    ],
    answer: 'So it is \\boxed{6}.',
  };
  const start = async () => {
    const server = await startMisbehavingEndpoint(keepsToProtocol(script));
    open.push(server);
    return server;
  };

  it.each([
    ['prompted', 'native'],
    ['native', 'prompted'],
  ] as const)('planner %s, executors %s: each is asked in its own way', async (planner, executor) => {
    const [plans, executions] = [await start(), await start()];
    const result = await runOverHttp({
      planner: endpointOf(plans.baseUrl, { mode: planner, name: 'Plans', model: 'planner-model' }),
      executor: endpointOf(executions.baseUrl, { mode: executor, name: 'Executes', model: 'executor-model' }),
    });
    expect(result.status).toBe('done');
    expect(result.codes).toEqual([]);
    expect(result.state.answer?.text).toBe(script.answer);
    expect(result.state.stages[0]?.executions.map(({ text }) => text)).toEqual(['A is 2.', 'B is 4.']);

    const api = { native: 'completion', prompted: 'chat' } as const;
    expect(plans.requests.map((request) => [request.api, request.body.model])).toEqual(
      Array(2).fill([api[planner], 'planner-model']),
    );
    expect(executions.requests.map((request) => [request.api, request.body.model])).toEqual(
      Array(2).fill([api[executor], 'executor-model']),
    );
    expect(plans.requests.every(({ prompt }) => turnOf(prompt).role !== 'executor')).toBe(true);
    expect(executions.requests.every(({ prompt }) => turnOf(prompt).role === 'executor')).toBe(true);
    expect(result.state.session?.models).toMatchObject({
      planner: { endpointName: 'Plans', model: 'planner-model', baseUrl: plans.baseUrl, mode: planner },
      executor: {
        endpointName: 'Executes',
        model: 'executor-model',
        baseUrl: executions.baseUrl,
        mode: executor,
      },
    });
  });
});
