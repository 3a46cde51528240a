import { describeError, remedyFor } from './error-texts.ts';
import type { Rejection } from './rejected-parameter.ts';
import type { Excess } from './reply-bounds.ts';

export type EndpointErrorType =
  | 'unreachable'
  | 'unauthorized'
  | 'not-found'
  | 'rate-limited'
  | 'server-error'
  | 'bad-request'
  | 'context-too-long'
  | 'not-json'
  | 'bad-stream'
  | 'reply-too-large'
  | 'dropped'
  | 'first-token-timeout'
  | 'stalled'
  | 'total-timeout'
  | 'content-filter'
  | 'empty-reply';

/** What tells two errors of one type apart where the remedy differs. */
export type EndpointErrorReason =
  /** `unreachable`: nothing listens there. */
  | 'refused'
  /** `unreachable`: the name has no address. */
  | 'dns'
  /** `unreachable`: a certificate is refused. */
  | 'certificate'
  /** `unreachable`: https was spoken to a server that speaks http, or the reverse. */
  | 'scheme'
  /** `unreachable`: a link-local or metadata address that is not listed. */
  | 'link-local'
  /** `unreachable`: a port that fetch never calls, since it belongs to another protocol. */
  | 'port'
  /** `unauthorized`: no key was sent. */
  | 'no-key'
  /** `unauthorized`: the key holds characters that no HTTP header can carry. */
  | 'malformed-key'
  /** `not-found`: the server does not know the model. */
  | 'model'
  /** `not-found`: the server does not know the path. */
  | 'path'
  /** `not-found`: the model is served by the other API (chat or text completions) only. */
  | 'api'
  /** `not-found`: the server points elsewhere; redirects are not followed, a key would go with them. */
  | 'redirect'
  /** `rate-limited`: no credit is left, or the day's or month's quota is used up; waiting does not help. */
  | 'quota'
  /** `server-error`: the model is still being loaded. */
  | 'loading'
  /** `bad-request`: the chat template takes no system role, or wants user and assistant in turn. */
  | 'roles'
  /** `empty-reply`: every token went into thinking. */
  | 'all-thinking'
  /** `reply-too-large`: what there was too much of. */
  | Excess;

export interface EndpointErrorContext {
  /** Without credentials and query. */
  url: string;
  status?: number;
  /** As the server asked, in words or by headers. */
  retryAfterMs?: number;
  /** How long we waited, for the timeouts. */
  afterMs?: number;
  /** First characters of what the server said, keys redacted; only what a model server says of an error. */
  detail?: string;
  /** In place of `detail`, where the body is of something else: it is not repeated. */
  body?: { type: string | null; bytes: number; isWhole: boolean };
  model?: string;
  reason?: EndpointErrorReason;
  /** `bad-request`: the field of our request that the server refuses. */
  rejection?: Rejection;
  /** `context-too-long`: the model's window in tokens, where the server names it. */
  contextWindow?: number;
  /** `context-too-long`: tokens of our prompt as the server counts them, where it says so. */
  promptTokens?: number;
}

/** Structurally the log's `ErrorInfo` (lib/trace), which this folder may not import. */
export interface EndpointErrorInfo {
  type: string;
  /** What happened, with URL and status; the remedy stands apart. */
  message: string;
  remedy?: string;
  status?: number;
  url?: string;
  contextWindow?: number;
  promptTokens?: number;
}

/** Everything that a model call can die of. `message` = summary and remedy; holds no key (see redact.ts). */
export class EndpointError extends Error {
  override readonly name = 'EndpointError';
  readonly type: EndpointErrorType;
  readonly context: Readonly<EndpointErrorContext>;
  /** What happened, naming URL and status. */
  readonly summary: string;
  /** What a person can do about it. */
  readonly remedy: string;

  constructor(type: EndpointErrorType, context: EndpointErrorContext) {
    const summary = describeError(type, context);
    const remedy = remedyFor(type, context);
    super(`${summary} ${remedy}`);
    this.type = type;
    this.context = context;
    this.summary = summary;
    this.remedy = remedy;
  }
}

/** An error as the log keeps it. What is no EndpointError is a fault of ours: type `internal`. */
export function toErrorInfo(error: unknown): EndpointErrorInfo {
  if (error instanceof EndpointError) {
    const { status, url, contextWindow, promptTokens } = error.context;
    return {
      type: error.type,
      message: error.summary,
      remedy: error.remedy,
      ...(status !== undefined && { status }),
      url,
      ...(isCount(contextWindow) && { contextWindow }),
      ...(isCount(promptTokens) && { promptTokens }),
    };
  }
  return { type: 'internal', message: error instanceof Error ? error.message : String(error) };
}

// Servers write what they like; the log takes whole numbers from 1.
const isCount = (value: number | undefined): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 1;
