import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import type { Clock } from '#lib/base/clock.ts';
import { toPrompt } from './call/call-parts.ts';
import type { Fetch } from './call/checked-fetch.ts';
import { type Expiry, watchDeadlines } from './call/deadlines.ts';
import { describeWindow, lowerMaxTokens, maxTokensWithin } from './call/fit-window.ts';
import {
  inEffect,
  type Learned,
  type LearnedMemory,
  learnedKey,
  mergeLearned,
  nothingLearned,
} from './call/learned.ts';
import { STOP_BITES_THINKING, SYSTEM_ROLE_REFUSED } from './call/learned-texts.ts';
import { outgoingFetch } from './call/outgoing-fetch.ts';
import { type Adapted, describeChange, describeRange, lessonFrom } from './call/parameters.ts';
import type { CallOptions, CallPart, Endpoint, GuardedModel, Notice } from './endpoint.ts';
import { type Api, createEndpointModel } from './endpoint-model.ts';
import type { BodyRole } from './endpoints/extra-body.ts';
import { secretsOf } from './endpoints/headers.ts';
import { EndpointError } from './errors.ts';
import { errorFromFailure } from './refusals/classify-failure.ts';
import { readReply } from './reply/reply-parts.ts';

export interface GuardedModelDeps {
  clock: Clock;
  /** Default: the global fetch, for addresses that need no listing. */
  fetch?: Fetch;
  /** Default: a memory of its own. */
  memory?: LearnedMemory;
  /** Which half of the endpoint's extra body we send. Default: the planner's. */
  role?: BodyRole;
}

type PartStream = ReadableStream<LanguageModelV4StreamPart>;

/**
 * The one wrapper around every model call: timeouts, typed errors, rejected parameters, keys out of sight. One `call`
 * is one attempt (requests that were refused and taught something apart); retrying is the orchestrator's, which logs it. Make one per session: a
 * notice about a rejected parameter or a small window comes once from each guarded model.
 *
 * Parts before an error have all been given when it is thrown. Leaving the loop, the signal, and every timeout cancel
 * the upstream request; a `next()` that waits for output is ended by the signal only.
 */
export function createGuardedModel(endpoint: Endpoint, deps: GuardedModelDeps): GuardedModel {
  const { clock } = deps;
  const memory: LearnedMemory = deps.memory ?? new Map();
  const models = createEndpointModel(endpoint, {
    clock,
    fetch: deps.fetch ?? outgoingFetch,
    role: deps.role ?? 'planner',
  });
  const told = new Set<string>();
  const keyIsMalformed = endpoint.apiKey !== null && !/^[\x21-\x7e]*$/.test(endpoint.apiKey);

  const keyFor = (api: Api) =>
    learnedKey({ endpointId: endpoint.id, api, url: models.factsFor(api).url, model: endpoint.model });
  const learnedOf = (api: Api): Learned => memory.get(keyFor(api)) ?? nothingLearned;
  // Merge with the newest: calls of one stage learn at the same time.
  const learn = (api: Api, lesson: Partial<Learned>) =>
    memory.set(keyFor(api), mergeLearned(learnedOf(api), lesson));

  function* tell(notice: Notice): Generator<CallPart> {
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
      // Ends a waiting read, even if a model ignores the signal.
      reader?.cancel().catch(() => {});
    };
    options.signal.addEventListener('abort', hangUp, { once: true });
    const deadlines = watchDeadlines(clock, endpoint.timeouts, (expiry) => {
      expired = expiry;
      // A finished reply ends with the usage that it has reported by then.
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
      let lesson: Partial<Learned> = {};
      let maxTokens = maxTokensWithin(known.contextWindow, options.estimatedInputTokens, options.maxTokens);
      for (let refusals = 0; ; refusals++) {
        let heard = false;
        const learned = { ...known, ...lesson };
        const opened = models.open(api, learned);
        try {
          const request = { ...requestFor(options, maxTokens, learned), abortSignal: upstream.signal };
          reader = (await openStream(opened.model, request, upstream.signal)).getReader();
          throwIfEnded(false);
          const parts = readReply(reader, {
            facts: opened.facts,
            secrets: secretsOf(endpoint),
            maxTokens,
            // The built-in counts in its own way and cuts nothing.
            estimatedInputTokens: endpoint.kind === 'built-in' ? undefined : options.estimatedInputTokens,
            deadlines,
            throwIfEnded,
            enough: options.enough,
          });
          for await (const part of parts) {
            if (!heard) {
              heard = true;
              // We keep a lesson once the server accepts the request that we changed by it.
              if (Object.keys(lesson).length > 0) learn(api, lesson);
              for (const notice of noticesOf(options, learned, opened.adapted())) yield* tell(notice);
              if (maxTokens < options.maxTokens && learned.contextWindow !== null)
                yield* tell(describeWindow(learned.contextWindow));
            }
            yield part;
          }
          return;
        } catch (failure) {
          // Parts that came are out: this call is over. Before them a refusal may also stand in the stream.
          throwIfEnded(heard);
          if (heard) throw failure;
          const error = errorFromFailure(failure, opened.facts);
          const lowered = lowerMaxTokens(error, maxTokens, options.estimatedInputTokens);
          const next = lessonFrom(error, learned) ?? rolesLesson(error, learned, options.input);
          if (refusals >= MAX_REFUSALS || (next === null && lowered === null)) throw error;
          maxTokens = lowered ?? maxTokens;
          const { contextWindow } = error.context;
          lesson = { ...lesson, ...next, ...(lowered !== null && contextWindow && { contextWindow }) };
          reader?.cancel().catch(() => {});
        }
      }
    } finally {
      options.signal.removeEventListener('abort', hangUp);
      options.enough?.removeEventListener('abort', onEnough);
      deadlines.stop();
      hangUp();
    }
  }

  const api = endpoint.mode === 'native' ? 'completion' : 'chat';
  return {
    model: models.open(api, nothingLearned).model,
    call,
    learned: () => inEffect(learnedOf(api), endpoint),
    learn: (lesson) => learn(api, lesson),
  };
}

