import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#lib/base/clock.ts';
import type { Endpoint } from '#lib/models/endpoint.ts';
import { type EndpointRequest, reply, tooManyRequests } from '#lib/models/testing/behaviours.ts';
import { endpointOf } from '#lib/models/testing/calls.ts';
import { turnOf } from '#lib/models/testing/chat-models.ts';
import {
  type MisbehavingEndpoint,
  type Respond,
  startMisbehavingEndpoint,
} from '#lib/models/testing/misbehaving-endpoint.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { neverStarted } from '#lib/trace/pieces.ts';
import { type HttpRun, type HttpRunOptions, runOverHttp } from './testing/run-over-http.ts';

const BRANCHES = 6;
const endless = 'and on and on '.repeat(2000);
const prompts = Array.from(
  { length: BRANCHES },
  (_, at) => `<prompt_1.${at + 1}> Do part ${at + 1}. </prompt_1.${at + 1}>`,
);
/** Planner and executors that would write for minutes. */
const writesLong: Respond = ({ prompt }) =>
  turnOf(prompt).role === 'planner'
    ? reply(`<Plan_1>\nMany parts. ${prompts.join(' ')} ${endless}`, { pieceEveryMs: 1, pieceLength: 40 })
    : reply(endless, { pieceEveryMs: 5 });

const servers: MisbehavingEndpoint[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** Runs until `when` is true of the endpoint, cancels, and waits until nothing is open there any more. */
async function cancelWhen(
  when: (server: MisbehavingEndpoint, happened: (type: TraceEvent['type']) => number) => boolean,
  respond: Respond,
  endpoint: Partial<Endpoint> = {},
  more: Partial<HttpRunOptions> = {},
): Promise<{ result: HttpRun; requests: readonly EndpointRequest[]; atCancel: number }> {
  const server = await startMisbehavingEndpoint(respond);
  servers.push(server);
  const abort = new AbortController();
  const types: TraceEvent['type'][] = [];
  const happened = (type: TraceEvent['type']) => types.filter((one) => one === type).length;
  const running = runOverHttp({
    planner: endpointOf(server.baseUrl, endpoint),
    signal: abort.signal,
    onEvents: (events) => types.push(...events.map(({ type }) => type)),
    ...more,
  });
  await expect.poll(() => when(server, happened), { timeout: 20_000, interval: 5 }).toBe(true);
  const atCancel = server.requests.length;
  abort.abort(new Error('Cancelled by the person'));
  const result = await running;
  await server.idle();
  return { result, requests: server.requests, atCancel };
}

function expectCancelled(result: HttpRun) {
  expect(result.status).toBe('cancelled');
  expect(result.state.error).toBeNull();
  for (const stage of result.state.stages) {
    expect(stage.endedAt).not.toBeNull();
    for (const piece of [stage.plan, ...stage.executions])
      if (piece.requestedAt !== null) expect(['done', 'cancelled']).toContain(piece.status);
  }
}

describe.each(['native', 'prompted'] as const)('cancelling over HTTP, %s', (mode) => {
  it('ends every request: the plan’s and each branch’s, while all of them write', async () => {
    const { result, requests, atCancel } = await cancelWhen(
      ({ open }, happened) => open === BRANCHES + 1 && happened('execution-delta') >= BRANCHES,
      writesLong,
      { mode },
    );
    expectCancelled(result);
    expect(requests).toHaveLength(BRANCHES + 1);
    expect(atCancel).toBe(BRANCHES + 1);
    expect(requests.map(({ aborted, endedByUs }) => [aborted, endedByUs])).toEqual(
      Array(BRANCHES + 1).fill([true, null]),
    );
    const [stage] = result.state.stages;
    expect(stage).toMatchObject({ status: 'cancelled', plan: { status: 'cancelled' } });
    expect(stage?.executions.map(({ status }) => status)).toEqual(Array(BRANCHES).fill('cancelled'));
    expect(stage?.plan.text).toContain('Many parts.');
    expect(stage?.plan.tokens?.text).toBeGreaterThan(0);
  });

  it('ends requests that wait for headers, for a first token, or in a silence', async () => {
    const silences: Respond[] = [
      () => ({ kind: 'hang' }),
      () => reply('late', { headersAfterMs: 600_000 }),
      () => reply('late', { firstTokenAfterMs: 600_000 }),
      () => reply('half of it', { breaks: 'stall', breaksAfter: 1 }),
    ];
    const respond: Respond = (request) => {
      const turn = turnOf(request.prompt);
      if (turn.role !== 'executor') return writesLong(request);
      return (silences[turn.index % silences.length] ?? writesLong)(request);
    };
    const { result, requests } = await cancelWhen(({ open }) => open === BRANCHES + 1, respond, { mode });
    expectCancelled(result);
    expect(requests.every(({ aborted }) => aborted)).toBe(true);
  });

  it('starts none of those that wait for a free place, and says of them that they never started', async () => {
    const { result, requests } = await cancelWhen(
      ({ open }, happened) =>
        open >= 2 && happened('execution-delta') > 0 && happened('prompt-end') === BRANCHES,
      (request) =>
        turnOf(request.prompt).role === 'planner'
          ? reply(`<Plan_1>\nMany parts. ${prompts.join(' ')}\n</Plan_1>`, {
              pieceEveryMs: 1,
              keepOpen: true,
              finish: null,
            })
          : writesLong(request),
      { mode },
      { settings: { parallelism: 2 } },
    );
    expectCancelled(result);
    expect(requests.filter(({ prompt }) => turnOf(prompt).role === 'executor')).toHaveLength(2);
    const stage = result.state.stages[0]!;
    const waiting = stage.executions.filter((one) => neverStarted(stage, one));
    expect(waiting).toHaveLength(BRANCHES - 2);
  });

  it('does not wait for the next attempt', async () => {
    const { result, requests } = await cancelWhen(
      (_, happened) => happened('attempt-failed') === 1,
      () => tooManyRequests({ 'retry-after': '60' }),
      { mode },
      { clock: systemClock },
    );
    expectCancelled(result);
    expect(requests).toHaveLength(1);
    expect(result.state.stages[0]?.plan).toMatchObject({
      status: 'cancelled',
      failedAttempts: [{ error: { type: 'rate-limited' } }],
    });
  });

  it('ends a sequential run, and keeps what it had thought', async () => {
    const { result, requests } = await cancelWhen(
      (_, happened) => happened('thought-delta') > 1,
      () => reply(endless, { pieceEveryMs: 1 }),
      { mode },
      { strategy: 'sequential' },
    );
    expectCancelled(result);
    expect(requests[0]?.aborted).toBe(true);
    expect(result.state.thought).toMatchObject({ status: 'cancelled' });
    expect(result.state.thought?.text).toMatch(/^and on/);
  });

  it('before the first request leaves, nothing is sent', async () => {
    const server = await startMisbehavingEndpoint(writesLong);
    servers.push(server);
    const result = await runOverHttp({
      planner: endpointOf(server.baseUrl, { mode }),
      signal: AbortSignal.abort(new Error('Cancelled at once')),
    });
    expect(result.status).toBe('cancelled');
    expect(result.events.map(({ type }) => type)).toEqual(['session-start', 'session-end']);
    expect(server.requests).toHaveLength(0);
  });
});
