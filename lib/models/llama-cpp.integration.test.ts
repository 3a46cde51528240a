import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#lib/base/clock.ts';
import { discoverLocalServers } from './endpoints/discovery.ts';
import { createGuardedModel } from './guarded-model.ts';
import { isRetryable } from './retry.ts';
import type { Behaviour } from './testing/behaviours.ts';
import { endpointErrorOf, endpointOf, optionsOf, record } from './testing/calls.ts';
import { recordedRefusal, recordedReply, recordedStream, recordedText } from './testing/llama-cpp.ts';
import { type MisbehavingEndpoint, startMisbehavingEndpoint } from './testing/misbehaving-endpoint.ts';

let server: MisbehavingEndpoint | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

/** One call to an endpoint with this behaviour. */
async function call(behaviour: Behaviour, api: 'chat' | 'completion' = 'chat') {
  server = await startMisbehavingEndpoint(() => behaviour);
  const guarded = createGuardedModel(endpointOf(server.baseUrl), { clock: systemClock, memory: new Map() });
  return record(guarded, optionsOf(api));
}

interface Expected {
  text: string;
  thinking?: string;
  reason?: 'stop' | 'length';
}

const PLAN = '<Plan_1>Add. <prompt_1.1>2 + 3?</prompt_1.1>';
const streams: Record<string, Expected> = {
  'chat-answer': { text: 'The sum is 5.' },
  'chat-stop': { text: PLAN },
  'chat-length': { text: 'The sum is', reason: 'length' },
  'chat-empty': { text: '' },
  'chat-no-usage-asked': { text: 'Five.' },
  'chat-progress': { text: 'Five.' },
  'chat-system-folded': { text: 'Five.' },
  'chat-thinking': { text: 'Five.', thinking: 'Two and three.\n' },
  'chat-thinking-off': { text: 'Five.' },
  'chat-length-in-thinking': { text: '', thinking: 'Two ', reason: 'length' },
  'chat-stop-in-thinking': { text: '', thinking: 'I end with ' },
  'chat-tags-in-thinking': { text: '', thinking: '<Final_answer>\\boxed{5}' },
  'chat-thinking-then-tags': { text: '<Plan_1><prompt_1.1>Add.</prompt_1.1>', thinking: 'Ask one.\n' },
  'completion-answer': { text: 'The sum is 5.' },
  'completion-stop': { text: PLAN },
  'completion-length': { text: 'The sum is ', reason: 'length' },
};

describe('streams recorded of llama.cpp’s server', () => {
  const lengths = [undefined, 97];
  const all = Object.entries(streams).flatMap(([name, expected]) =>
    lengths.map((pieceLength) => ({ name, pieceLength, expected })),
  );

  it.each(all)('$name, $pieceLength bytes at a time', async ({ name, pieceLength, expected }) => {
    const api = name.startsWith('chat') ? 'chat' : 'completion';
    const result = await call(recordedStream(name, pieceLength ? { pieceLength } : {}), api);
    expect(result.error).toBeNull();
    expect(result.text).toBe(expected.text);
    expect(result.thinking).toBe(expected.thinking ?? '');
    expect(result.finish?.reason).toBe(expected.reason ?? 'stop');
    expect({ cachedInputTokens: 0, ...result.finish?.usage }).toEqual(usageIn(name));
  });

  it('thinking that the template opens, unknown to the server, comes as text before a lone closing tag', async () => {
    const { text, thinking, error } = await call(recordedStream('chat-think-opened-by-template'));
    expect(error).toBeNull();
    expect(thinking + text).toContain('Two and three.');
    expect(thinking + text).toMatch(/Five\.$/);
  });

  it('with reasoning_format none the server gives the opening tag back', () => {
    expect(recordedText('chat-thinking-in-content.sse')).toContain('"content":"<think>\\nT');
  });

  it('a connection cut in the middle keeps the words and is dropped', async () => {
    const body = recordedText('chat-answer.sse');
    const result = await call({ kind: 'raw', body: body.slice(0, body.indexOf('"is')), cut: true });
    expect(result.text).toBe('The sum ');
    expect(endpointErrorOf(result).type).toBe('dropped');
  });

  it('a window that parallel slots filled together is an error inside the stream', async () => {
    const result = await call(recordedStream('completion-context-exceeded'), 'completion');
    expect(result.text).toBe('Two and three make');
    expect(endpointErrorOf(result)).toMatchObject({ type: 'context-too-long', context: { status: 500 } });
  });
});

