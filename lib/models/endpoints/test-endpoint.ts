import type { Clock } from '#lib/base/clock.ts';
import type { Fetch } from '../call/checked-fetch.ts';
import type { LearnedMemory } from '../call/learned.ts';
import { THINKING_OPENED } from '../call/learned-texts.ts';
import type { CallOptions, CallPart, Endpoint, GuardedModel } from '../endpoint.ts';
import { EndpointError, type EndpointErrorInfo, toErrorInfo } from '../errors.ts';
import { createGuardedModel } from '../guarded-model.ts';
import { displayUrl } from './url-policy.ts';

/** What one small request to an endpoint showed. */
export interface EndpointTest {
  ok: boolean;
  /** From the request to the first text or thinking; null if none came. */
  firstTokenMs: number | null;
  totalMs: number;
  /** Over the time after the first token; null if too little came to measure. */
  tokensPerSecond: number | null;
  /** Counted by the endpoint, else by pieces received (`countedBy`). */
  outputTokens: number;
  countedBy: 'endpoint' | 'pieces';
  text: string;
  thinking: string;
  /** Rejected parameters and the like, and how the endpoint marks its thinking. */
  notices: { code: string; explanation: string }[];
  error: EndpointErrorInfo | null;
}

export interface TestEndpointDeps {
  clock: Clock;
  fetch?: Fetch;
  memory?: LearnedMemory;
  signal?: AbortSignal;
}

/** Enough to measure a pace, and small enough to cost nothing. */
const MAX_TOKENS = 64;
/** A model that thinks about counting to twenty has finished by then. */
const MAX_THINKING_TOKENS = 1024;

/** A person waits for the result: with a session's timeouts (minutes), the page would seem to hang. */
const MOST_PATIENCE = { firstTokenMs: 30_000, totalMs: 60_000 };

function impatient({ timeouts, ...endpoint }: Endpoint): Endpoint {
  return {
    ...endpoint,
    timeouts: {
      firstTokenMs: Math.min(timeouts.firstTokenMs, MOST_PATIENCE.firstTokenMs),
      stallMs: Math.min(timeouts.stallMs, MOST_PATIENCE.firstTokenMs),
      totalMs: Math.min(timeouts.totalMs, MOST_PATIENCE.totalMs),
    },
  };
}

function testInput(endpoint: Endpoint): CallOptions['input'] {
  const task = 'Count from 1 to 20, separated by commas, and say nothing else.';
  return endpoint.mode === 'native'
    ? { kind: 'completion', prompt: 'The numbers from 1 to 20, separated by commas: 1, 2, 3,' }
    : { kind: 'chat', messages: [{ role: 'user', content: task }] };
}

/** Times one request to its end; if it fails, `error` says why. */
async function measure(guarded: GuardedModel, endpoint: Endpoint, maxTokens: number, deps: TestEndpointDeps) {
  const { clock } = deps;
  const startedAt = clock.now();
  let firstAt: number | null = null;
  let lastAt = startedAt;
  let pieces = 0;
  let finish: Extract<CallPart, { type: 'finish' }> | null = null;
  let error: EndpointErrorInfo | null = null;
  const texts = { text: '', thinking: '' };
  const notices: EndpointTest['notices'] = [];
  try {
    const parts = guarded.call({
      input: testInput(endpoint),
      stop: [],
      maxTokens,
      temperature: 0.6,
      signal: deps.signal ?? new AbortController().signal,
    });
    for await (const part of parts) {
      switch (part.type) {
        case 'text':
        case 'thinking':
          lastAt = clock.now();
          firstAt ??= lastAt;
          pieces++;
          texts[part.type] += part.text;
          break;
        case 'notice':
          notices.push({ code: part.code, explanation: part.explanation });
          break;
        case 'finish':
          finish = part;
          break;
      }
    }
    if (texts.text === '' && texts.thinking === '') {
      throw new EndpointError('empty-reply', { url: displayUrl(endpoint.baseUrl), model: endpoint.model });
    }
  } catch (failure) {
    deps.signal?.throwIfAborted();
    error = toErrorInfo(failure);
  }
  return { startedAt, firstAt, lastAt, pieces, finish, error, ...texts, notices };
}

const OPENING = /<think(?:ing)?>/i;
const CLOSING = /<\/think(?:ing)?>/i;

/** What a reply shows about how the endpoint marks its thinking; null = nothing certain. */
function thinkingHabit({
  text,
  thinking,
}: {
  text: string;
  thinking: string;
}): 'opened' | 'tagged' | 'apart' | null {
  if (thinking.trim() !== '') return 'apart';
  const closing = text.search(CLOSING);
  const opening = text.search(OPENING);
  if (closing >= 0 && (opening < 0 || opening > closing)) return 'opened';
  return opening >= 0 ? 'tagged' : null;
}

/** The model counts at once, so it does not think aloud first. */
const isTheAnswer = (text: string): boolean => /\b1\b\D{1,6}\b2\b\D{1,6}\b3\b/.test(text);

const HABITS = {
  opened: THINKING_OPENED,
  tagged: {
    code: 'thinking-in-tags',
    explanation: 'It writes its thinking between <think> and </think>, which is read as thinking.',
  },
  apart: {
    code: 'thinking-apart',
    explanation: 'It sends its thinking apart from its text, which is read as thinking.',
  },
} as const;

/**
 * Sends one small request and measures it, for a minute at most. If the reply looks like thinking that was cut off, a
 * second, longer request finds out whether the chat template opens it. Stores what the reply shows about the thinking.
 * Never rejects because of an endpoint: `error` reports the failure, beside what had come by then.
 * @throws the signal's reason when it aborts
 */
export async function testEndpoint(endpoint: Endpoint, deps: TestEndpointDeps): Promise<EndpointTest> {
  const { clock } = deps;
  const patient = impatient(endpoint);
  const guarded = createGuardedModel(patient, deps);
  const first = await measure(guarded, endpoint, MAX_TOKENS, deps);
  const { startedAt, firstAt, lastAt, finish, error, text, thinking } = first;
  const notices = [...first.notices];

  if (endpoint.kind !== 'built-in' && endpoint.mode === 'prompted' && error === null) {
    let habit = thinkingHabit(first);
    const leftMs = patient.timeouts.totalMs - (clock.now() - startedAt);
    if (habit === null && finish?.reason === 'length' && !isTheAnswer(text) && leftMs > 0) {
      const timeouts = { ...patient.timeouts, totalMs: leftMs };
      const again = createGuardedModel({ ...patient, timeouts }, deps);
      habit = thinkingHabit(await measure(again, endpoint, MAX_THINKING_TOKENS, deps));
    }
    if (habit !== null) {
      guarded.learn({ thinkingOpenedByTemplate: habit === 'opened' });
      notices.push(HABITS[habit]);
    } else if (isTheAnswer(text) && guarded.learned().thinkingOpenedByTemplate) {
      guarded.learn({ thinkingOpenedByTemplate: false });
    }
  }

  const reported = finish?.usage?.outputTokens;
  const outputTokens = reported ?? first.pieces;
  const spanMs = firstAt === null ? 0 : lastAt - firstAt;
  return {
    ok: error === null,
    firstTokenMs: firstAt === null ? null : firstAt - startedAt,
    totalMs: clock.now() - startedAt,
    // The time to the first token is waiting; the other tokens share the rest.
    tokensPerSecond: spanMs > 0 && outputTokens > 1 ? ((outputTokens - 1) / spanMs) * 1000 : null,
    outputTokens,
    countedBy: reported === undefined ? 'pieces' : 'endpoint',
    text,
    thinking,
    notices,
    error,
  };
}
