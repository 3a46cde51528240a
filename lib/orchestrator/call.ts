import type { Clock } from '#lib/base/clock.ts';
import type { CallPart, GuardedModel } from '#lib/models/endpoint.ts';
import { toErrorInfo } from '#lib/models/errors.ts';
import { type Context, contextText, partsText } from '#lib/protocol/contexts/context.ts';
import type { TextEnd } from '#lib/protocol/events.ts';
import type { ErrorInfo, Usage } from '#lib/trace/events.ts';

/**
 * How one call ended. `stop-tag`: our parser saw the role's turn end while the server continued. We then give the call
 * a moment (CallOptions.enough), in which a server that has ended reports its usage, and abort it upstream.
 */
export type CallEnd =
  | {
      type: 'finished';
      reason: 'stop' | 'length' | 'content-filter' | 'other' | 'stop-tag';
      usage: Usage | null;
      /** Nothing said that the reply was complete. */
      possiblyCut?: true;
    }
  | { type: 'failed'; error: ErrorInfo; cause: unknown }
  | { type: 'cancelled' };

/** How the text of a reply ended: an open prompt in a reply that may have been cut is half a task. */
export function textEndOf(end: CallEnd): TextEnd {
  if (end.type !== 'finished' || end.possiblyCut) return 'aborted';
  return end.reason === 'length' ? 'length' : 'stop';
}

export interface CallRequest {
  guarded: GuardedModel;
  context: Context;
  /** Written after the context: the text of a broken-off reply, if a completion continues it. */
  continuation?: string;
  stop: readonly string[];
  maxTokens: number;
  temperature: number;
  estimatedInputTokens: number;
  signal: AbortSignal;
  /** Takes each part as it arrives; returns true to cut the reply off here, `nearly` to cut it off in a moment. */
  onPart(part: Exclude<CallPart, { type: 'finish' }>): Wish | Promise<Wish>;
  clock: Pick<Clock, 'sleep'>;
}

type Wish = boolean | 'nearly';

/**
 * Enough for what a server had sent already when a turn ended; we do not wait for a model that continues on its own.
 */
const NEARLY_MS = 50;

/**
 * Carries out one attempt; an endpoint's failures never make it reject, only an error from `onPart`: a defect of ours.
 */
export async function carryOutCall(request: CallRequest): Promise<CallEnd> {
  const { guarded, context, stop, maxTokens, temperature, estimatedInputTokens, signal } = request;
  let defect: { cause: unknown } | null = null;
  const enough = new AbortController();
  const take = async (part: Parameters<CallRequest['onPart']>[0]) => {
    try {
      return await request.onPart(part);
    } catch (cause) {
      defect = { cause };
      throw cause;
    }
  };
  const turnIsOver = (usage: Usage | null): CallEnd => ({ type: 'finished', reason: 'stop-tag', usage });
  let endsSoon: AbortController | null = null;
  /** Signals `enough` after a moment, unless aborted before. */
  function endSoon(): AbortController {
    const kept = new AbortController();
    request.clock.sleep(NEARLY_MS, kept.signal).then(
      () => enough.abort(),
      () => {},
    );
    return kept;
  }
  try {
    for await (const part of guarded.call({
      input: callInput(context, request.continuation),
      stop,
      maxTokens,
      temperature,
      estimatedInputTokens,
      signal,
      enough: enough.signal,
    })) {
      if (part.type === 'finish' && enough.signal.aborted) return turnIsOver(part.usage);
      if (signal.aborted) return { type: 'cancelled' };
      if (part.type === 'finish' && endsSoon) return turnIsOver(part.usage);
      if (part.type === 'finish') {
        const { reason, usage, possiblyCut } = part;
        return { type: 'finished', reason, usage, ...(possiblyCut && { possiblyCut }) };
      }
      if (enough.signal.aborted) continue;
      const wish = await take(part);
      if (wish !== 'nearly') {
        endsSoon?.abort();
        endsSoon = null;
      }
      if (wish === true) enough.abort();
      if (wish === 'nearly' && endsSoon === null) endsSoon = endSoon();
    }
    return enough.signal.aborted || endsSoon
      ? turnIsOver(null)
      : { type: 'finished', reason: 'other', usage: null };
  } catch (cause) {
    if (defect) throw cause;
    if (enough.signal.aborted || endsSoon) return turnIsOver(null);
    if (signal.aborted) return { type: 'cancelled' };
    return { type: 'failed', error: toErrorInfo(cause), cause };
  } finally {
    endsSoon?.abort();
  }
}

function callInput(context: Context, continuation = '') {
  switch (context.kind) {
    case 'completion':
      return { kind: 'completion' as const, prompt: contextText(context) + continuation };
    case 'chat':
      return {
        kind: 'chat' as const,
        messages: context.messages.map(({ role, parts }) => ({ role, content: partsText(parts) })),
      };
  }
}
