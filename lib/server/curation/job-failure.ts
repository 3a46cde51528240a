/** Why a record could not be taken apart, for people. `expected`: the trace's fault, not a defect of ours. */
export interface JobFailure {
  readonly message: string;
  readonly remedy: string;
  readonly expected: boolean;
}

/** A job that failed, on this side of the worker. */
export class CurationJobError extends Error {
  readonly type: 'unreadable' | 'internal' | 'too-slow' | 'worker-ended' | 'closed';
  readonly remedy: string;

  constructor(type: CurationJobError['type'], message: string, remedy: string) {
    super(message);
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
  if (error instanceof Error && 'remedy' in error && typeof error.remedy === 'string') {
    const message = 'summary' in error && typeof error.summary === 'string' ? error.summary : error.message;
    return { message, remedy: error.remedy, expected: true };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { message, remedy: '', expected: false };
}
