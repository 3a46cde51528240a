import { inspect } from 'node:util';

export type JobErrorType =
  /** The job took longer than its kind may. */
  | 'too-slow'
  /** The job needed more memory than a thread may have. */
  | 'out-of-memory'
  /** The thread ended for another reason. */
  | 'worker-ended'
  /** A defect of ours; it has been reported. */
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

/** A job that did not end by itself; a job's own refusals keep their name (see `sentError`). */
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

/** Checks the error's name: see errors.ts. */
export const isJobError = (error: unknown): error is JobError =>
  error instanceof Error && error.name === 'JobError';

/** An error as a message between threads. */
export type SentError =
  | { readonly name: string; readonly message: string; readonly fields: Record<string, unknown> }
  | { readonly defect: string };

/** Classes whose errors are written for people, or mean something to the caller of the job. */
const KNOWN = new Set([
  'HttpProblem',
  'ExportError',
  'TokenCounterError',
  'ServerError',
  'StorageError',
  'TrainingExportError',
]);

/** Of a defect we send only the stack, for the output: the error may hold anything. */
export function sentError(error: unknown): SentError {
  if (!(error instanceof Error) || !(KNOWN.has(error.name) || 'remedy' in error))
    return { defect: inspect(error) };
  const { name, message } = error;
  const fields = JSON.parse(JSON.stringify(error)) as Record<string, unknown>;
  return { name, message, fields };
}

/** Restores the error; callers identify it by its name, as all of our errors. */
export const receivedError = (sent: SentError): Error =>
  'defect' in sent
    ? new Error(sent.defect)
    : Object.assign(new Error(sent.message), sent.fields, { name: sent.name });
