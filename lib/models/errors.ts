import {
  describeError,
  type EndpointErrorContext,
  type EndpointErrorType,
  remedyFor,
} from './error-kinds.ts';

/** Structurally the log's `ErrorInfo` (lib/trace), which this folder may not import. */
export interface EndpointErrorInfo {
  type: string;
  /** What happened, with URL and status; the remedy is separate. */
  message: string;
  remedy?: string;
  status?: number;
  url?: string;
  contextWindow?: number;
  promptTokens?: number;
}

/** Every way in which a model call can fail. `message` = summary and remedy; holds no key (see redact-secrets.ts). */
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

/** An error as the log stores it. Any error that is not an EndpointError is our own fault: type `internal`. */
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

// Servers write anything; the log accepts whole numbers from 1.
const isCount = (value: number | undefined): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 1;
