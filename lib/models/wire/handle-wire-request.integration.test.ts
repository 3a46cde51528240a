import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV4, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { MockLanguageModelV4, simulateReadableStream } from 'ai/test';
import { createParser } from 'eventsource-parser';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#lib/base/clock.ts';
import { builtinWireModels } from '../builtin/wire-models.ts';
import { handleWireRequest, singleModel, type WireModels } from './handle-wire-request.ts';
import { startWireServer, type WireServer } from './testing/wire-server.ts';

const servers: WireServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(models: WireModels): Promise<string> {
  let next = 0;
  const options = { models, clock: systemClock, createId: () => String(next++) };
  const server = await startWireServer((request) => handleWireRequest(options, request));
  servers.push(server);
  return server.baseUrl;
}

const builtin = () => serve(builtinWireModels(systemClock));

const post = (url: string, body: unknown, init: RequestInit = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  });

interface Chunk {
  choices: {
    delta?: { content?: string; reasoning_content?: string };
    text?: string;
    finish_reason: string | null;
  }[];
  usage?: { completion_tokens: number } | null;
  error?: { message: string };
}

async function eventsOf(response: Response): Promise<(Chunk | '[DONE]')[]> {
  const events: (Chunk | '[DONE]')[] = [];
  const parser = createParser({
    onEvent: ({ data }) => events.push(data === '[DONE]' ? data : (JSON.parse(data) as Chunk)),
  });
  parser.feed(await response.text());
  return events;
}

const chunksOf = (events: readonly (Chunk | '[DONE]')[]): Chunk[] =>
  events.filter((event) => event !== '[DONE]');

const question = 'Use 2, 3 and 4, each once, to make 24.';
const transcript = `<Question>\n${question}\n</Question>\n\n<think>\n`;
const fast = 'countdown-reasoner@100000';

const usage = {
  inputTokens: { total: 3, noCache: 3, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: 5, text: 3, reasoning: 2 },
};

const scripted = (parts: LanguageModelV4StreamPart[]): LanguageModelV4 =>
  new MockLanguageModelV4({
    modelId: 'scripted',
    doStream: async () => ({ stream: simulateReadableStream({ chunks: parts }) }),
  });

describe('whole replies', () => {
  it('a text completion continues the transcript and reports usage', async () => {
    const response = await post(`${await builtin()}/completions`, { model: fast, prompt: transcript });
    expect(response.status).toBe(200);
    const body = await response.json();
    expect(body.object).toBe('text_completion');
    expect(body.choices[0].text).toMatch(/^<Plan_1>[\s\S]*<prompt_1\.1>[\s\S]*<\/Plan_1>$/);
    expect(body.choices[0].finish_reason).toBe('stop');
    expect(body.usage.total_tokens).toBe(body.usage.prompt_tokens + body.usage.completion_tokens);
    expect(body.usage.completion_tokens).toBeGreaterThan(50);
  });

  it('a chat reads the question from the last user message, in text parts too', async () => {
    const response = await post(`${await builtin()}/chat/completions`, {
      model: fast,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: [{ type: 'text', text: question }] },
      ],
    });
    const body = await response.json();
    expect(body.object).toBe('chat.completion');
    expect(body.choices[0].message.role).toBe('assistant');
    expect(body.choices[0].message.content).toMatch(/\\boxed\{/);
  });

  it('stop strings are left out, and a limit ends with `length`', async () => {
    const url = `${await builtin()}/completions`;
    const stopped = await (await post(url, { model: fast, prompt: transcript, stop: '</Plan_' })).json();
    expect(stopped.choices[0].text).not.toContain('</Plan_');
    expect(stopped.choices[0].finish_reason).toBe('stop');
    for (const limit of [
      { max_tokens: 7 },
      { max_completion_tokens: 7 },
      { max_tokens: 90, max_completion_tokens: 7 },
    ]) {
      const cut = await (await post(url, { model: fast, prompt: transcript, ...limit })).json();
      expect(cut.choices[0].finish_reason).toBe('length');
      expect(cut.usage.completion_tokens).toBe(7);
    }
  });
});

