import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import type { Clock } from '#lib/base/clock.ts';
import { toPrompt } from './call-parts.ts';
import type { Fetch } from './checked-fetch.ts';
import { errorFromFailure } from './classify-failure.ts';
import { type Expiry, watchDeadlines } from './deadlines.ts';
import type { CallOptions, CallPart, Endpoint, GuardedModel } from './endpoint.ts';
import { type Api, createEndpointModel } from './endpoint-model.ts';
import { EndpointError } from './errors.ts';
import type { BodyRole } from './extra-body.ts';
import { describeWindow, lowerMaxTokens, maxTokensWithin } from './fit-window.ts';
import { secretsOf } from './headers.ts';
import {
  inEffect,
  type Learned,
  type LearnedMemory,
  learnedKey,
  mergeLearned,
  nothingLearned,
} from './learned.ts';
import { changesAfter, describeChange } from './parameters.ts';
import { readReply } from './reply-parts.ts';

export interface GuardedModelDeps {
  clock: Clock;
  /** Default: the global one. */
  fetch?: Fetch;
  /** Default: one of its own. */
  memory?: LearnedMemory;
  /** Whose half of the endpoint's extra body is sent. Default: the planner's. */
  role?: BodyRole;
}

type PartStream = ReadableStream<LanguageModelV4StreamPart>;

/**
 * The one wrapper around every model call: timeouts, typed errors, rejected parameters, keys out of sight. One `call`
 * is one attempt (rejected parameters apart); retrying is the orchestrator's, which logs it. Make one per session: a
 * notice about a rejected parameter or a small window is told once by each guarded model.
 *
 * Parts before an error have all been given when it is thrown. Leaving the loop, the signal, and every timeout cancel
 * the upstream request; a `next()` that waits for output is ended by the signal only.
 */
export function createGuardedModel(endpoint: Endpoint, deps: GuardedModelDeps): GuardedModel {
  const { clock } = deps;
  const memory: LearnedMemory = deps.memory ?? new Map();
  const models = createEndpointModel(endpoint, {
    clock,
    fetch: deps.fetch ?? ((url, init) => fetch(url, init)),
    role: deps.role ?? 'planner',
  });
  const told = new Set<string>();
  const keyIsMalformed = endpoint.apiKey !== null && !/^[\x21-\x7e]*$/.test(endpoint.apiKey);

  const keyFor = (api: Api) =>
    learnedKey({ endpointId: endpoint.id, api, url: models.factsFor(api).url, model: endpoint.model });
  const learnedOf = (api: Api): Learned => memory.get(keyFor(api)) ?? nothingLearned;
  // Merged with the newest: calls of one stage learn at the same time.
  const learn = (api: Api, lesson: Partial<Learned>) =>
    memory.set(keyFor(api), mergeLearned(learnedOf(api), lesson));

  function* tell(notice: { code: string; explanation: string }): Generator<CallPart> {
    if (told.has(notice.explanation)) return;
    told.add(notice.explanation);
    yield { type: 'notice', ...notice };
  }

  async function* call(options: CallOptions): AsyncGenerator<CallPart, void, void> {
    options.signal.throwIfAborted();
    const api = options.input.kind;
    const facts = models.factsFor(api);
    const context = { url: facts.url, model: facts.model };
    if (keyIsMalformed) throw new EndpointError('unauthorized', { ...context, reason: 'malformed-key' });

    const upstream = new AbortController();
    let reader: ReadableStreamDefaultReader<LanguageModelV4StreamPart> | null = null;
    let expired: Expiry | null = null;
    const hangUp = () => {
      upstream.abort();
      // Ends a read that waits, even where a model ignores the signal.
      reader?.cancel().catch(() => {});
    };
    options.signal.addEventListener('abort', hangUp, { once: true });
    const deadlines = watchDeadlines(clock, endpoint.timeouts, (expiry) => {
      expired = expiry;
      // A reply that has finished ends with what it has told of its usage by then.
      if (expiry.type === 'finished') upstream.abort();
      else hangUp();
    });
    const onEnough = () => deadlines.enough();
    options.enough?.addEventListener('abort', onEnough, { once: true });
    const throwIfEnded = (complete: boolean) => {
      options.signal.throwIfAborted();
      if (expired && expired.type !== 'finished' && !complete) {
        throw new EndpointError(expired.type, { ...context, afterMs: expired.afterMs });
      }
    };

    try {
      const known = learnedOf(api);
      let { changes, contextWindow } = known;
      const stop = api === 'chat' && known.stopBitesThinking ? [] : options.stop;
      let maxTokens = maxTokensWithin(contextWindow, options.estimatedInputTokens, options.maxTokens);
      let stream: PartStream | null = null;
      while (!stream) {
        try {
          const request = { ...requestFor(options, maxTokens, stop), abortSignal: upstream.signal };
          stream = await openStream(models.modelFor(api, changes), request, upstream.signal);
          throwIfEnded(false);
        } catch (failure) {
          throwIfEnded(false);
          const error = errorFromFailure(failure, facts);
          const next = changesAfter(error, changes);
          const lowered = lowerMaxTokens(error, maxTokens);
          if (next) changes = next;
          else if (lowered !== null) {
            maxTokens = lowered;
            contextWindow = error.context.contextWindow ?? contextWindow;
          } else throw error;
        }
      }
      reader = stream.getReader();
      if (changes !== known.changes || contextWindow !== known.contextWindow)
        learn(api, { changes, contextWindow });
      for (const change of changes) yield* tell(describeChange(change));
      if (maxTokens < options.maxTokens && contextWindow !== null) yield* tell(describeWindow(contextWindow));
      yield* readReply(reader, {
        facts,
        secrets: secretsOf(endpoint),
        // The built-in counts its own way and cuts nothing.
        estimatedInputTokens: endpoint.kind === 'built-in' ? undefined : options.estimatedInputTokens,
        deadlines,
        throwIfEnded,
        enough: options.enough,
      });
    } finally {
      options.signal.removeEventListener('abort', hangUp);
      options.enough?.removeEventListener('abort', onEnough);
      deadlines.stop();
      hangUp();
    }
  }

  const api = endpoint.mode === 'native' ? 'completion' : 'chat';
  return {
    model: models.modelFor(api, []),
    call,
    learned: () => inEffect(learnedOf(api), endpoint),
    learn: (lesson) => learn(api, lesson),
  };
}

function requestFor(
  options: CallOptions,
  maxTokens: number,
  stop: readonly string[],
): LanguageModelV4CallOptions {
  return {
    prompt: toPrompt(options.input),
    maxOutputTokens: maxTokens,
    temperature: options.temperature,
    ...(stop.length > 0 && { stopSequences: [...stop] }),
  };
}

/** Rejects at once when the signal fires, even where the model does not listen; a stream that comes later is cancelled. */
async function openStream(
  model: LanguageModelV4,
  request: LanguageModelV4CallOptions,
  signal: AbortSignal,
): Promise<PartStream> {
  signal.throwIfAborted();
  const opening = Promise.resolve(model.doStream(request));
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      reject(signal.reason);
      opening.then(({ stream }) => stream.cancel()).catch(() => {});
    };
    signal.addEventListener('abort', onAbort, { once: true });
    opening
      .then(({ stream }) => resolve(stream), reject)
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
}
