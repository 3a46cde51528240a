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
  | 'dropped'
  | 'first-token-timeout'
  | 'stalled'
  | 'total-timeout'
  | 'content-filter'
  | 'empty-reply';

export interface EndpointErrorContext {
  /** Without credentials and query. */
  url: string;
  status?: number;
  /** As the server asked by `retry-after`. */
  retryAfterMs?: number;
  /** How long we waited, for the timeouts. */
  afterMs?: number;
  /** First characters of what the server said, keys redacted. */
  detail?: string;
  model?: string;
}
