import * as z from 'zod/mini';
import { editLogSchema, planOnlySchema } from './curation-edits.ts';
import { allSettings } from './curation-settings.ts';
import { type Frozen, passedOn } from './passed-on.ts';

export const curationStatusSchema = z.enum(['waiting', 'running', 'kept', 'rejected', 'failed']);
export type CurationStatus = z.infer<typeof curationStatusSchema>;

/** How far the pipeline came. */
export const curationStageSchema = z.enum(['imported', 'steps', 'dag', 'packed']);
export type CurationStage = z.infer<typeof curationStageSchema>;

/** A person's, in review. */
export const verdictSchema = z.enum(['accept', 'reject', 'fix']);
export type Verdict = z.infer<typeof verdictSchema>;

/** Lines `first` to `last`, both included, counted from 1. */
const lineRangeSchema = z.object({ first: z.number(), last: z.number() });
export type LineRange = Frozen<z.infer<typeof lineRangeSchema>>;

/** One piece of a sequential trace (SPRINT §3.1). Its number is its place in `Decomposition.steps`, from 1. */
const stepSchema = z.object({
  /** Stays the same while steps before it are split and merged: selection, edits and parents refer to it. */
  id: z.string(),
  description: z.string(),
  /** The task that an executor would get; empty where nobody wrote one. */
  prompt: z.string(),
  /** Ascending and apart from each other; empty where the step has no such part. */
  plan: z.array(lineRangeSchema),
  execution: z.array(lineRangeSchema),
  comment: z.array(lineRangeSchema),
  /** Whether the execution joins the plan: as the profile's rule for short ones says, or as a person decided. */
  planOnly: planOnlySchema,
});
export type Step = Frozen<z.infer<typeof stepSchema>>;

/** A trace taken apart: the steps in their order, and for each the ids of the earlier steps that it needs. */
const decompositionSchema = z.object({
  steps: z.array(stepSchema),
  /** By step id; a step that is not in it has no parents. Transitive edges are kept. */
  parents: z.record(z.string(), z.array(z.string())),
});
export type Decomposition = Frozen<z.infer<typeof decompositionSchema>>;

/** Who took the trace apart. */
const authorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rules'), version: z.number() }),
  z.object({ kind: z.literal('model'), model: z.string(), endpoint: z.string() }),
  z.object({ kind: z.literal('authors-files') }),
]);
export type ProposalAuthor = Frozen<z.infer<typeof authorSchema>>;

/** Something a model's answer or a file made us assume. */
const diagnosticSchema = z.object({
  code: z.string(),
  severity: z.enum(['info', 'warning', 'error']),
  message: z.string(),
  /** The step number it is about. */
  step: z.optional(z.number()),
});
export type CurationDiagnostic = Frozen<z.infer<typeof diagnosticSchema>>;

/** What calls to a model cost, failed ones included. */
export const curationUsageSchema = z.object({
  calls: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
});
export type CurationUsage = Frozen<z.infer<typeof curationUsageSchema>>;

/** How a trace was first taken apart; never changed, edits lie on top of it. */
const proposalSchema = z.object({
  /** Of the steps, and of the dependencies (a record may bring its steps and have its dependencies found by rules). */
  stepsBy: authorSchema,
  parentsBy: authorSchema,
  decomposition: decompositionSchema,
  diagnostics: z.array(diagnosticSchema),
  usage: curationUsageSchema,
});
export type Proposal = Frozen<z.infer<typeof proposalSchema>>;

/** Why a record is not kept. `value` and `limit` are what was compared. */
const rejectionSchema = z.object({
  code: z.enum([
    'no-steps',
    'ratio-too-low',
    'too-many-stages',
    'too-many-prompts',
    'too-many-tokens',
    'wrong-answer',
    'undecided-answer',
    'no-answer',
    'leak',
    'no-saving',
    'prompt-says-nothing',
  ]),
  message: z.string(),
  value: z.optional(z.union([z.number(), z.string()])),
  limit: z.optional(z.union([z.number(), z.string()])),
});
export type Rejection = Frozen<z.infer<typeof rejectionSchema>>;

