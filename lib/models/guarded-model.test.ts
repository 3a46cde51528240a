import { describe, expect, it } from 'vitest';
import type { Fetch } from './call/checked-fetch.ts';
import type { Endpoint } from './endpoint.ts';
import { builtinEndpoint } from './endpoint.ts';
import { createGuardedModel } from './guarded-model.ts';
import { endpointErrorOf, endpointOf, optionsOf, record } from './testing/calls.ts';
import { createManualClock } from './testing/manual-clock.ts';

const timeouts = { firstTokenMs: 10_000, stallMs: 1_000, totalMs: 60_000 };
const encoder = new TextEncoder();

/** A server that sends the test's data when the test says so. */
function scripted(more: Partial<Endpoint> = {}) {
  const clock = createManualClock();
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  let answer: (response: Response) => void = () => {};
  const state = { cancelled: false, requests: 0 };
  const fetch: Fetch = (_url, init) =>
    new Promise((resolve, reject) => {
      state.requests++;
      init?.signal?.addEventListener('abort', () => {
        state.cancelled = true;
        reject(init.signal?.reason);
      });
      answer = resolve;
    });
  const guarded = createGuardedModel(endpointOf('http://host/v1', { timeouts, ...more }), {
    clock,
    fetch,
    memory: new Map(),
  });
  const write = async (text: string) => {
    controller?.enqueue(encoder.encode(text));
    await clock.settle();
  };
  return {
    clock,
    guarded,
    state,
    async headers() {
      const body = new ReadableStream<Uint8Array>({
        start(it) {
          controller = it;
        },
        cancel() {
          state.cancelled = true;
        },
      });
      answer(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
      await clock.settle();
    },
    write,
    say: (text: string, finish_reason: string | null = null) =>
      write(`data: ${JSON.stringify({ choices: [{ text, delta: { content: text }, finish_reason }] })}\n\n`),
    async breakOff() {
      controller?.error(new TypeError('terminated'));
      await clock.settle();
    },
    async end() {
      controller?.close();
      await clock.settle();
    },
  };
}

describe.each(['chat', 'completion'] as const)('createGuardedModel, %s, by the clock', (api) => {
  it('waits for headers and first token together, from the request on', async () => {
    const server = scripted();
    const running = record(server.guarded, optionsOf(api));
    await server.clock.advance(6_000);
    await server.headers();
    await server.write(': keep-alive\n\n');
    await server.clock.advance(3_999);
    expect(server.state.cancelled).toBe(false);
    await server.clock.advance(1);
    const error = endpointErrorOf(await running);
    expect(error).toMatchObject({ type: 'first-token-timeout', context: { afterMs: 10_000 } });
    expect(server.state.cancelled).toBe(true);
    expect(server.clock.sleeping).toBe(0);
  });

  it('keep-alive comments are no output: the stream is stalled', async () => {
    const server = scripted();
    const running = record(server.guarded, optionsOf(api));
    await server.clock.settle();
    await server.headers();
    await server.say('one');
    for (let count = 0; count < 3; count++) {
      await server.clock.advance(250);
      await server.write(': keep-alive\n\n');
    }
    await server.clock.advance(250);
    const result = await running;
    expect(result.text).toBe('one');
    expect(endpointErrorOf(result)).toMatchObject({ type: 'stalled', context: { afterMs: 1_000 } });
    expect(server.state.cancelled).toBe(true);
  });

  it('a slow consumer is not a stalled endpoint', async () => {
    const server = scripted();
    const call = server.guarded.call(optionsOf(api));
    const first = call.next();
    await server.clock.settle();
    await server.headers();
    await server.say('one');
    expect((await first).value).toMatchObject({ text: 'one' });
    await server.clock.advance(5_000);
    await server.say('two', 'stop');
    await server.end();
    expect((await call.next()).value).toMatchObject({ text: 'two' });
    expect((await call.next()).value).toMatchObject({ type: 'finish', reason: 'stop' });
    expect((await call.next()).done).toBe(true);
  });

  it('ends at the total timeout however lively the stream', async () => {
    const server = scripted();
    const running = record(server.guarded, optionsOf(api));
    await server.clock.settle();
    await server.headers();
    for (let count = 0; count < 100 && !server.state.cancelled; count++) {
      await server.say('x');
      await server.clock.advance(900);
    }
    expect(endpointErrorOf(await running)).toMatchObject({
      type: 'total-timeout',
      context: { afterMs: 60_000 },
    });
  });

  it('a reply whose finish reason came is whole, though nothing follows', async () => {
    const server = scripted();
    const running = record(server.guarded, optionsOf(api));
    await server.clock.settle();
    await server.headers();
    await server.say('all', 'stop');
    await server.clock.advance(2_000);
    expect(await running).toMatchObject({
      text: 'all',
      error: null,
      finish: { reason: 'stop', usage: null },
    });
    expect(server.state.cancelled).toBe(true);
    expect(server.clock.sleeping).toBe(0);
  });

  describe('when the caller has enough', () => {
    async function afterEnough() {
      const server = scripted();
      const enough = new AbortController();
      const call = server.guarded.call(optionsOf(api, { enough: enough.signal }));
      const first = call.next();
      await server.clock.settle();
      await server.headers();
      await server.say('all</Plan_1>');
      expect((await first).value).toMatchObject({ text: 'all</Plan_1>' });
      enough.abort();
      const next = call.next();
      await server.clock.settle();
      return { server, call, next };
    }
    const usage = 'data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3}}\n\n';
    const over = async ({ server, call, next }: Awaited<ReturnType<typeof afterEnough>>) => {
      const { value } = await next;
      expect((await call.next()).done).toBe(true);
      await server.clock.settle();
      expect(server.state.cancelled).toBe(true);
      expect(server.clock.sleeping).toBe(0);
      return value;
    };

    it('a server at its end reports its usage, and no text comes any more', async () => {
      const call = await afterEnough();
      await call.server.say('\n', 'stop');
      await call.server.clock.advance(100);
      await call.server.write(`${usage}data: [DONE]\n\n`);
      expect(await over(call)).toMatchObject({ type: 'finish', usage: { inputTokens: 9, outputTokens: 3 } });
    });

    it('one that says nothing more is left after a quarter second, with what it told before', async () => {
      const call = await afterEnough();
      await call.server.clock.advance(249);
      expect(call.server.state.cancelled).toBe(false);
      await call.server.clock.advance(1);
      expect(await over(call)).toEqual({ type: 'finish', reason: 'stop', usage: null });
      const told = await afterEnough();
      await told.server.write(usage);
      await told.server.clock.advance(250);
      expect(await over(told)).toMatchObject({ usage: { outputTokens: 3 } });
    });

    it('one that goes on is left at once: it is not at its end', async () => {
      const call = await afterEnough();
      await call.server.say('\n<Execution_1>\n<execution_1.1> I make up what comes');
      expect(await over(call)).toMatchObject({ type: 'finish', usage: null });
    });

    it('a slow trickle does not keep the call open', async () => {
      const call = await afterEnough();
      for (let count = 0; count < 4; count++) {
        await call.server.say('.');
        await call.server.clock.advance(70);
      }
      expect(await over(call)).toMatchObject({ type: 'finish', usage: null });
    });

    it('a broken connection is no error', async () => {
      const call = await afterEnough();
      await call.server.breakOff();
      expect(await over(call)).toMatchObject({ type: 'finish', usage: null });
    });
  });

  it('leaves no timer after a reply, and none after an abort', async () => {
    const server = scripted();
    const running = record(server.guarded, optionsOf(api));
    await server.clock.settle();
    await server.headers();
    await server.say('all', 'stop');
    await server.end();
    expect((await running).error).toBeNull();
    await server.clock.settle();
    expect(server.clock.sleeping).toBe(0);

    const controller = new AbortController();
    const aborted = record(server.guarded, optionsOf(api, { signal: controller.signal }));
    await server.clock.settle();
    controller.abort('stop');
    expect((await aborted).error).toBe('stop');
    await server.clock.settle();
    expect(server.clock.sleeping).toBe(0);
  });

  it('gives each piece as it comes', async () => {
    const server = scripted();
    const call = server.guarded.call(optionsOf(api));
    const first = call.next();
    await server.clock.settle();
    await server.headers();
    await server.say('<prompt_1.1>');
    expect((await first).value).toEqual({ type: 'text', text: '<prompt_1.1>' });
    await call.return();
    expect(server.state.cancelled).toBe(true);
  });
});

describe('createGuardedModel', () => {
  it('ends a call at a model that listens to no signal', async () => {
    const clock = createManualClock();
    const deaf: Fetch = () => new Promise(() => {});
    const guarded = createGuardedModel(endpointOf('http://host/v1', { timeouts }), { clock, fetch: deaf });
    const running = record(guarded, optionsOf('chat'));
    await clock.advance(10_000);
    expect(endpointErrorOf(await running).type).toBe('first-token-timeout');
  });

  it('calls the built-in without network, at its pace and under the same guards', async () => {
    const clock = createManualClock();
    const fetch: Fetch = () => Promise.reject(new Error('no network is to be used'));
    const guarded = createGuardedModel(builtinEndpoint(10), { clock, fetch });
    const prompt = '<Question>\nUse 3, 5, 7, each once, to make 22.\n</Question>\n<think>\n';
    const input = { kind: 'completion' as const, prompt };
    const running = record(
      guarded,
      optionsOf('completion', { input, maxTokens: 20, estimatedInputTokens: 9000 }),
    );
    for (let count = 0; count < 40; count++) await clock.advance(100);
    const result = await running;
    expect(result).toMatchObject({
      error: null,
      notices: [],
      finish: { reason: 'length', usage: { outputTokens: 20 } },
    });
    expect(result.text).toContain('<Plan_1>');
    expect(clock.sleeping).toBe(0);

    const controller = new AbortController();
    const aborted = record(guarded, optionsOf('completion', { input, signal: controller.signal }));
    await clock.advance(300);
    controller.abort('enough');
    expect((await aborted).error).toBe('enough');
    await clock.settle();
    expect(clock.sleeping).toBe(0);
  });

  it('offers the model of its mode', () => {
    const of = (mode: Endpoint['mode']) =>
      createGuardedModel(endpointOf('http://host/v1', { mode }), { clock: createManualClock() }).model;
    expect(of('native')).toMatchObject({ specificationVersion: 'v4', provider: 'sprintscope.completion' });
    expect(of('prompted')).toMatchObject({ specificationVersion: 'v4', provider: 'sprintscope.chat' });
  });
});
