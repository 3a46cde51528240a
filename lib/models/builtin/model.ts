import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4FinishReason,
  LanguageModelV4Prompt,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';
import type { Clock } from '#lib/base/clock.ts';
import { replyTo } from './reply.ts';

export const BUILTIN_MODEL_ID = 'countdown-reasoner';
export const BUILTIN_PROVIDER = 'sprintscope.builtin';
/** For people: shown wherever the model is named. */
export const BUILTIN_DESCRIPTION = 'Rule-based reasoner for Countdown puzzles, not a language model';
export const BUILTIN_TOKENS_PER_SECOND = 60;

export interface BuiltinModelOptions {
  /** Per stream; `Infinity` for no pacing. */
  tokensPerSecond?: number;
  clock: Clock;
}

/** Separates the chat roles: the system's text holds the instructions, and the reply continues the rest. */
function readPrompt(prompt: LanguageModelV4Prompt): { context: string; instructions: string } {
  const texts = prompt.map((message) => ({
    role: message.role,
    text:
      message.role === 'system'
        ? message.content
        : message.content.map((part) => (part.type === 'text' ? part.text : '')).join(''),
  }));
  const instructions = texts.filter(({ role }) => role === 'system').map(({ text }) => text);
  const said = texts.filter(({ role }) => role !== 'system');
  const whole = said.map(({ text }) => text).join('\n');
  // Without a transcript, only the last question counts, not the conversation before it.
  const context = whole.includes('<Question>')
    ? whole
    : (said.findLast(({ role }) => role === 'user')?.text ?? '');
  return { context, instructions: instructions.join('\n') };
}

interface Reply {
  pieces: readonly string[];
  finishReason: LanguageModelV4FinishReason;
  inputTokens: number;
}

function replyFor(options: LanguageModelV4CallOptions): Reply {
  const { context, instructions } = readPrompt(options.prompt);
  let text = replyTo(context, instructions);
  for (const stop of options.stopSequences ?? []) {
    const at = stop === '' ? -1 : text.indexOf(stop);
    if (at >= 0) text = text.slice(0, at);
  }
  const all = tokenPieces(text);
  const limit = options.maxOutputTokens ?? Number.POSITIVE_INFINITY;
  const cut = all.length > limit;
  return {
    pieces: cut ? all.slice(0, limit) : all,
    finishReason: cut ? { unified: 'length', raw: 'length' } : { unified: 'stop', raw: 'stop' },
    inputTokens: tokenPieces(instructions).length + tokenPieces(context).length,
  };
}

const usageOf = (inputTokens: number, outputTokens: number): LanguageModelV4Usage => ({
  inputTokens: { total: inputTokens, noCache: inputTokens, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: outputTokens, text: outputTokens, reasoning: undefined },
});

/**
 * The built-in reasoner as a language model: works for text completions (one user text, the raw transcript) and for
 * chat alike, keeps no state between calls, and writes at a set pace.
 */