/** The usage as the recording reports it: in `usage`, or, if the request did not ask for that, in `timings`. */
function usageIn(name: string) {
  const stream = recordedText(`${name}.sse`);
  const usage = /"completion_tokens":(\d+),"prompt_tokens":(\d+).*?"cached_tokens":(\d+)/.exec(stream);
  if (usage) {
    const [output, input, cached] = usage.slice(1).map(Number);
    return { inputTokens: input, outputTokens: output, cachedInputTokens: cached };
  }
  const timings = /"cache_n":(\d+),"prompt_n":(\d+).*?"predicted_n":(\d+)/.exec(stream);
  const [cached = 0, read = 0, output] = (timings ?? []).slice(1).map(Number);
  return { inputTokens: cached + read, outputTokens: output, cachedInputTokens: cached };
}

describe('whole replies of llama.cpp’s server where a stream was asked for', () => {
  it('chat', async () => {
    const result = await call(recordedReply('chat-thinking-whole'));
    expect(result).toMatchObject({ text: 'Five.', thinking: 'Two and three.\n', error: null });
    expect(result.finish).toMatchObject({ reason: 'stop', usage: { cachedInputTokens: expect.any(Number) } });
  });

  it('completion', async () => {
    const result = await call(recordedReply('completion-whole'), 'completion');
    expect(result).toMatchObject({ text: 'The sum is 5.', error: null, finish: { reason: 'stop' } });
  });
});

describe('refusals of llama.cpp’s server', () => {
  it('while the model loads: to be asked again', async () => {
    const error = endpointErrorOf(await call(recordedRefusal('loading')));
    expect(error).toMatchObject({ type: 'server-error', context: { status: 503, reason: 'loading' } });
    expect(isRetryable(error)).toBe(true);
  });

  it('a prompt beyond the window: both numbers', async () => {
    const error = endpointErrorOf(await call(recordedRefusal('too-long'), 'completion'));
    expect(error).toMatchObject({
      type: 'context-too-long',
      context: { contextWindow: 4096, promptTokens: 10001 },
    });
    expect(isRetryable(error)).toBe(false);
  });

  it('a path that it does not have', async () => {
    expect(endpointErrorOf(await call(recordedRefusal('path'))).type).toBe('not-found');
  });

  it.each(['parameter-type', 'parameter-value', 'template-argument'] as const)(
    '%s: a bad request in the server’s own words',
    async (name) => {
      const error = endpointErrorOf(await call(recordedRefusal(name)));
      expect(error.type).toBe('bad-request');
      expect(isRetryable(error)).toBe(false);
    },
  );

  it('a template without a system role: its instructions go into the first user message', async () => {
    server = await startMisbehavingEndpoint(({ messages }) =>
      messages.some(({ role }) => role === 'system')
        ? recordedRefusal('system-role')
        : recordedStream('chat-answer'),
    );
    const guarded = createGuardedModel(endpointOf(server.baseUrl), { clock: systemClock, memory: new Map() });
    const messages = [
      { role: 'system' as const, content: 'Answer shortly.' },
      { role: 'user' as const, content: 'How much is 2 + 3?' },
    ];
    const result = await record(guarded, optionsOf('chat', { input: { kind: 'chat', messages } }));
    expect(result).toMatchObject({ text: 'The sum is 5.', error: null });
    expect(server.requests.at(-1)?.messages).toMatchObject([{ role: 'user' }]);
    expect(server.requests.at(-1)?.prompt).toContain('Answer shortly.');
  });
});

describe('what the server says of itself', () => {
  it('its list of models names the window of a slot', async () => {
    const list = () => Promise.resolve(new Response(recordedText('models.json')));
    const ports = [{ name: 'some port', port: 8080 }];
    expect(await discoverLocalServers({ clock: systemClock, fetch: list, ports })).toEqual([
      {
        name: 'llama.cpp',
        baseUrl: 'http://127.0.0.1:8080/v1',
        models: [{ id: 'small', contextWindow: 4096 }],
      },
    ]);
  });
});
