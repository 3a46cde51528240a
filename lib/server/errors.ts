export type ServerErrorType =
  | 'session-not-found'
  | 'endpoint-not-found'
  /** Built-in or from the environment: defined outside the app. */
  | 'endpoint-read-only'
  | 'too-many-running'
  | 'shutting-down'
  | 'curation-record-not-found'
  | 'curation-batch-not-found'
  /** Not in its present state: it is at work, or has nothing yet. */
  | 'curation-state'
  /** Somebody else saved it since. */
  | 'older-revision'
  /** What was sent, or what it refers to, cannot be taken apart or played. */
  | 'not-curatable'
  /** To be withdrawn, but it does not stand. */
  | 'annotation-state'
  | 'too-many-annotations'
  /** An invalid environment variable. */
  | 'bad-configuration';

export interface ServerErrorContext {
  id?: string;
  limit?: number;
  /** The request field or environment variable that names it. */
  field?: string;
  remedy?: string;
}

/**
 * Whether it is one of ours, by its name: `instanceof` fails where the server was opened by instrumentation, whose copy
 * of this module a production build keeps apart from that of the routes (see get-server.ts).
 */
export const isServerError = (error: unknown): error is ServerError =>
  error instanceof Error && error.name === 'ServerError';

/** What the server's services refuse; http/problem.ts says with which status. */
export class ServerError extends Error {
  readonly type: ServerErrorType;
  readonly context: ServerErrorContext;

  constructor(type: ServerErrorType, message: string, context: ServerErrorContext = {}) {
    super(message);
    this.name = 'ServerError';
    this.type = type;
    this.context = context;
  }
}
