import { isJobError, type JobErrorType } from '../workers/job-error.ts';
import type { WorkerPool } from '../workers/pool.ts';
import { CurationJobError, unreadableOf } from './errors.ts';
import type { CurationJob, CurationJobResults } from './job.ts';

/** The threads as curation uses them: runs its jobs, and explains a failure in words about traces. */
export interface CurationJobs {
  /**
   * `now`: somebody waits for it, so no batch delays it. Rejects with CurationJobError, or with the signal's reason.
   */
  run<J extends CurationJob>(
    job: J,
    options?: { now?: boolean; signal?: AbortSignal },
  ): Promise<CurationJobResults[J['type']]>;
}

export function createCurationJobs(workers: Pick<WorkerPool, 'run'>): CurationJobs {
  return {
    async run(job, { now = false, signal } = {}) {
      try {
        const result = await workers.run('curation', job, { lane: now ? 'now' : 'background', signal });
        return result as CurationJobResults[(typeof job)['type']];
      } catch (error) {
        if (isJobError(error)) throw ended[error.type]();
        throw unreadableOf(error) ?? error;
      }
    },
  };
}

const ended: Record<JobErrorType, () => CurationJobError> = {
  'too-slow': () =>
    new CurationJobError(
      'too-slow',
      'Taking this trace apart took more than a minute and was given up.',
      'Check that it is one trace of a usual length; shorten it, or leave it out.',
    ),
  'out-of-memory': () =>
    new CurationJobError(
      'too-slow',
      'Taking this trace apart needs more memory than it may have.',
      'Check that it is one trace of a usual length; shorten it, or leave it out.',
    ),
  'worker-ended': () =>
    new CurationJobError(
      'worker-ended',
      'The thread that took this trace apart ended.',
      'Try again. If it happens each time, the machine may lack memory; the server’s output says more.',
    ),
  internal: () =>
    new CurationJobError(
      'internal',
      'Sprintscope failed on this trace in a way it should not have; its output says more.',
      'Please report it, with the trace if you can.',
    ),
  closed: () => new CurationJobError('closed', 'Sprintscope is shutting down.', 'Try again when it runs.'),
};