/** What lists and the funnel show, computed from the draft whenever it changes. */
const summarySchema = z.object({
  steps: z.number(),
  stages: z.number(),
  prompts: z.number(),
  ratio: z.number(),
  promptsPerStage: z.array(z.number()),
  sequentialTokensBefore: z.number(),
  sequentialTokensAfter: z.number(),
  totalTokensAfter: z.number(),
  /** Of the whole sample as written. */
  sampleTokens: z.number(),
  reasons: z.array(rejectionSchema),
  leaks: z.number(),
  diagnostics: z.number(),
});
export type CurationSummary = Frozen<z.infer<typeof summarySchema>>;

/** One numbered line: about a sentence. Its number is its place in `SourceLines.lines`, from 1. */
const sourceLineSchema = z.object({
  /** UTF-16 offsets into the text; the white space between two lines belongs to neither. */
  start: z.number(),
  end: z.number(),
  /** The numbering knows this line, its text is not there (the authors' records lose lines that no step covers). */
  missing: z.optional(z.literal(true)),
});
export type SourceLine = Frozen<z.infer<typeof sourceLineSchema>>;

/** A sequential trace as numbered lines. */
const sourceLinesSchema = z.object({ text: z.string(), lines: z.array(sourceLineSchema) });
export type SourceLines = Frozen<z.infer<typeof sourceLinesSchema>>;

export const failureSchema = z.nullable(z.object({ message: z.string(), remedy: z.string() }));

/** What a record says of itself wherever it is shown. */
const shown = {
  id: z.string(),
  /** Place in its batch, from 0; 0 for a single record. */
  index: z.number(),
  /** The file and row it came from, for people. */
  sourceName: z.string(),
  question: z.nullable(z.string()),
  status: curationStatusSchema,
  stage: curationStageSchema,
  /** Null until it was taken apart. */
  summary: z.nullable(passedOn(summarySchema)),
  review: z.nullable(verdictSchema),
  /** Drawn into the sample to be reviewed. */
  sampled: z.boolean(),
  attempts: z.number(),
  error: failureSchema,
  /** UTC, ISO 8601. */
  createdAt: z.string(),
};
/** Names of what is unreadable in its stored row. */
const damaged = z.optional(z.readonly(z.array(z.string())));

/** A record in a list: nothing that is longer than a line; of its question the first 300 characters. */
const rowSchema = z.object({
  ...shown,
  /** A person's corrections are folded in. */
  edited: z.boolean(),
  damaged,
});
export type CurationRow = z.infer<typeof rowSchema>;

export const curationPageSchema = z.object({
  rows: z.array(rowSchema),
  nextCursor: z.nullable(z.string()),
  /** Of all that match, not of this page. */
  total: z.number(),
});
export type CurationPage = z.infer<typeof curationPageSchema>;

/** One trace on its way to training data. */
const recordSchema = z.object({
  ...shown,
  batchId: z.nullable(z.string()),
  expected: z.nullable(z.string()),
  source: sourceLinesSchema,
  /** Tokens of each line, exact. */
  lineTokens: z.array(z.number()),
  /** The final answer as the source words it, apart from the thinking; null where it has none. */
  answer: z.nullable(z.string()),
  settings: allSettings,
  proposal: z.nullable(proposalSchema),
  editLog: editLogSchema,
  /** Raised at each save; a save of an older one is refused, so that two windows never overwrite each other. */
  revision: z.number(),
});
export type CurationRecord = Frozen<z.infer<typeof recordSchema>>;

/** `draft`: rules took it apart, and nobody accepted it in review. */
const openedSchema = z.extend(recordSchema, { draft: z.boolean(), damaged });
export const curationRecordSchema = passedOn(openedSchema);
export type OpenedRecord = Frozen<z.infer<typeof openedSchema>>;

/** Answer to a saved draft. `revision` goes with the next save. */
export const savedDraftSchema = z.object({
  revision: z.number(),
  status: curationStatusSchema,
  summary: passedOn(summarySchema),
});
export type SavedDraft = z.infer<typeof savedDraftSchema>;

/** Session ids, for `/compare?a=source&b=result`. */
export const keptSchema = z.object({ source: z.string(), rounds: z.string() });
export type Kept = z.infer<typeof keptSchema>;

export const reviewedSchema = z.object({ verdict: z.nullable(verdictSchema) });
