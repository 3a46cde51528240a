export type TokenCounterErrorType = 'not-installed' | 'worker-failed' | 'closed';

/** Why nothing could be counted; the message says what to do. */
export class TokenCounterError extends Error {
  readonly type: TokenCounterErrorType;

  constructor(type: TokenCounterErrorType, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TokenCounterError';
    this.type = type;
  }
}
