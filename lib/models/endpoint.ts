import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { LoggedCode } from '#lib/protocol/diagnostics.ts';
import type { Learned, LearnedNote } from './call/learned.ts';
import type { ExtraBody } from './endpoints/extra-body.ts';
import type { HeaderValues } from './endpoints/headers.ts';
import type { ReasoningEffort } from './endpoints/reasoning-effort.ts';

/** Which API we call the endpoint with: native sessions use text completions, prompted ones chat. */
export type EndpointKind = 'built-in' | 'openai-compatible';

export interface EndpointTimeouts {
  /** From the request to the first output, ms; includes the wait for headers. */
  firstTokenMs: number;
  /** Between two outputs, ms. */
  stallMs: number;
  /** The whole call, ms. */
  totalMs: number;
}

/** The price of a million tokens, in any currency the user counts in. */
export interface TokenPrice {
  inputPerMillion: number;
  outputPerMillion: number;
}

/** Texts that replace ours for every session on an endpoint; ours apply where one is missing. */
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
  /** The address up to `/chat/completions`, which it leaves out; usually ends in `/v1`. */
  baseUrl: string;
  apiKey: string | null;
  model: string;
  mode: 'native' | 'prompted';
  /** Tokens of prompt and reply together; null = unknown. */
  contextWindow: number | null;
  timeouts: EndpointTimeouts;
  /**
   * `opened`: replies begin inside thinking (the chat template wrote the tag); `none`: never; `auto`: as we have
   * learned.
   */
  thinkingTag: 'auto' | 'opened' | 'none';
  /** Only the built-in: tokens a second per stream. */
  tokensPerSecond: number | null;
  /** Where the definition comes from; `environment` and `built-in` cannot be edited in the app. */
  source: 'built-in' | 'environment' | 'settings';
  /** Id of a preset: the kind of server, if its address does not show it. */
  preset?: string;
  /** Fields that we add to the bodies of requests; they override ours. */
  extraBody?: ExtraBody;
  headers?: HeaderValues;
  price?: TokenPrice;
  /** Default: `default`, which sends nothing. */
  reasoningEffort?: ReasoningEffort;
  instructions?: SavedInstructions;
}

/** An endpoint as the browser sees it: only the names of its headers. */
export type PublicEndpoint = Omit<Endpoint, 'apiKey' | 'headers'> & {
  hasKey: boolean;
  headerNames?: readonly string[];
  /** What the endpoint taught us; only in lists. */
  learned?: readonly LearnedNote[];
};

/** What a call says beside its reply; it becomes a remark in the log. */
export interface Notice {
  code: LoggedCode;
  explanation: string;
}

/**
 * One thing that a call reports while it runs, reduced from the AI SDK's stream parts to what the orchestrator needs.
 */
export type CallPart =
  | { type: 'text'; text: string }
  | { type: 'thinking'; text: string }
  /**
   * We dropped or renamed a parameter that the endpoint rejects, the server cut the prompt, …: becomes a diagnostic.
   */
  | ({
      type: 'notice';
      /**
       * What the notice is about; `reply`: only this reply, reported for each one. Default: the endpoint, reported
       * once.
       */
      about?: 'reply';
    } & Notice)
  | {
      type: 'finish';
      reason: 'stop' | 'length' | 'content-filter' | 'other';
      /** The connection ended in order, but nothing said that the reply was complete. */
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
   * Fires when the caller wants no more text. The call then yields only its `finish`, in any case: after a moment in
   * which a server that has ended can report its usage, or else without usage. It never takes more than about a quarter
   * second.
   */
  enough?: AbortSignal;
  /** The prompt's length by our tokenizer or estimate: with it, a call notices that the server cut the prompt. */
  estimatedInputTokens?: number;
}

/** A language model behind the one wrapper that handles timeouts, rejected parameters and typed errors. */
export interface GuardedModel {
  readonly model: LanguageModelV4;
  /**
   * Streams one call, one attempt. Throws EndpointError (it never retries by itself: the orchestrator does, and logs
   * it); rethrows the signal's reason on abort. Leaving the loop cancels the upstream request.
   */
  call(options: CallOptions): AsyncGenerator<CallPart, void, void>;
  /** What we know of the API of the endpoint's mode, taking the endpoint's `thinkingTag` into account. */
  learned(): Learned;
  /** Stores what a reader of replies found out, for this and later sessions. */
  learn(lesson: Partial<Learned>): void;
}

/**
 * Generous on purpose: on a local server that handles requests one by one, the eighth executor waits for seven others;
 * hosted reasoning models think for minutes without output; and 36,000 sequential tokens at 15 a second take 40
 * minutes.
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
