import { isStorageError, type StorageFault } from '#lib/storage/errors.ts';
import { faultOf, faultWords } from '#lib/storage/faults.ts';
import { type CurationJobError, isCurationJobError } from '../curation/errors.ts';
import { isServerError } from '../errors.ts';
import { isJobError, type JobError } from '../workers/job-error.ts';
import { HttpProblem } from './problem.ts';

/** Null for our own defect: its text may hold anything, so we report it and do not send it. */
export function problemOf(error: unknown): HttpProblem | null {
  if (isHttpProblem(error)) return error;
  if (isStorageError(error) && error.type === 'folder-in-use')
    return new HttpProblem(503, error.type, error.message);
  const fault = faultOf(error);
  if (fault !== null) return storageProblem(fault);
  if (isCurationJobError(error)) return curationProblem(error);
  if (isJobError(error)) return jobProblem(error);
  if (!isServerError(error)) return null;
  const { type, message } = error;
  switch (type) {
    case 'session-not-found':
    case 'endpoint-not-found':
    case 'curation-record-not-found':
    case 'curation-batch-not-found':
      return new HttpProblem(404, type, message);
    case 'endpoint-read-only':
    case 'curation-state':
    case 'annotation-state':
    case 'older-revision':
      return new HttpProblem(409, type, message, { remedy: error.context.remedy });
    case 'too-many-annotations':
      return new HttpProblem(413, type, message, { remedy: error.context.remedy });
    case 'not-curatable': {
      const { field, remedy } = error.context;
      const errors = field === undefined ? [] : [{ path: field, message }];
      return new HttpProblem(422, type, message, { errors, remedy });
    }
    case 'too-many-running':
      return new HttpProblem(429, type, message, { headers: { 'retry-after': '5' } });
    case 'shutting-down':
      return new HttpProblem(503, type, message, { headers: { 'retry-after': '2' } });
    case 'bad-configuration':
      return new HttpProblem(500, type, message);
  }
}

/** People fix the fault on the machine; a repeated request then works. */
function storageProblem(fault: StorageFault): HttpProblem {
  const { message, remedy } = faultWords[fault];
  return new HttpProblem(fault === 'no-space' ? 507 : 503, fault, message, {
    remedy,
    headers: { 'retry-after': '5' },
  });
}

/** A thread of curation that failed at its work; its message is written for people, and defects have been reported. */
const curationProblem = ({ type, message, remedy }: CurationJobError): HttpProblem =>
  type === 'unreadable' || type === 'too-slow'
    ? new HttpProblem(422, 'not-curatable', message, { remedy })
    : endedProblem(type, message, remedy);

/** A thread that did not finish; defects have been reported. */
const jobProblem = ({ type, message, remedy }: JobError): HttpProblem =>
  type === 'too-slow' || type === 'out-of-memory'
    ? new HttpProblem(422, 'too-much-work', message, { remedy })
    : endedProblem(type, message, remedy);

function endedProblem(
  type: 'closed' | 'worker-ended' | 'internal',
  message: string,
  remedy: string,
): HttpProblem {
  return type === 'closed'
    ? new HttpProblem(503, 'shutting-down', message, { headers: { 'retry-after': '2' } })
    : new HttpProblem(500, 'internal', message, { remedy });
}

/** Checks the error's name: a thread may have thrown it. */
const isHttpProblem = (error: unknown): error is HttpProblem =>
  error instanceof Error && error.name === 'HttpProblem';
