import { inspect } from 'node:util';

/** Why a record could not be taken apart, for people. `expected`: the trace's fault, not a defect of ours. */
export interface JobFailure {
  readonly message: string;
  readonly remedy: string;
  /** Which of the texts that were given is at fault. */
  readonly field?: string;
  readonly expected: boolean;
}

/** A job that failed, on this side of the worker. */
export class CurationJobError extends Error {
  readonly type: 'unreadable' | 'internal' | 'too-slow' | 'worker-ended' | 'closed';
  readonly remedy: string;
  readonly field: string | undefined;

  constructor(type: CurationJobError['type'], message: string, remedy: string, field?: string) {
    super(message);
    this.field = field;
    this.name = 'CurationJobError';
    this.type = type;
    this.remedy = remedy;
  }
}

/** By its name: see errors.ts. */
export const isCurationJobError = (error: unknown): error is CurationJobError =>
  error instanceof Error && error.name === 'CurationJobError';

/** What a worker says of an error that it cannot pass on as it is. Errors with a remedy are made for people. */
export function jobFailure(error: unknown): JobFailure {
  if (!(error instanceof Error) || !('remedy' in error) || typeof error.remedy !== 'string')
    return { message: inspect(error), remedy: '', expected: false };
  const { message, remedy } = error;
  return {
    // Some messages end with the remedy, which is shown apart.
    message: message.endsWith(remedy) ? message.slice(0, -remedy.length).trim() : message,
    remedy,
    ...('file' in error && typeof error.file === 'string' && { field: error.file }),
    expected: true,
  };
}
