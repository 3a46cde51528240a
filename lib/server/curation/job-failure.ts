/** A job of curation that failed: the trace's fault (`unreadable`), or the thread's. */
export class CurationJobError extends Error {
  readonly type: 'unreadable' | 'internal' | 'too-slow' | 'worker-ended' | 'closed';
  readonly remedy: string;
  /** Which of the texts that were given is at fault. */
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

/** What a job refused: its errors with a remedy are made for people. Null for anything else. */
export function unreadableOf(error: unknown): CurationJobError | null {
  if (!(error instanceof Error) || !('remedy' in error) || typeof error.remedy !== 'string') return null;
  const { message, remedy } = error;
  // Some messages end with the remedy, which is shown apart.
  const said = message.endsWith(remedy) ? message.slice(0, -remedy.length).trim() : message;
  const field = 'file' in error && typeof error.file === 'string' ? error.file : undefined;
  return new CurationJobError('unreadable', said, remedy, field);
}
