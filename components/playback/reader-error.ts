export type ReaderErrorType = 'not-found' | 'unreadable';

/** Why reading stopped for good; never a lost connection, which the reader retries. */
export class ReaderError extends Error {
  readonly type: ReaderErrorType;

  constructor(type: ReaderErrorType, message: string) {
    super(message);
    this.name = 'ReaderError';
    this.type = type;
  }
}
