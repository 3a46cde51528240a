/** The ways in which an open database fails; each has its remedy (faults.ts). */
export type StorageFault =
  /** The disk, or the quota on it, is full. */
  | 'no-space'
  | 'io-error'
  /** Another program locked it for longer than we wait. */
  | 'locked'
  | 'read-only'
  /** The file does not contain a database, or not a whole one. */
  | 'damaged'
  /** The file was removed or replaced, or the connection is gone. */
  | 'away';

export type StorageErrorType =
  | StorageFault
  /** Another process runs sessions on this folder. */
  | 'folder-in-use'
  /** The folder cannot be created or written. */
  | 'folder-not-writable'
  /** A newer version of Sprintscope wrote the database. */
  | 'newer-schema'
  | 'migration-failed'
  /** An empty file in place of the data: the data was lost, or somebody created the file. */
  | 'empty-database'
  /** Another program's database. */
  | 'foreign-database'
  /** Events do not continue the stored log. */
  | 'log-gap';

export interface StorageErrorContext {
  folder?: string;
  pid?: number;
  startedAt?: string;
  sessionId?: string;
  /** What a person can do, if the message does not say so. */
  remedy?: string;
}

/** The error that storage throws; any other error from it is a defect (a wrong statement, a broken constraint). */
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

/** Checks the error's name: a production build holds this module more than once, and `instanceof` then fails. */
export const isStorageError = (error: unknown): error is StorageError =>
  error instanceof Error && error.name === 'StorageError';
