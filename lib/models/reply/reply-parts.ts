import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { giveWay } from '#lib/base/give-way.ts';
import { promptCutNotice, toCallUsage, toFinish } from '../call/call-parts.ts';
import type { Deadlines } from '../call/deadlines.ts';
import type { CallPart } from '../endpoint.ts';
import { EndpointError } from '../errors.ts';
import { createStreamRedactor, type Secrets } from '../redact-secrets.ts';
import { errorFromFailure } from '../refusals/classify-failure.ts';
import type { CallFacts } from '../refusals/classify-response.ts';
import { type ReplySignal, signalOf } from './reply-stream.ts';

type Part = LanguageModelV4StreamPart;
type Finish = Extract<CallPart, { type: 'finish' }>;

export interface ReplyOptions {
  facts: CallFacts;
  secrets: Secrets;
  /** The limit that we asked for. */
  maxTokens: number;
  estimatedInputTokens: number | undefined;
  deadlines: Deadlines;
  /** Throws if our side ended the call; a reply with a known finish reason outlives its deadlines. */
  throwIfEnded(complete: boolean): void;
  /** See CallOptions. */
  enough: AbortSignal | undefined;
}

/**
 * Without white space: the rest of the tag that ended the turn and a tag after it. A model that sends more is still
 * writing.
 */
const MAX_LENGTH_AFTER_ENOUGH = 32;

/**
 * How many parts we yield in one turn of the event loop: all of a packet's parts are there at once, and the reader may
 * be as quick.
 */
const PARTS_A_TURN = 64;

const NOTICES: Record<
  Exclude<ReplySignal, 'finishing'> | 'over-limit',
  Extract<CallPart, { type: 'notice' }>
> = {
  'possibly-cut': {
    type: 'notice',
    about: 'reply',
    code: 'possibly-cut',
    explanation:
      'The connection ended in order, but the server never said that the reply was whole: it may have been cut. What came was kept.',
  },
  'lines-skipped': {
    type: 'notice',
    about: 'reply',
    code: 'lines-skipped',
    explanation:
      'Something in the stream could not be read and was skipped; the reply went on after it. Words may be missing there.',
  },
  'over-limit': {
    type: 'notice',
    about: 'reply',
    code: 'over-limit',
    explanation:
      'The endpoint sent more than twice the tokens that it was asked for: the reply was cut there, and the call ended. What came until then was kept.',
  },
};

/**
 * Reduces the AI SDK's parts to ours. Failures come in three ways (thrown, as `error` parts, as a finish without a
 * reason); each becomes an EndpointError, thrown after everything that came before it.
 */
