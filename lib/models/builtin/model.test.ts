import type { LanguageModelV4CallOptions, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { builtinModelNamed, createBuiltinModel, tokenPieces } from './model.ts';
import { replyTo } from './reply.ts';

// The manual clock turns the event loop for every token; a busy machine needs more time.
vi.setConfig({ testTimeout: 60_000 });

const question = 'Use 7, 9, 4, 16, 21, each once, to make 137.';
const transcript = `<Question>\n${question}\n</Question>\n\n<think>\n`;
/** Its reply is short: the manual clock wakes each stream for each token. */
const other = 'What is love?';
const prompt = (text: string): LanguageModelV4CallOptions['prompt'] => [
  { role: 'user', content: [{ type: 'text', text }] },
];
const atOnce = () =>
  createBuiltinModel({ tokensPerSecond: Number.POSITIVE_INFINITY, clock: createManualClock() });

async function collect(options: LanguageModelV4CallOptions, model = atOnce()) {
  const { stream } = await model.doStream(options);
  const parts: LanguageModelV4StreamPart[] = [];
  for await (const part of stream) parts.push(part);
  const text = parts.map((part) => (part.type === 'text-delta' ? part.delta : '')).join('');
  return { parts, text, finish: parts.find((part) => part.type === 'finish') };
}

/** Reads a stream in the background; the text so far, and what ended it. */
function follow(stream: ReadableStream<LanguageModelV4StreamPart>) {
  const state = { text: '', error: null as unknown, done: false };
  const reader = stream.getReader();
  void (async () => {
    try {
      for (;;) {
        const next = await reader.read();
        if (next.done) break;
        if (next.value.type === 'text-delta') state.text += next.value.delta;
      }
    } catch (error) {
      state.error = error;
    }
    state.done = true;
  })();
  return { state, reader };
}

describe('replies', () => {
  it('completion input, chat input and doGenerate agree', async () => {
    const streamed = await collect({ prompt: prompt(transcript) });
    expect(streamed.text).toBe(replyTo(transcript));
    const chat = await collect({
      prompt: [{ role: 'system', content: 'You are the planner.' }, ...prompt(transcript)],
    });
    expect(chat.text).toBe(streamed.text);
    const whole = await atOnce().doGenerate({ prompt: prompt(transcript) });
    expect(whole.content).toEqual([{ type: 'text', text: streamed.text }]);
    expect(whole.usage).toEqual(streamed.finish?.usage);
    expect(whole.usage.outputTokens.total).toBe(tokenPieces(streamed.text).length);
  });

  it('in a conversation without a transcript the last question counts', async () => {
    const { text } = await collect({
      prompt: [
        ...prompt('Hello'),
        { role: 'assistant', content: [{ type: 'text', text: 'Hi' }] },
        ...prompt('Use 2, 3, 4 to make 24'),
      ],
    });
    expect(text).toContain('\\boxed{');
  });

  it('parts come in the order of the specification', async () => {
    const { parts } = await collect({ prompt: prompt(question) });
    expect([...new Set(parts.map(({ type }) => type))]).toEqual([
      'stream-start',
      'response-metadata',
      'text-start',
      'text-delta',
      'text-end',
      'finish',
    ]);
  });

  it('stops before the first stop string, whichever is listed first', async () => {
    const { text, finish } = await collect({
      prompt: prompt(transcript),
      stopSequences: ['</Plan_', '</prompt_1.1>', ''],
    });
    expect(replyTo(transcript).startsWith(`${text}</prompt_1.1>`)).toBe(true);
    expect(finish?.finishReason.unified).toBe('stop');
  });

  it('cuts at maxOutputTokens with finish `length`, and not when the text just fits', async () => {
    const pieces = tokenPieces(replyTo(transcript));
    const cut = await collect({ prompt: prompt(transcript), maxOutputTokens: 10 });
    expect(cut.text).toBe(pieces.slice(0, 10).join(''));
    expect(cut.finish?.finishReason.unified).toBe('length');
    expect(cut.finish?.usage.outputTokens.total).toBe(10);
    const fits = await collect({ prompt: prompt(transcript), maxOutputTokens: pieces.length });
    expect(fits.finish?.finishReason.unified).toBe('stop');
  });

  it('a plan or an execution that broke off goes on where it stopped', async () => {
    const whole = replyTo(transcript);
    for (const at of [40, 200, 500]) {
      const begun = whole.slice(0, at);
      expect((begun + replyTo(transcript + begun)).replace(/\s/g, '')).toBe(whole.replace(/\s/g, ''));
    }
  });
});

describe('pace', () => {
  it.each([
    [60, 16],
    [200, 16],
    [1000, 4],
  ])('%i tokens a second on %i streams, without drift', async (rate, streams) => {
    const clock = createManualClock();
    const model = createBuiltinModel({ tokensPerSecond: rate, clock });
    const whole = tokenPieces(replyTo(other));
    const readers = await Promise.all(
      Array.from({ length: streams }, async () =>
        follow((await model.doStream({ prompt: prompt(other) })).stream),
      ),
    );
    for (const seconds of [0.5, 0.25]) {
      await clock.advance(seconds * 1000);
      const due = Math.floor((clock.now() * rate) / 1000);
      for (const { state } of readers) {
        const sent = tokenPieces(state.text).length;
        // At 1,000 tokens a second, up to four wait for the next wake-up.
        expect(sent).toBeGreaterThanOrEqual(Math.min(whole.length, due - Math.ceil(rate / 250)));
        expect(whole.join('').startsWith(state.text)).toBe(true);
        expect(sent).toBeLessThanOrEqual(due);
      }
    }
    await clock.advance((whole.length / rate) * 1000);
    for (const { state } of readers) expect(state).toEqual({ text: whole.join(''), error: null, done: true });
    expect(clock.sleeping).toBe(0);
  });

  it('a late timer is made good: the end comes when it should', async () => {
    const clock = createManualClock();
    const late = { ...clock, sleep: (ms: number, signal?: AbortSignal) => clock.sleep(ms + 30, signal) };
    const model = createBuiltinModel({ tokensPerSecond: 100, clock: late });
    const whole = tokenPieces(replyTo(transcript));
    const { state } = follow((await model.doStream({ prompt: prompt(transcript) })).stream);
    await clock.advance((whole.length / 100) * 1000 + 40);
    expect(state.done).toBe(true);
    expect(state.text).toBe(whole.join(''));
  });

  it('an abort ends the stream with its reason at once, and leaves no timer', async () => {
    const clock = createManualClock();
    const model = createBuiltinModel({ tokensPerSecond: 10, clock });
    const controller = new AbortController();
    const { stream } = await model.doStream({ prompt: prompt(question), abortSignal: controller.signal });
    const { state } = follow(stream);
    await clock.advance(450);
    const reason = new Error('enough');
    controller.abort(reason);
    await clock.settle();
    expect(state.error).toBe(reason);
    expect(tokenPieces(state.text)).toHaveLength(4);
    expect(clock.sleeping).toBe(0);
    await expect(model.doStream({ prompt: prompt(question), abortSignal: controller.signal })).rejects.toBe(
      reason,
    );
    await expect(model.doGenerate({ prompt: prompt(question), abortSignal: controller.signal })).rejects.toBe(
      reason,
    );
  });

  it('cancelling the stream leaves no timer', async () => {
    const clock = createManualClock();
    const { stream } = await createBuiltinModel({ tokensPerSecond: 10, clock }).doStream({
      prompt: prompt(question),
    });
    const { reader } = follow(stream);
    await clock.advance(250);
    await reader.cancel();
    await clock.settle();
    expect(clock.sleeping).toBe(0);
  });
});

describe('names', () => {
  it.each(['countdown-reasoner', 'countdown-reasoner@200', 'countdown-reasoner@100000'])(
    '%s is served',
    (id) => {
      expect(builtinModelNamed(id, createManualClock())?.modelId).toBe(id);
    },
  );

  it.each([
    '',
    'gpt',
    'countdown-reasoner@',
    'countdown-reasoner@0',
    'countdown-reasoner@-5',
    'countdown-reasoner@1e9',
    'countdown-reasoner@2000000',
  ])('%j is not', (id) => {
    expect(builtinModelNamed(id, createManualClock())).toBeNull();
  });
});

it('token pieces joined are the text, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      expect(tokenPieces(text).join('')).toBe(text);
    }),
  );
  expect(tokenPieces('(16 × 9) = 144')).toEqual([
    '(',
    '1',
    '6',
    ' ×',
    ' ',
    '9',
    ')',
    ' =',
    ' ',
    '1',
    '4',
    '4',
  ]);
});
