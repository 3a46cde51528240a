import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { promptCutNotice, toCallUsage, toFinish } from './call-parts.ts';
import { errorFromFailure } from './classify-failure.ts';
import { type CallFacts, errorFromValue } from './classify-response.ts';
import {
  type CompletionUsage,
  finishReasonIn,
  toFinishReason,
  toUsage,
  usageIn,
} from './completion-chunks.ts';
import type { Deadlines } from './deadlines.ts';
import type { CallPart } from './endpoint.ts';
import { EndpointError } from './errors.ts';
import { createStreamRedactor, type Secrets } from './redact.ts';

type Part = LanguageModelV4StreamPart;

export interface ReplyOptions {
  facts: CallFacts;
  secrets: Secrets;
  estimatedInputTokens: number | undefined;
  deadlines: Deadlines;
  /** Throws when the call was ended from our side; a reply whose finish reason is known outlives its deadlines. */
  throwIfEnded(complete: boolean): void;
}

const mayBeError = (chunk: unknown): boolean =>
  typeof chunk === 'object' && chunk !== null && ('error' in chunk || !('choices' in chunk));

/**
 * Reduces the AI SDK's parts to ours. Failures come in three ways (thrown, as `error` parts, as a finish without a
 * reason); each becomes an EndpointError, thrown after everything that came before it. After bad JSON the SDK goes on
 * and finishes as `stop`: the first error ends the reply here.
 */
export async function* readReply(
  parts: ReadableStreamDefaultReader<Part>,
  { facts, secrets, estimatedInputTokens, deadlines, throwIfEnded }: ReplyOptions,
): AsyncGenerator<CallPart, void> {
  const redactors = { text: createStreamRedactor(secrets), thinking: createStreamRedactor(secrets) };
  // The chat provider tells both only when the connection ends, which some servers forget to do.
  let rawFinish: string | null = null;
  let rawUsage: CompletionUsage | null = null;

  function* flush(): Generator<CallPart> {
    for (const type of ['thinking', 'text'] as const) {
      const text = redactors[type].end();
      if (text !== '') yield { type, text };
    }
  }

  function* finish(part: Extract<Part, { type: 'finish' }> | null): Generator<CallPart> {
    yield* flush();
    const reason = toFinish(part?.finishReason ?? toFinishReason(rawFinish));
    if (reason === 'broken') throw new EndpointError('dropped', { url: facts.url, model: facts.model });
    if (reason === 'failed') throw new EndpointError('server-error', { url: facts.url, model: facts.model });
    const usage = toCallUsage(part?.usage ?? toUsage(rawUsage));
    const cut = promptCutNotice(usage, estimatedInputTokens);
    if (cut) yield cut;
    yield { type: 'finish', reason, usage };
  }

  const heard = () => (rawFinish === null ? deadlines.output() : deadlines.finishing());

  for (;;) {
    let part: Part | undefined;
    try {
      part = (await parts.read()).value;
    } catch (failure) {
      throwIfEnded(rawFinish !== null);
      if (rawFinish === null) throw errorFromFailure(failure, facts);
    }
    throwIfEnded(rawFinish !== null);
    if (part === undefined) return yield* finish(null);
    switch (part.type) {
      case 'text-delta':
      case 'reasoning-delta': {
        const type = part.type === 'text-delta' ? 'text' : 'thinking';
        const text = redactors[type].feed(part.delta);
        if (part.delta !== '') heard();
        if (text === '') break;
        deadlines.hold();
        yield { type, text };
        heard();
        break;
      }
      case 'raw': {
        // The chat provider passes on only part of an error object.
        const error = mayBeError(part.rawValue) ? errorFromValue(part.rawValue, facts) : null;
        if (error && rawFinish === null) {
          yield* flush();
          throw error;
        }
        rawFinish = finishReasonIn(part.rawValue) ?? rawFinish;
        rawUsage = usageIn(part.rawValue) ?? rawUsage;
        if (rawFinish !== null) deadlines.finishing();
        break;
      }
      case 'error':
        // The reply was complete: what is broken came after its end.
        if (rawFinish !== null && rawFinish !== 'error') return yield* finish(null);
        yield* flush();
        throw errorFromFailure(part.error, facts);
      case 'finish':
        return yield* finish(part);
      default:
        // Block boundaries, metadata, and what is never asked for (tools, sources, files).
        break;
    }
  }
}