export async function* readReply(
  parts: ReadableStreamDefaultReader<Part>,
  { facts, secrets, maxTokens, estimatedInputTokens, deadlines, throwIfEnded, enough }: ReplyOptions,
): AsyncGenerator<CallPart, void> {
  const redactors = { text: createStreamRedactor(secrets), thinking: createStreamRedactor(secrets) };
  const allowance = createAllowance(maxTokens);
  let inThisTurn = 0;
  let finishing = false;
  let possiblyCut = false;
  let unwanted = 0;

  function* flush(): Generator<CallPart> {
    for (const type of ['thinking', 'text'] as const) {
      const text = redactors[type].end();
      if (text !== '') yield { type, text };
    }
  }

  const fail = (type: 'dropped' | 'server-error') =>
    new EndpointError(type, { url: facts.url, model: facts.model });

  function* finish(part: Extract<Part, { type: 'finish' }>): Generator<CallPart> {
    yield* flush();
    const reason = toFinish(part.finishReason);
    if (reason === 'broken') throw fail('dropped');
    if (reason === 'failed') throw fail('server-error');
    const usage = toCallUsage(part.usage);
    const cut = promptCutNotice(usage, estimatedInputTokens);
    if (cut) yield cut;
    yield { type: 'finish', reason, usage, ...(possiblyCut && { possiblyCut }) };
  }

  /** The text was enough: however the reply ends, we report a normal end. */
  const enoughWith = (usage: Finish['usage']): Finish => ({ type: 'finish', reason: 'stop', usage });

  const heard = () => (finishing ? deadlines.finishing() : deadlines.output());

  for (;;) {
    if (++inThisTurn > PARTS_A_TURN) {
      inThisTurn = 0;
      await giveWay();
    }
    let part: Part | undefined;
    try {
      part = (await parts.read()).value;
    } catch (failure) {
      throwIfEnded(finishing);
      if (enough?.aborted) return yield enoughWith(null);
      throw errorFromFailure(failure, facts);
    }
    throwIfEnded(finishing);
    if (enough?.aborted) {
      if (part === undefined || part.type === 'error') return yield enoughWith(null);
      if (part.type === 'finish') return yield enoughWith(toCallUsage(part.usage));
      if (part.type === 'text-delta' || part.type === 'reasoning-delta')
        unwanted += part.delta.replace(/\s+/g, '').length;
      if (unwanted > MAX_LENGTH_AFTER_ENOUGH) return yield enoughWith(null);
      continue;
    }
    if (part === undefined) {
      yield* flush();
      throw fail('dropped');
    }
    switch (part.type) {
      case 'text-delta':
      case 'reasoning-delta': {
        const type = part.type === 'text-delta' ? 'text' : 'thinking';
        const text = redactors[type].feed(allowance.take(part.delta));
        if (part.delta !== '') heard();
        if (text !== '') {
          deadlines.hold();
          yield { type, text };
          heard();
        }
        if (!allowance.exceeded) break;
        yield* flush();
        yield NOTICES['over-limit'];
        return yield { type: 'finish', reason: 'length', usage: null };
      }
      case 'custom': {
        const signal = signalOf(part);
        if (signal === 'finishing') {
          finishing = true;
          deadlines.finishing();
        } else if (signal !== null) {
          possiblyCut ||= signal === 'possibly-cut';
          yield NOTICES[signal];
        }
        break;
      }
      case 'error':
        yield* flush();
        throw errorFromFailure(part.error, facts);
      case 'finish':
        return yield* finish(part);
      default:
        // Block boundaries, metadata, and what we never ask for (tools, sources, files).
        break;
    }
  }
}

/**
 * Twice what we asked for is enough for any honest server: its tokenizer counts, and thinking may have a limit of its
 * own.
 */
const TIMES = 2;

/** Where the caller asks for very little, a few sentences of thinking are no flood. */
const SPARE_TOKENS = 512;

/** Texts of any language average under four characters a token, Chinese, Japanese, Korean and emoji under two. */
const CHARACTERS_A_TOKEN = 4;

const WIDE_FROM = 0x2e80;

const WIDE_WEIGHT = 2;

/** How much text and thinking together a call accepts before it hangs up. */
interface Allowance {
  /** Returns as much of a piece as there is room for. */
  take(text: string): string;
  /** Something did not fit. */
  readonly exceeded: boolean;
}

/**
 * Allows about twice the tokens that the caller asked for, at most; we estimate tokens low, since cutting an honest
 * reply would be worse than accepting some words too many.
 */
function createAllowance(maxTokens: number): Allowance {
  let left = (maxTokens * TIMES + SPARE_TOKENS) * CHARACTERS_A_TOKEN;
  let exceeded = false;
  return {
    take(text) {
      for (let at = 0; at < text.length; at++) {
        const weight = text.charCodeAt(at) >= WIDE_FROM ? WIDE_WEIGHT : 1;
        if (weight > left) {
          exceeded = true;
          left = 0;
          // Never cut between the two halves of one character.
          return text.slice(0, isLowSurrogate(text.charCodeAt(at)) ? at - 1 : at);
        }
        left -= weight;
      }
      return text;
    },
    get exceeded() {
      return exceeded;
    },
  };
}

const isLowSurrogate = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;
