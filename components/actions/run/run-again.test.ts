import { describe, expect, test } from 'vitest';
import type { PublicEndpoint } from '#lib/models/endpoint.ts';
import type { EventOf, ModelInfo } from '#lib/trace/events.ts';
import { sessionStart, stampLog } from '#lib/trace/testing/log-builder.ts';
import { planRunAgain } from './run-again.ts';

const endpoint = (id: string, change: Partial<PublicEndpoint> = {}): PublicEndpoint => ({
  id,
  name: 'Lab',
  kind: 'openai-compatible',
  baseUrl: 'http://lab/v1',
  model: 'large',
  mode: 'prompted',
  contextWindow: null,
  timeouts: { firstTokenMs: 1, stallMs: 1, totalMs: 1 },
  thinkingTag: 'auto',
  tokensPerSecond: null,
  source: 'settings',
  hasKey: false,
  ...change,
});
const builtIn = endpoint('built-in', { name: 'Built-in', kind: 'built-in', baseUrl: '', mode: 'native' });
const lab: ModelInfo = {
  endpointName: 'Lab',
  model: 'large',
  ruleBased: false,
  baseUrl: 'http://lab/v1',
  mode: 'prompted',
};
const startOf = (change: Parameters<typeof sessionStart>[0]) =>
  stampLog([sessionStart(change)])[0] as EventOf<'session-start'>;

describe('running a session again', () => {
  test('an endpoint of the same name elsewhere, or in another mode, is another endpoint', () => {
    const start = startOf({ models: { planner: lab, executor: lab } });
    const others = [
      builtIn,
      endpoint('moved', { baseUrl: 'http://else/v1' }),
      endpoint('n', { mode: 'native' }),
    ];
    expect(planRunAgain(start, others, 60)).toEqual({ ok: false, missing: [lab] });
    expect(planRunAgain(start, [...others, endpoint('same')], 60)).toMatchObject({
      ok: true,
      request: { endpointId: 'same', executorEndpointId: 'same' },
    });
  });

  test('models, settings and instructions are those of the session, whatever the endpoint says now', () => {
    const start = startOf({
      models: { planner: lab, executor: { ...lab, endpointName: 'Small', model: 'tiny' } },
      instructions: { planner: 'plan', executor: 'execute', sequential: 'think' },
    });
    const now = [endpoint('one', { model: 'newer' }), endpoint('two', { name: 'Small', model: 'small' })];
    expect(planRunAgain(start, now, 60)).toEqual({
      ok: true,
      request: {
        question: start.question,
        strategy: 'sprint',
        settings: start.settings,
        instructions: start.instructions,
        endpointId: 'one',
        model: 'large',
        executorEndpointId: 'two',
        executorModel: 'tiny',
      },
    });
  });

  test('of two alike the one with the model is taken', () => {
    const start = startOf({ models: { planner: lab, executor: lab } });
    const plan = planRunAgain(start, [endpoint('a', { model: 'other' }), endpoint('b')], 60);
    expect(plan).toMatchObject({ ok: true, request: { endpointId: 'b' } });
  });

  test('an executor that is gone stops a SPRINT run, not a sequential one, which has none', () => {
    const gone = { ...lab, endpointName: 'Gone' };
    const models = { planner: lab, executor: gone };
    expect(planRunAgain(startOf({ models }), [endpoint('a')], 60)).toEqual({ ok: false, missing: [gone] });
    const sequential = planRunAgain(startOf({ models, strategy: 'sequential' }), [endpoint('a')], 60);
    expect(sequential).toMatchObject({ ok: true, request: { endpointId: 'a' } });
    expect(sequential).not.toHaveProperty('request.executorEndpointId');
  });

  test('the built-in keeps its pace', () => {
    const model: ModelInfo = { endpointName: 'Built-in', model: 'large', ruleBased: true, mode: 'native' };
    const start = startOf({ models: { planner: model, executor: model } });
    expect(planRunAgain(start, [builtIn], 240)).toMatchObject({
      ok: true,
      request: { endpointId: 'built-in', tokensPerSecond: 240 },
    });
  });
});
