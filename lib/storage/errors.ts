export type StorageErrorType =
  /** Another process runs sessions on this folder. */
  | 'folder-in-use'
  /** The folder cannot be created or written. */
  | 'folder-not-writable'
  /** The database was written by a newer version of Sprintscope. */
  | 'newer-schema'
  | 'migration-failed'
  /** Events do not continue the stored log. */
  | 'log-gap';

export interface StorageErrorContext {
  folder?: string;
  pid?: number;
  startedAt?: string;
  sessionId?: string;
}

/** What storage throws by itself; anything else that comes out of it is the database's own error. */
export class StorageError extends Error {
  readonly type: StorageErrorType;
  readonly context: StorageErrorContext;

  constructor(type: StorageErrorType, message: string, context: StorageErrorContext = {}, cause?: unknown) {
    super(message, { cause });
    this.name = 'StorageError';
    this.type = type;
    this.context = context;
  }
}

/** By its name, since a production build holds this module more than once and `instanceof` then fails. */
export const isStorageError = (error: unknown): error is StorageError =>
  error instanceof Error && error.name === 'StorageError';
