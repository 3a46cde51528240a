export type ServerErrorType =
  | 'session-not-found'
  | 'endpoint-not-found'
  /** Built-in or from the environment: defined outside the app. */
  | 'endpoint-read-only'
  | 'too-many-running'
  | 'shutting-down'
  | 'curation-record-not-found'
  | 'curation-batch-not-found'
  /** Not possible in its present state: it is at work, or has nothing yet. */
  | 'curation-state'
  /** Somebody else has saved it since. */
  | 'older-revision'
  /** We cannot process or play what was sent, or what it refers to. */
  | 'not-curatable'
  /** The annotation to withdraw is not in effect. */
  | 'annotation-state'
  | 'too-many-annotations'
  /** An invalid environment variable. */
  | 'bad-configuration';

export interface ServerErrorContext {
  id?: string;
  limit?: number;
  /** The request field or environment variable at fault. */
  field?: string;
  remedy?: string;
}

/**
 * Checks for our own error by its name: `instanceof` fails if instrumentation opened the server, since a production
 * build keeps its copy of this module apart from that of the routes (see get-server.ts).
 */
export const isServerError = (error: unknown): error is ServerError =>
  error instanceof Error && error.name === 'ServerError';

/** A refusal by the server's services; http/problem.ts determines the status. */
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
