import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { LoggedCode } from '#lib/protocol/diagnostics.ts';
import type { Learned, LearnedNote } from './call/learned.ts';
import type { ExtraBody } from './endpoints/extra-body.ts';
import type { HeaderValues } from './endpoints/headers.ts';
import type { ReasoningEffort } from './endpoints/reasoning-effort.ts';

/** Which API the endpoint is spoken to with: native sessions use text completions, prompted ones chat. */
export type EndpointKind = 'built-in' | 'openai-compatible';

export interface EndpointTimeouts {
  /** From the request to the first output, ms; waiting for headers included. */
  firstTokenMs: number;
  /** Between two outputs, ms. */
  stallMs: number;
  /** The whole call, ms. */
  totalMs: number;
}

/** What a million tokens cost, in whatever currency the user counts in. */
export interface TokenPrice {
  inputPerMillion: number;
  outputPerMillion: number;
}

/** Texts that replace ours for every session on an endpoint; what is missing stays ours. */
export interface SavedInstructions {
  /** Chat: what both roles read first. */
  shared?: string;
  planner?: string;
  executor?: string;
  sequential?: string;
}

/** An endpoint as stored on the server. `apiKey` and the values of `headers` never leave it. */
export interface Endpoint {
  id: string;
  name: string;
  kind: EndpointKind;
  /** Up to and without `/chat/completions`, usually ending in `/v1`. */
  baseUrl: string;
  apiKey: string | null;
  model: string;
  mode: 'native' | 'prompted';
  /** Tokens of prompt and reply together; null = unknown. */
  contextWindow: number | null;
  timeouts: EndpointTimeouts;
  /** `opened`: replies begin inside thinking (the chat template wrote the tag); `none`: never; `auto`: as was learned. */
  thinkingTag: 'auto' | 'opened' | 'none';
  /** Only the built-in: tokens a second per stream. */
  tokensPerSecond: number | null;
  /** Where the definition comes from; `environment` and `built-in` cannot be edited in the app. */
  source: 'built-in' | 'environment' | 'settings';
  /** Id of a preset: the kind of server, where its address does not tell. */
  preset?: string;
  /** Fields for the bodies of requests, beside and over ours. */
  extraBody?: ExtraBody;
  headers?: HeaderValues;
  price?: TokenPrice;
  /** Default: `default`, nothing is sent. */
  reasoningEffort?: ReasoningEffort;
  instructions?: SavedInstructions;
}

/** An endpoint as the browser sees it: of headers only the names. */
export type PublicEndpoint = Omit<Endpoint, 'apiKey' | 'headers'> & {
  hasKey: boolean;
  headerNames?: readonly string[];
  /** What it taught; in lists only. */
  learned?: readonly LearnedNote[];
};

/** What a call says beside its reply; it becomes a remark in the log. */
export interface Notice {
  code: LoggedCode;
  explanation: string;
}

/** One thing a call tells while it runs, reduced from the AI SDK's stream parts to what the orchestrator needs. */
export type CallPart =
  | { type: 'text'; text: string }
  | { type: 'thinking'; text: string }
  /** A parameter the endpoint rejects was dropped or renamed, the server cut the prompt, …: becomes a diagnostic. */
  | ({
      type: 'notice';
      /** What it is about; `reply`: only this one, told with each. Default: the endpoint, told once. */
      about?: 'reply';
    } & Notice)
  | {
      type: 'finish';
      reason: 'stop' | 'length' | 'content-filter' | 'other';
      /** The connection ended in order, but nothing said that the reply was whole. */
      possiblyCut?: true;
      usage: {
        inputTokens?: number;
        outputTokens?: number;
        reasoningTokens?: number;
        cachedInputTokens?: number;
      } | null;
    };

export interface CallOptions {
  /** Completion: the exact prompt. Chat: the messages. */
  input:
    | { kind: 'completion'; prompt: string }
    | { kind: 'chat'; messages: readonly { role: 'system' | 'user' | 'assistant'; content: string }[] };
  stop: readonly string[];
  maxTokens: number;
  temperature: number;
  signal: AbortSignal;
  /**
   * Fires when the caller wants no more text. The call then gives nothing but its `finish`, in any case: after a moment
   * in which a server that is at its end reports its usage, or without usage. Never more than about a quarter second.
   */
  enough?: AbortSignal;
  /** The prompt's length by our tokenizer or estimate: lets a call notice that the server cut the prompt. */
  estimatedInputTokens?: number;
}

/** A language model behind the one wrapper for timeouts, rejected parameters and typed errors. */
export interface GuardedModel {
  readonly model: LanguageModelV4;
  /** Streams one call, one attempt. Throws EndpointError (never retries by itself: the orchestrator does, and logs it); rethrows the signal's reason on abort. Leaving the loop cancels upstream. */
  call(options: CallOptions): AsyncGenerator<CallPart, void, void>;
  /** What is known of the API of the endpoint's mode; the endpoint's `thinkingTag` is taken into account. */
  learned(): Learned;
  /** Keeps what a reader of replies found out, for this and later sessions. */
  learn(lesson: Partial<Learned>): void;
}

/**
 * Generous on purpose: a local server that works requests off one by one keeps the eighth executor waiting for seven
 * others, hosted reasoning models think for minutes without a word, and 36,000 sequential tokens at 15 a second take
 * 40 minutes.
 */
export const defaultTimeouts: EndpointTimeouts = {
  firstTokenMs: 300_000,
  stallMs: 120_000,
  totalMs: 3_600_000,
};

/** The endpoint that is always there: rule-based, in-process, no key, no network. */
export function builtinEndpoint(tokensPerSecond = 60): Endpoint {
  return {
    id: 'built-in',
    name: 'Built-in reasoner',
    kind: 'built-in',
    baseUrl: '',
    apiKey: null,
    model: 'countdown-reasoner',
    mode: 'native',
    contextWindow: null,
    timeouts: defaultTimeouts,
    thinkingTag: 'auto',
    tokensPerSecond,
    source: 'built-in',
  };
}
