/** The ways in which a database that was open fails; each has its remedy (faults.ts). */
export type StorageFault =
  /** The disk, or the quota on it, is full. */
  | 'no-space'
  | 'io-error'
  /** Another program held it for longer than we wait. */
  | 'locked'
  | 'read-only'
  /** What is in the file is not a database, or not a whole one. */
  | 'damaged'
  /** The file was removed or replaced, or the connection is gone. */
  | 'away';

export type StorageErrorType =
  | StorageFault
  /** Another process runs sessions on this folder. */
  | 'folder-in-use'
  /** The folder cannot be created or written. */
  | 'folder-not-writable'
  /** The database was written by a newer version of Sprintscope. */
  | 'newer-schema'
  | 'migration-failed'
  /** A file of no bytes where data should be: it was lost, or somebody made it. */
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
  /** What a person can do, where the message does not say so. */
  remedy?: string;
}

/** What storage throws; anything else that comes out of it is a defect (a wrong statement, a broken constraint). */
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
