import type { Clock } from '#lib/base/clock.ts';
import type { CallPart, GuardedModel } from '#lib/models/endpoint.ts';
import { toErrorInfo } from '#lib/models/errors.ts';
import { type Context, contextText, partsText } from '#lib/protocol/contexts/context.ts';
import type { TextEnd } from '#lib/protocol/events.ts';
import type { ErrorInfo, Usage } from '#lib/trace/events.ts';

/**
 * How one call ended. `stop-tag`: our parser saw the role's turn end while the server went on. The call is then given a
 * moment (CallOptions.enough) in which a server that is at its end reports its usage, and is aborted upstream.
 */
export type CallEnd =
  | {
      type: 'finished';
      reason: 'stop' | 'length' | 'content-filter' | 'other' | 'stop-tag';
      usage: Usage | null;
      /** Nothing said that the reply was whole. */
      possiblyCut?: true;
    }
  | { type: 'failed'; error: ErrorInfo; cause: unknown }
  | { type: 'cancelled' };

/** How the text of a reply ended: a prompt that is open where a reply may have been cut is half a task. */
export function textEndOf(end: CallEnd): TextEnd {
  if (end.type !== 'finished' || end.possiblyCut) return 'aborted';
  return end.reason === 'length' ? 'length' : 'stop';
}

export interface CallRequest {
  guarded: GuardedModel;
  context: Context;
  /** Written after the context: what a broken-off reply had said, where a completion goes on from it. */
  continuation?: string;
  stop: readonly string[];
  maxTokens: number;
  temperature: number;
  estimatedInputTokens: number;
  signal: AbortSignal;
  /** Takes each part as it comes; answers true when the reply is to be cut off here, `nearly` when in a moment. */
  onPart(part: Exclude<CallPart, { type: 'finish' }>): Wish | Promise<Wish>;
  clock: Pick<Clock, 'sleep'>;
}

type Wish = boolean | 'nearly';

/** Enough for what a server had sent already when a turn ended; a model that goes on alone is not waited for. */
const NEARLY_MS = 50;

/** Carries out one attempt; never rejects for what an endpoint does, only for what `onPart` throws: a defect of ours. */
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
  /** Has enough in a moment, unless it is aborted before. */
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
