import * as z from 'zod/mini';
import { curationUsageSchema, failureSchema } from './curation-record.ts';
import { allSettings } from './curation-settings.ts';
import { importProblemSchema } from './imports.ts';
import { passedOn } from './passed-on.ts';

export const batchStatusSchema = z.enum(['importing', 'running', 'paused', 'done', 'failed']);
export type BatchStatus = z.infer<typeof batchStatusSchema>;

/**
 * Who takes the traces apart, in its stored form: without a key; the server looks the endpoint up again at each start.
 */
export const batchProposerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rules') }),
  z.object({
    kind: z.literal('model'),
    endpointId: z.string(),
    /** The names shown, as they were when a person chose them. */
    endpoint: z.string(),
    model: z.string(),
  }),
]);
export type BatchProposer = z.infer<typeof batchProposerSchema>;

export const curationBatchSchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  status: batchStatusSchema,
  /** False while rows are still read from the file. */
  importDone: z.boolean(),
  file: z.object({ name: z.string(), bytes: z.number(), sha256: z.string() }),
  settings: passedOn(allSettings),
  proposer: batchProposerSchema,
  concurrency: z.number(),
  /** `steps`, `dag`, `packed`: how many records have reached at least this stage so far. */
  counts: z.object({
    imported: z.number(),
    steps: z.number(),
    dag: z.number(),
    packed: z.number(),
    kept: z.number(),
    rejected: z.number(),
    failed: z.number(),
    waiting: z.number(),
    running: z.number(),
  }),
  /** Why records were rejected (a record may have several), most frequent first. */
  reasons: z.array(z.object({ code: z.string(), count: z.number() })),
  /** Calls to the model so far, failed ones included. */
  usage: curationUsageSchema,
  /** Rows of the file that could not be read: at most 50, `problemCount` says how many there are. */
  problems: z.array(passedOn(importProblemSchema)),
  problemCount: z.number(),
  /** Why it failed, or why the server paused it. */
  error: failureSchema,
  /**
   * `agree`: the filter kept an accepted record or rejected a rejected one; `disagree` the opposite; fixes count as
   * neither.
   */
  review: z.object({
    sampled: z.number(),
    reviewed: z.number(),
    accept: z.number(),
    reject: z.number(),
    fix: z.number(),
    agree: z.number(),
    disagree: z.number(),
  }),
  /** The settings of the sample; null before a person drew one. */
  sample: z.nullable(z.object({ count: z.number(), seed: z.number() })),
  /** Names of unreadable members in its stored row. */
  damaged: z.optional(z.readonly(z.array(z.string()))),
});
export type CurationBatch = z.infer<typeof curationBatchSchema>;

export const curationBatchesSchema = z.object({ batches: z.array(curationBatchSchema) });

const countsSchema = z.array(z.object({ value: z.number(), count: z.number() }));
/** Includes `from`, excludes `to`. */
const binsSchema = z.array(z.object({ from: z.number(), to: z.number(), count: z.number() }));

/** For charts: ascending, without gaps in between. */
export const distributionsSchema = z.object({
  records: z.number(),
  /** Records by number of stages. */
  stages: countsSchema,
  /** Stages of all records by number of prompts. */
  promptsPerStage: countsSchema,
  /** Records by tokens of the whole written sample. */
  tokens: binsSchema,
  ratio: binsSchema,
});
export type CurationDistributions = z.infer<typeof distributionsSchema>;
