export type ReaderErrorType = 'not-found' | 'unreadable';

/** Why reading stopped for good; a lost connection is never one: that is tried again. */
export class ReaderError extends Error {
  readonly type: ReaderErrorType;

  constructor(type: ReaderErrorType, message: string) {
    super(message);
    this.name = 'ReaderError';
    this.type = type;
  }
}