/** One call cannot teach us more; each refused request costs the server only a look. */
const MAX_REFUSALS = 16;

function rolesLesson(
  error: EndpointError,
  learned: Learned,
  input: CallOptions['input'],
): Pick<Learned, 'systemRole'> | null {
  const helps = input.kind === 'chat' && learned.systemRole === null && changesByFolding(input.messages);
  return error.context.reason === 'roles' && helps ? { systemRole: 'refused' } : null;
}

/** What a call had to do differently, in words for people. */
function* noticesOf(options: CallOptions, learned: Learned, adapted: Adapted | null) {
  const { input } = options;
  for (const change of adapted?.changes ?? []) yield describeChange(change);
  for (const name of adapted?.clamped ?? []) yield describeRange(name, learned.ranges[name]);
  if (learned.systemRole === 'refused' && input.kind === 'chat' && changesByFolding(input.messages))
    yield SYSTEM_ROLE_REFUSED;
  if (stopLeftOut(options, learned)) yield STOP_BITES_THINKING;
}

const stopLeftOut = ({ input, stop }: CallOptions, { stopBitesThinking }: Learned): boolean =>
  stopBitesThinking && input.kind === 'chat' && stop.length > 0;

function requestFor(options: CallOptions, maxTokens: number, learned: Learned): LanguageModelV4CallOptions {
  const { input } = options;
  const folds = learned.systemRole === 'refused' && input.kind === 'chat';
  const stop = stopLeftOut(options, learned) ? [] : options.stop;
  return {
    prompt: toPrompt(folds ? { ...input, messages: foldRoles(input.messages) } : input),
    maxOutputTokens: maxTokens,
    temperature: options.temperature,
    ...(stop.length > 0 && { stopSequences: [...stop] }),
  };
}

/** Rejects at once when the signal fires, even if the model does not listen; cancels a stream that arrives later. */
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

type Messages = Extract<CallOptions['input'], { kind: 'chat' }>['messages'];

type Message = Messages[number];

/**
 * Messages for a chat template without a system role: instructions move into the first user message, and consecutive
 * messages of one role become one, since such templates also require user and assistant to alternate.
 */
function foldRoles(messages: Messages): Messages {
  const instructions = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const others = messages.filter(({ role }) => role !== 'system');
  const told: Message[] =
    instructions.length > 0 ? [{ role: 'user', content: instructions.join('\n\n') }, ...others] : others;
  const folded: Message[] = [];
  for (const message of told) {
    const last = folded.at(-1);
    if (last?.role === message.role)
      folded[folded.length - 1] = { ...last, content: `${last.content}\n\n${message.content}` };
    else folded.push(message);
  }
  return folded;
}

/** Whether folding would change anything. */
const changesByFolding = (messages: Messages): boolean =>
  messages.some(({ role }, at) => role === 'system' || role === messages[at - 1]?.role);