export function createBuiltinModel({
  tokensPerSecond = BUILTIN_TOKENS_PER_SECOND,
  clock,
}: BuiltinModelOptions): LanguageModelV4 {
  const pace = (startedAt: number, signal: AbortSignal) => ({ clock, tokensPerSecond, startedAt, signal });

  return {
    specificationVersion: 'v4',
    provider: BUILTIN_PROVIDER,
    modelId: BUILTIN_MODEL_ID,
    supportedUrls: {},

    async doGenerate(options) {
      const startedAt = clock.now();
      const signal = options.abortSignal ?? new AbortController().signal;
      signal.throwIfAborted();
      const { pieces, finishReason, inputTokens } = replyFor(options);
      let text = '';
      for await (const piece of paced(pieces, pace(startedAt, signal))) text += piece.text;
      return {
        content: [{ type: 'text', text }],
        finishReason,
        usage: usageOf(inputTokens, pieces.length),
        response: { modelId: BUILTIN_MODEL_ID, timestamp: clock.date() },
        warnings: [],
      };
    },

    async doStream(options) {
      const startedAt = clock.now();
      options.abortSignal?.throwIfAborted();
      const { pieces, finishReason, inputTokens } = replyFor(options);
      const left = new AbortController();
      const signal = options.abortSignal ? AbortSignal.any([options.abortSignal, left.signal]) : left.signal;
      const id = 'text';

      async function* parts(): AsyncGenerator<LanguageModelV4StreamPart> {
        yield { type: 'stream-start', warnings: [] };
        yield { type: 'response-metadata', modelId: BUILTIN_MODEL_ID, timestamp: clock.date() };
        yield { type: 'text-start', id };
        for await (const { text } of paced(pieces, pace(startedAt, signal)))
          yield { type: 'text-delta', id, delta: text };
        yield { type: 'text-end', id };
        yield { type: 'finish', finishReason, usage: usageOf(inputTokens, pieces.length) };
      }

      const source = parts();
      const stream = new ReadableStream<LanguageModelV4StreamPart>({
        async pull(controller) {
          try {
            const next = await source.next();
            if (next.done) controller.close();
            else controller.enqueue(next.value);
          } catch (error) {
            controller.error(error);
          }
        },
        cancel(reason) {
          left.abort(reason);
        },
      });
      return { stream };
    },
  };
}

const NAME = /^countdown-reasoner(?:@(\d{1,6}))?$/;

/**
 * Resolves a model id as it is written on the wire: `countdown-reasoner` writes at the default pace,
 * `countdown-reasoner@200` at 200 tokens a second. Null for any other name and for a pace of 0.
 */
export function builtinModelNamed(id: string, clock: Clock): LanguageModelV4 | null {
  const match = NAME.exec(id);
  if (!match) return null;
  const tokensPerSecond = match[1] === undefined ? BUILTIN_TOKENS_PER_SECOND : Number(match[1]);
  return tokensPerSecond > 0 ? { ...createBuiltinModel({ tokensPerSecond, clock }), modelId: id } : null;
}

/**
 * Splits a text as tokenizers of the Qwen family do before their merges: a word with the space before it, single
 * digits, runs of signs, line breaks. We split long words once more, since they are rarely one token.
 */
const PIECE = / ?\p{L}{1,9}|\p{N}| ?[^\s\p{L}\p{N}]{1,4}\n*|\s*\n+| +(?=\S)|\s+/gu;

/** The pieces, joined, give the text. Their number is close to a real tokenizer's count on this reasoner's texts. */
export function tokenPieces(text: string): string[] {
  return text.match(PIECE) ?? [];
}

/** Waking more often costs more than a reader can see; at higher rates, several tokens leave together. */
const SHORTEST_WAIT_MS = 4;

interface Pace {
  clock: Clock;
  /** `Infinity` emits everything at once. */
  tokensPerSecond: number;
  /** `clock.now()` at which the call arrived. */
  startedAt: number;
  signal: AbortSignal;
}

/**
 * Emits pieces at a steady rate: token k is due k / rate seconds after the start, so the next timer makes up for a late
 * one and the pace never drifts. Yields the due pieces, joined, with their number of tokens. Throws the signal's reason
 * on abort.
 */
async function* paced(
  pieces: readonly string[],
  { clock, tokensPerSecond, startedAt, signal }: Pace,
): AsyncGenerator<{ text: string; tokens: number }> {
  let sent = 0;
  while (sent < pieces.length) {
    signal.throwIfAborted();
    const elapsedMs = clock.now() - startedAt;
    const due =
      tokensPerSecond === Number.POSITIVE_INFINITY
        ? pieces.length
        : Math.min(pieces.length, Math.floor((elapsedMs * tokensPerSecond) / 1000 + 1e-6));
    if (due > sent) {
      yield { text: pieces.slice(sent, due).join(''), tokens: due - sent };
      sent = due;
      continue;
    }
    const next = ((sent + 1) / tokensPerSecond) * 1000 - elapsedMs;
    await clock.sleep(Math.max(next, SHORTEST_WAIT_MS), signal);
  }
}
