import * as z from 'zod/mini';
import type { DataSetInspection } from '#lib/curation/data-set.ts';
import type { CurationRecord, CurationSummary } from '#lib/curation/record.ts';
import type { CurationSettings } from '#lib/curation/settings.ts';
import type { ImportProblem } from '#lib/formats/source-trace.ts';

/** The curation workbench as the API answers it; unknown members are let through. */

/** What the server keeps as it is and this page was built with: only that it is an object is looked at. */
const whole = <T>() => z.custom<T>((value) => typeof value === 'object' && value !== null);

export const curationStatusSchema = z.enum(['waiting', 'running', 'kept', 'rejected', 'failed']);
export const curationStageSchema = z.enum(['imported', 'steps', 'dag', 'packed']);
export const verdictSchema = z.enum(['accept', 'reject', 'fix']);
export type Verdict = z.infer<typeof verdictSchema>;

const errorSchema = z.nullable(z.object({ message: z.string(), remedy: z.string() }));

export const curationRowSchema = z.looseObject({
  id: z.string(),
  /** Place in its batch, from 0; 0 for a single record. */
  index: z.number(),
  sourceName: z.string(),
  /** At most its first 300 characters. */
  question: z.nullable(z.string()),
  status: curationStatusSchema,
  stage: curationStageSchema,
  /** Null until it was taken apart. */
  summary: z.nullable(whole<CurationSummary>()),
  review: z.nullable(verdictSchema),
  sampled: z.boolean(),
  /** A person's corrections are folded in. */
  edited: z.boolean(),
  attempts: z.number(),
  error: errorSchema,
  /** UTC, ISO 8601. */
  createdAt: z.string(),
  /** Names of what is unreadable in its stored row. */
  damaged: z.optional(z.array(z.string())),
});
export type CurationRow = z.infer<typeof curationRowSchema>;

export const curationPageSchema = z.object({
  rows: z.array(curationRowSchema),
  nextCursor: z.nullable(z.string()),
  /** Of all that match, not of this page. */
  total: z.number(),
});
export type CurationPage = z.infer<typeof curationPageSchema>;

export const curationRecordSchema = whole<CurationRecord>();

/** Answer to a saved draft. `revision` goes with the next save. */
export const savedDraftSchema = z.looseObject({
  revision: z.number(),
  status: curationStatusSchema,
  summary: whole<CurationSummary>(),
});
export type SavedDraft = z.infer<typeof savedDraftSchema>;

/** Session ids, for `/compare?a=source&b=result`. */
export const keptSchema = z.looseObject({ source: z.string(), rounds: z.string() });
export type Kept = z.infer<typeof keptSchema>;

/** What the beginning of a data set looks like; its columns, the guess among them, are `DataSetColumns` there. */
export const inspectedSchema = whole<DataSetInspection>();
export type InspectedDataSet = DataSetInspection;
export type { DataSetColumns } from '#lib/curation/data-set-columns.ts';

export const batchStatusSchema = z.enum(['importing', 'running', 'paused', 'done', 'failed']);
export type BatchStatus = z.infer<typeof batchStatusSchema>;

const proposerSchema = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('rules') }),
  z.looseObject({
    kind: z.literal('model'),
    model: z.string(),
    endpoint: z.string(),
    endpointId: z.string(),
  }),
]);
export type BatchProposer = z.infer<typeof proposerSchema>;

export const curationBatchSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  /** Names of what is unreadable in its stored row. */
  damaged: z.optional(z.array(z.string())),
  status: batchStatusSchema,
  /** False while rows are still read from the file. */
  importDone: z.boolean(),
  /** Bytes of the file that were read so far, and all of them; for a progress bar while it is imported. */
  file: z.looseObject({ name: z.string(), bytes: z.number(), sha256: z.string() }),
  settings: whole<CurationSettings>(),
  proposer: proposerSchema,
  concurrency: z.number(),
  /** `steps`, `dag`, `packed`: how many came at least so far. */
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
  usage: z.object({ calls: z.number(), inputTokens: z.number(), outputTokens: z.number() }),
  /** Rows of the file that could not be read: at most 50, `problemCount` says how many there are. */
  problems: z.array(z.custom<ImportProblem>((value) => typeof value === 'object' && value !== null)),
  problemCount: z.number(),
  /** Why it failed, or was paused by itself. */
  error: errorSchema,
  /** `agree`: an accepted one is kept, a rejected one rejected by the filter; `disagree` the opposite; fixes are neither. */
  review: z.object({
    sampled: z.number(),
    reviewed: z.number(),
    accept: z.number(),
    reject: z.number(),
    fix: z.number(),
    agree: z.number(),
    disagree: z.number(),
  }),
  /** What the sample was drawn with; null before. */
  sample: z.nullable(z.object({ count: z.number(), seed: z.number() })),
});
export type CurationBatch = z.infer<typeof curationBatchSchema>;

export const curationBatchesSchema = z.object({ batches: z.array(curationBatchSchema) });

const countsSchema = z.array(z.object({ value: z.number(), count: z.number() }));
const binsSchema = z.array(z.object({ from: z.number(), to: z.number(), count: z.number() }));

/** For charts: ascending, without gaps in between. */
export const distributionsSchema = z.object({
  records: z.number(),
  /** Records by number of stages. */
  stages: countsSchema,
  /** Stages of all records by number of prompts. */
  promptsPerStage: countsSchema,
  /** Records by tokens of the whole written sample, `from` included, `to` not. */
  tokens: binsSchema,
  ratio: binsSchema,
});
export type CurationDistributions = z.infer<typeof distributionsSchema>;