describe('streamed replies', () => {
  it('join to the whole reply, end with a finish reason and [DONE], and carry usage only when asked', async () => {
    const url = `${await builtin()}/chat/completions`;
    const request = { model: fast, messages: [{ role: 'user', content: question }] };
    const whole = await (await post(url, request)).json();
    for (const include_usage of [true, false]) {
      const response = await post(url, { ...request, stream: true, stream_options: { include_usage } });
      expect(response.headers.get('content-type')).toContain('text/event-stream');
      expect(response.headers.get('cache-control')).toContain('no-transform');
      const events = await eventsOf(response);
      expect(events.at(-1)).toBe('[DONE]');
      const chunks = chunksOf(events);
      const text = chunks.map((chunk) => chunk.choices[0]?.delta?.content ?? '').join('');
      expect(text).toBe(whole.choices[0].message.content);
      expect(chunks.filter((chunk) => chunk.choices[0]?.finish_reason === 'stop')).toHaveLength(1);
      const withUsage = chunks.filter((chunk) => chunk.usage);
      expect(withUsage).toHaveLength(include_usage ? 1 : 0);
      if (include_usage) {
        expect(withUsage[0]?.choices).toEqual([]);
        expect(withUsage[0]?.usage?.completion_tokens).toBe(whole.usage.completion_tokens);
      }
    }
  });

  it('reasoning goes out as reasoning_content', async () => {
    const url = await serve(
      singleModel(
        scripted([
          { type: 'stream-start', warnings: [] },
          { type: 'reasoning-start', id: 'r' },
          { type: 'reasoning-delta', id: 'r', delta: 'hm' },
          { type: 'reasoning-end', id: 'r' },
          { type: 'text-start', id: 't' },
          { type: 'text-delta', id: 't', delta: 'yes' },
          { type: 'text-end', id: 't' },
          { type: 'finish', finishReason: { unified: 'stop', raw: 'stop' }, usage },
        ]),
      ),
    );
    const response = await post(`${url}/chat/completions`, {
      model: 'scripted',
      stream: true,
      messages: [{ role: 'user', content: 'x' }],
    });
    const chunks = chunksOf(await eventsOf(response));
    expect(chunks.map((chunk) => chunk.choices[0]?.delta?.reasoning_content ?? '').join('')).toBe('hm');
    expect(chunks.map((chunk) => chunk.choices[0]?.delta?.content ?? '').join('')).toBe('yes');
  });

  it.each([
    ['an error part', [{ type: 'error', error: new Error('out of memory') }], 'out of memory'],
    ['an end without a finish part', [{ type: 'text-start', id: 't' }], 'broke off'],
    [
      'an interrupted finish',
      [{ type: 'finish', finishReason: { unified: 'interrupted', raw: undefined }, usage }],
      'broke off',
    ],
  ] satisfies [string, LanguageModelV4StreamPart[], string][])(
    '%s ends the stream with an error event and no [DONE]',
    async (_name, parts, message) => {
      const url = await serve(singleModel(scripted(parts)));
      const response = await post(`${url}/completions`, { model: 'scripted', prompt: 'x', stream: true });
      const events = await eventsOf(response);
      expect(events).not.toContain('[DONE]');
      expect(chunksOf(events).at(-1)?.error?.message).toContain(message);
    },
  );

  it('the AI SDK provider reads them', async () => {
    const provider = createOpenAICompatible({ name: 'test', baseURL: await builtin(), includeUsage: true });
    const { stream } = await provider.chatModel(fast).doStream({
      prompt: [{ role: 'user', content: [{ type: 'text', text: question }] }],
    });
    let text = '';
    let finish: unknown = null;
    for await (const part of stream) {
      if (part.type === 'text-delta') text += part.delta;
      if (part.type === 'finish') finish = part.finishReason.unified;
    }
    expect(text).toMatch(/\\boxed\{/);
    expect(finish).toBe('stop');
  });

  it('a client that goes away ends the generation', async () => {
    const ended = Promise.withResolvers<unknown>();
    const endless = new MockLanguageModelV4({
      modelId: 'endless',
      doStream: async ({ abortSignal }) => {
        abortSignal?.addEventListener('abort', () => ended.resolve(abortSignal.reason));
        return {
          stream: new ReadableStream<LanguageModelV4StreamPart>({
            start: (controller) => controller.enqueue({ type: 'text-delta', id: 't', delta: 'on' }),
          }),
        };
      },
    });
    const url = await serve(singleModel(endless));
    const leaving = new AbortController();
    const response = await post(
      `${url}/completions`,
      { model: 'endless', prompt: 'x', stream: true },
      { signal: leaving.signal },
    );
    await response.body?.getReader().read();
    leaving.abort();
    await expect(ended.promise).resolves.toBeDefined();
  });
});

describe('errors', () => {
  it.each([
    ['no JSON', '{', null, /not valid JSON/],
    ['no model', { messages: [{ role: 'user', content: 'x' }] }, 'model', /model/],
    ['no messages', { model: fast }, 'messages', /messages/],
    ['an empty list of messages', { model: fast, messages: [] }, 'messages', /messages/],
    ['a wrong role', { model: fast, messages: [{ role: 'cat', content: 'x' }] }, 'messages.0.role', /role/],
    [
      'a part that is no text',
      { model: fast, messages: [{ role: 'user', content: [{ type: 'image_url', image_url: {} }] }] },
      'messages.0.content.0.type',
      /text/,
    ],
    [
      'no tokens at all',
      { model: fast, messages: [{ role: 'user', content: 'x' }], max_tokens: 0 },
      'max_tokens',
      /max_tokens/,
    ],
    [
      'a hot temperature',
      { model: fast, messages: [{ role: 'user', content: 'x' }], temperature: 9 },
      'temperature',
      /temperature/,
    ],
    ['two choices', { model: fast, messages: [{ role: 'user', content: 'x' }], n: 2 }, 'n', /one choice/],
    [
      'tools',
      { model: fast, messages: [{ role: 'user', content: 'x' }], tools: [{}] },
      'tools',
      /not supported/,
    ],
    ['an empty stop', { model: fast, messages: [{ role: 'user', content: 'x' }], stop: '' }, 'stop', /stop/],
  ])('%s is a 400 that names the field', async (_name, body, param, message) => {
    const response = await post(`${await builtin()}/chat/completions`, body);
    expect(response.status).toBe(400);
    const { error } = await response.json();
    expect(error).toMatchObject({ type: 'invalid_request_error', param });
    expect(error.message).toMatch(message);
  });

  it('an unknown model is a 404 that names those there are', async () => {
    const response = await post(`${await builtin()}/completions`, { model: 'gpt', prompt: 'x' });
    expect(response.status).toBe(404);
    const { error } = await response.json();
    expect(error).toMatchObject({ code: 'model_not_found', param: 'model' });
    expect(error.message).toContain('countdown-reasoner');
  });

  it('a path or method that is not there, and a body that is too large', async () => {
    const url = await builtin();
    expect((await post(`${url}/embeddings`, {})).status).toBe(404);
    expect((await fetch(`${url}/completions`)).status).toBe(405);
    expect((await post(`${url}/models`, {})).status).toBe(405);
    const large = await post(`${url}/completions`, { model: fast, prompt: 'x'.repeat(5 * 1024 * 1024) });
    expect(large.status).toBe(413);
    expect((await large.json()).error.code).toBe('request_too_large');
  });

  it('a model that throws is a 502 with its message and no stack', async () => {
    const failing = new MockLanguageModelV4({
      modelId: 'failing',
      doGenerate: async () => {
        throw new Error('no weights');
      },
    });
    const response = await post(`${await serve(singleModel(failing))}/completions`, {
      model: 'failing',
      prompt: 'x',
    });
    expect(response.status).toBe(502);
    expect((await response.json()).error).toMatchObject({
      message: 'The model failed: no weights',
      type: 'server_error',
    });
  });
});

it('/models lists the built-in under its pace suffixes, as rule-based', async () => {
  const { object, data } = await (await fetch(`${await builtin()}/models`)).json();
  expect(object).toBe('list');
  expect(data.map(({ id }: { id: string }) => id)).toEqual([
    'countdown-reasoner',
    'countdown-reasoner@200',
    'countdown-reasoner@1000',
  ]);
  expect(data[0].description).toMatch(/rule-based.*not a language model/i);
});
