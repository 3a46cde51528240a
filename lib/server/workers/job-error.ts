import { inspect } from 'node:util';

export type JobErrorType =
  /** The job took longer than a job of its kind may. */
  | 'too-slow'
  /** It needed more memory than a thread may have. */
  | 'out-of-memory'
  /** The thread ended for another reason. */
  | 'worker-ended'
  /** A defect of ours; it was reported. */
  | 'internal'
  | 'closed';

const words: Record<JobErrorType, { message: string; remedy: string }> = {
  'too-slow': {
    message: 'This took longer than it may and was given up.',
    remedy: 'Give it in smaller parts.',
  },
  'out-of-memory': {
    message: 'This needs more memory than it may have.',
    remedy: 'Give it in smaller parts.',
  },
  'worker-ended': {
    message: 'The thread that did this work ended.',
    remedy: 'Try again. If it happens each time, the machine may lack memory; the server’s output says more.',
  },
  internal: {
    message: 'Sprintscope failed in a way it should not have; its output says more.',
    remedy: 'Please report it.',
  },
  closed: { message: 'Sprintscope is shutting down.', remedy: 'Try again when it runs.' },
};

/** A job that came to no end of its own; what a job itself refuses keeps its name (see `sentError`). */
export class JobError extends Error {
  readonly type: JobErrorType;
  readonly remedy: string;

  constructor(type: JobErrorType) {
    super(words[type].message);
    this.name = 'JobError';
    this.type = type;
    this.remedy = words[type].remedy;
  }
}

/** By its name: see errors.ts. */
export const isJobError = (error: unknown): error is JobError =>
  error instanceof Error && error.name === 'JobError';

/** An error as a message between threads. */
export type SentError =
  | { readonly name: string; readonly message: string; readonly fields: Record<string, unknown> }
  | { readonly defect: string };

/** Classes whose errors are made for people, or mean something to whoever asked for the job. */
const KNOWN = new Set([
  'HttpProblem',
  'ExportError',
  'TokenCounterError',
  'ServerError',
  'StorageError',
  'TrainingExportError',
]);

/** Of a defect only its stack is sent, for the output: it may hold anything. */
export function sentError(error: unknown): SentError {
  if (!(error instanceof Error) || !(KNOWN.has(error.name) || 'remedy' in error))
    return { defect: inspect(error) };
  const { name, message } = error;
  const fields = JSON.parse(JSON.stringify(error)) as Record<string, unknown>;
  return { name, message, fields };
}

/** The error again, told apart by its name as all of ours are. */
export const receivedError = (sent: SentError): Error =>
  'defect' in sent
    ? new Error(sent.defect)
    : Object.assign(new Error(sent.message), sent.fields, { name: sent.name });
