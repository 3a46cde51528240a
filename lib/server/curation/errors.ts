import { ServerError } from '../errors.ts';

/** A failed job of curation: the trace's fault (`unreadable`), or the thread's. */
export class CurationJobError extends Error {
  readonly type: 'unreadable' | 'internal' | 'too-slow' | 'worker-ended' | 'closed';
  readonly remedy: string;
  /** Which of the given texts is at fault. */
  readonly field: string | undefined;

  constructor(type: CurationJobError['type'], message: string, remedy: string, field?: string) {
    super(message);
    this.field = field;
    this.name = 'CurationJobError';
    this.type = type;
    this.remedy = remedy;
  }
}

/** Checks the error's name: see errors.ts. */
export const isCurationJobError = (error: unknown): error is CurationJobError =>
  error instanceof Error && error.name === 'CurationJobError';

/** A job's refusal: its errors with a remedy are written for people. Null for anything else. */
export function unreadableOf(error: unknown): CurationJobError | null {
  if (!(error instanceof Error) || !('remedy' in error) || typeof error.remedy !== 'string') return null;
  const { message, remedy } = error;
  // Some messages end with the remedy, which the page shows separately.
  const said = message.endsWith(remedy) ? message.slice(0, -remedy.length).trim() : message;
  const field = 'file' in error && typeof error.file === 'string' ? error.file : undefined;
  return new CurationJobError('unreadable', said, remedy, field);
}

export const recordNotFound = () =>
  new ServerError('curation-record-not-found', 'There is no such record. It may have been deleted.');

export const batchNotFound = () =>
  new ServerError('curation-batch-not-found', 'There is no such batch. It may have been deleted.');

export const atWork = () =>
  new ServerError('curation-state', 'This record is being taken apart.', {
    remedy: 'Wait until it is done, then try again.',
  });
