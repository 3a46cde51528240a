import type { JobKind } from './job-types.ts';

/**
 * How many jobs of a lane run at once. A lane never waits for another: neither a batch of 100,000 records nor an upload
 * that takes minutes delays what a person asked for.
 */
export const lanes = {
  /** A person waits, and each job is short. */
  now: 2,
  /** Whole uploads, which stay in memory. */
  upload: 2,
  /** Nobody waits. Two, since each has a tokenizer and the machine may have two cores. */
  background: 2,
  /** Files of batches during their import: a job lasts that long, and mostly waits for the store. */
  reading: 2,
} as const;

export type Lane = keyof typeof lanes;

export interface JobLimits {
  /** Used unless the caller names another lane. */
  readonly lane: Lane;
  /** We give up a job that neither ends nor sends anything for this long, ms. */
  readonly deadlineMs: number;
  /** The job needs a tokenizer: 200 MB in its thread. */
  readonly countsTokens: boolean;
}

const short: JobLimits = { lane: 'now', deadlineMs: 60_000, countsTokens: false };

export const jobLimits: Record<JobKind, JobLimits> = {
  // The slowest real trace takes a second.
  curation: { lane: 'background', deadlineMs: 60_000, countsTokens: true },
  'export-session': short,
  'export-entry': short,
  'export-log': short,
  'renew-session': short,
  'training-sample': short,
  'import-trace': { ...short, countsTokens: true },
  'import-upload': { lane: 'upload', deadlineMs: 120_000, countsTokens: true },
  // If the engine takes a minute, that is no usable answer; the first job of a thread loads the engine.
  judge: { lane: 'background', deadlineMs: 3_000, countsTokens: false },
  'read-data-set': { lane: 'reading', deadlineMs: 120_000, countsTokens: false },
  'inspect-data-set': { lane: 'upload', deadlineMs: 120_000, countsTokens: false },
};
