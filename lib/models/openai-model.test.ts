import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCompletionModel } from './openai-model.ts';

const encoder = new TextEncoder();
const sse = (chunks: unknown[], done = true) =>
  `${chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('')}${done ? 'data: [DONE]\n\n' : ''}`;
const textChunk = (text: string, finish_reason: string | null = null) => ({
  choices: [{ text, finish_reason }],
});

/** A model whose server sends these pieces of bytes. */
function modelOf(pieces: Uint8Array[]) {
  const sent: { url: string; body: unknown; headers: Headers }[] = [];
  const model = createCompletionModel({
    baseUrl: 'http://host/v1',
    modelId: 'm',
    headers: { Authorization: 'Bearer x' },
    fetch: async (url, init) => {
      sent.push({
        url: String(url),
        body: JSON.parse(String(init?.body)),
        headers: new Headers(init?.headers),
      });
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          for (const piece of pieces) controller.enqueue(piece);
          controller.close();
        },
      });
      return new Response(body, { status: 200 });
    },
  });
  return { model, sent };
}

const prompt = (text: string) => [{ role: 'user' as const, content: [{ type: 'text' as const, text }] }];

async function partsOf(pieces: Uint8Array[]): Promise<LanguageModelV4StreamPart[]> {
  const { stream } = await modelOf(pieces).model.doStream({ prompt: prompt('x') });
  const parts: LanguageModelV4StreamPart[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

const textOf = (parts: LanguageModelV4StreamPart[], type: 'text-delta' | 'reasoning-delta' = 'text-delta') =>
  parts.map((part) => (part.type === type ? part.delta : '')).join('');
const finishOf = (parts: LanguageModelV4StreamPart[]) => parts.find((part) => part.type === 'finish');

describe('createCompletionModel', () => {
  it('sends the single user text verbatim, and only what was set', async () => {
    const { model, sent } = modelOf([encoder.encode(sse([textChunk('', 'stop')]))]);
    const text = 'user:\n <think>\r\n <Plan_1> \u2028 end ';
    await model.doStream({ prompt: prompt(text), maxOutputTokens: 7, stopSequences: ['</Plan_'] });
    expect(sent).toMatchObject([{ url: 'http://host/v1/completions' }]);
    expect(sent[0]?.body).toEqual({
      model: 'm',
      prompt: text,
      max_tokens: 7,
      stop: ['</Plan_'],
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer x');
  });

  it('refuses a prompt that is no single user text', async () => {
    const { model } = modelOf([]);
    await expect(model.doStream({ prompt: [{ role: 'system', content: 'x' }] })).rejects.toThrow(
      /one user text/,
    );
    await expect(model.doStream({ prompt: [...prompt('a'), ...prompt('b')] })).rejects.toThrow(
      /one user text/,
    );
    await expect(model.doStream({ prompt: [] })).rejects.toThrow(/one user text/);
  });

  it('gives whole blocks in order: reasoning, then text, then finish with the late usage', async () => {
    const chunks = [
      { id: 'r1', model: 'm-2', choices: [{ reasoning: 'hm', finish_reason: null }] },
      textChunk('a'),
      textChunk('b', 'length'),
      {
        choices: [],
        usage: {
          prompt_tokens: 9,
          completion_tokens: 4,
          prompt_tokens_details: { cached_tokens: 5 },
          completion_tokens_details: { reasoning_tokens: 1 },
        },
      },
    ];
    const parts = await partsOf([encoder.encode(sse(chunks))]);
    expect(parts.map(({ type }) => type)).toEqual([
      'stream-start',
      'response-metadata',
      'reasoning-start',
      'reasoning-delta',
      'reasoning-end',
      'text-start',
      'text-delta',
      'text-delta',
      'custom',
      'text-end',
      'finish',
    ]);
    expect(finishOf(parts)).toMatchObject({
      finishReason: { unified: 'length', raw: 'length' },
      usage: {
        inputTokens: { total: 9, noCache: 4, cacheRead: 5 },
        outputTokens: { total: 4, text: 3, reasoning: 1 },
      },
    });
  });

  it('any split of the bytes gives the same parts', async () => {
    const bytes = encoder.encode(
      `: comment\r\n\r\n${sse([textChunk('∑ 🌍 ü'), textChunk('</Plan_1>\n', 'stop'), { choices: [], usage: { prompt_tokens: 1 } }])}`,
    );
    const whole = await partsOf([bytes]);
    expect(textOf(whole)).toBe('∑ 🌍 ü</Plan_1>\n');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length)), async (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const pieces = edges.slice(1).map((end, index) => bytes.slice(edges[index], end));
        expect(await partsOf(pieces)).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it('generates without streaming for who asks so', async () => {
    const { model } = modelOf([
      encoder.encode(
        sse([{ choices: [{ reasoning_content: 'hm' }] }, textChunk('a'), textChunk('b', 'stop')]),
      ),
    ]);
    expect(await model.doGenerate({ prompt: prompt('x') })).toMatchObject({
      content: [
        { type: 'reasoning', text: 'hm' },
        { type: 'text', text: 'ab' },
      ],
      finishReason: { unified: 'stop' },
    });
  });

  it('cancels the request when its stream is cancelled', async () => {
    let cancelled: unknown = null;
    const model = createCompletionModel({
      baseUrl: 'http://host/v1',
      modelId: 'm',
      fetch: async () =>
        new Response(
          new ReadableStream({
            start: (controller) => controller.enqueue(encoder.encode(sse([textChunk('a')], false))),
            cancel: (reason) => {
              cancelled = reason;
            },
          }),
        ),
    });
    const { stream } = await model.doStream({ prompt: prompt('x') });
    await stream.cancel('enough');
    expect(cancelled).toBe('enough');
  });
});
