import type { JobKind } from './job-types.ts';

/**
 * How many jobs of a lane run at once. A lane never waits for another: what somebody asked for is not held up by a batch
 * of 100,000 records, nor by an upload that takes minutes.
 */
export const lanes = {
  /** A person waits, and each job is short. */
  now: 2,
  /** Whole uploads, which are held in memory. */
  upload: 2,
  /** Nobody waits. Two, since each has a tokenizer and the machine may have two cores. */
  background: 2,
  /** Files of batches while they are taken over: for as long as that takes, and mostly waiting for the store. */
  reading: 2,
} as const;

export type Lane = keyof typeof lanes;

export interface JobLimits {
  /** Unless the caller says another. */
  readonly lane: Lane;
  /** A job is given up that neither ends nor tells anything for this long, ms. */
  readonly deadlineMs: number;
  /** Needs a tokenizer: 200 MB in its thread. */
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
  // A minute's work of the engine is no answer; the first job of a thread loads it.
  judge: { lane: 'background', deadlineMs: 3_000, countsTokens: false },
  'read-data-set': { lane: 'reading', deadlineMs: 120_000, countsTokens: false },
  'inspect-data-set': { lane: 'upload', deadlineMs: 120_000, countsTokens: false },
};
