import { isStorageError, StorageError, type StorageFault } from './errors.ts';

export interface FaultWords {
  message: string;
  remedy: string;
}

/** The words for people: on the page, in problem details, as the error of a session that ended because of the fault. */
export const faultWords: Readonly<Record<StorageFault, FaultWords>> = {
  'no-space': {
    message: 'The disk with Sprintscope’s data folder is full.',
    remedy:
      'Free some space on it, or delete sessions here. Sprintscope goes on by itself, without a restart.',
  },
  'io-error': {
    message: 'The disk does not read or write Sprintscope’s data.',
    remedy:
      'Check the disk, its connection and any quota on it. Sprintscope tries again by itself; back up the data folder.',
  },
  locked: {
    message: 'Another program holds Sprintscope’s database.',
    remedy:
      'End the program that has sprintscope.db open (a database browser, a backup). Sprintscope tries again by itself.',
  },
  'read-only': {
    message: 'Sprintscope’s data can be read, but not written.',
    remedy:
      'Make the data folder and its files writable for this user, and the disk that holds it. Sprintscope goes on by itself.',
  },
  damaged: {
    message: 'Sprintscope’s database is damaged.',
    remedy: 'Stop Sprintscope, keep a copy of the data folder, then run: npm run -s sprintscope -- repair',
  },
  away: {
    message: 'Sprintscope’s database is gone from its place.',
    remedy:
      'Put the file back where it was, or connect its disk again. Restart Sprintscope where that is another file than before.',
  },
};

const isFault = (type: string): type is StorageFault => Object.hasOwn(faultWords, type);

/** The fault that an error names; null for an error that is no fault of the database, such as a gap in a log. */
export const faultOf = (error: unknown): StorageFault | null =>
  isStorageError(error) && isFault(error.type) ? error.type : null;

export function faultError(fault: StorageFault, cause?: unknown): StorageError {
  const { message, remedy } = faultWords[fault];
  return new StorageError(fault, message, { remedy }, cause);
}

const SYSTEM_FAULTS: Readonly<Record<string, StorageFault>> = {
  ENOSPC: 'no-space',
  EDQUOT: 'no-space',
  EIO: 'io-error',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  ENOENT: 'away',
  ENODEV: 'away',
  ENXIO: 'away',
  ESTALE: 'away',
};

/** The fault that an error of node:fs means for files of the data folder; null for others. */
export function faultOfFile(error: unknown): StorageFault | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return Object.hasOwn(SYSTEM_FAULTS, error.code) ? (SYSTEM_FAULTS[error.code] ?? null) : null;
}
