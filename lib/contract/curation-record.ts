import * as z from 'zod/mini';
import { editLogSchema, planOnlySchema } from './curation-edits.ts';
import { allSettings } from './curation-settings.ts';
import { type Frozen, passedOn } from './passed-on.ts';

export const curationStatusSchema = z.enum(['waiting', 'running', 'kept', 'rejected', 'failed']);
export type CurationStatus = z.infer<typeof curationStatusSchema>;

/** How far the pipeline came. */
export const curationStageSchema = z.enum(['imported', 'steps', 'dag', 'packed']);
export type CurationStage = z.infer<typeof curationStageSchema>;

/** A person's verdict in review. */
export const verdictSchema = z.enum(['accept', 'reject', 'fix']);
export type Verdict = z.infer<typeof verdictSchema>;

/** Lines `first` to `last`, both included, counted from 1. */
const lineRangeSchema = z.object({ first: z.number(), last: z.number() });
export type LineRange = Frozen<z.infer<typeof lineRangeSchema>>;

/** One piece of a sequential trace (SPRINT §3.1). Its number is its place in `Decomposition.steps`, from 1. */
const stepSchema = z.object({
  /** Stays the same while people split and merge earlier steps: selection, edits and parents refer to it. */
  id: z.string(),
  description: z.string(),
  /** The task that an executor would get; empty where nobody wrote one. */
  prompt: z.string(),
  /** Ascending and disjoint; empty where the step has no such part. */
  plan: z.array(lineRangeSchema),
  execution: z.array(lineRangeSchema),
  comment: z.array(lineRangeSchema),
  /** Whether the execution joins the plan: by the profile's rule for short ones, or by a person's decision. */
  planOnly: planOnlySchema,
});
export type Step = Frozen<z.infer<typeof stepSchema>>;

/** The decomposition of a trace: the steps in their order, and for each the ids of the earlier steps that it needs. */
const decompositionSchema = z.object({
  steps: z.array(stepSchema),
  /** By step id; a step without an entry has no parents. Transitive edges stay. */
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

/** An assumption that a model's answer or a file forced us to make. */
const diagnosticSchema = z.object({
  code: z.string(),
  severity: z.enum(['info', 'warning', 'error']),
  message: z.string(),
  /** The number of the step that it concerns. */
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

/** The first decomposition of a trace; never changes, since edits apply on top of it. */
const proposalSchema = z.object({
  /**
   * The authors of the steps and of the dependencies (a record may contain its steps, while rules find its
   * dependencies).
   */
  stepsBy: authorSchema,
  parentsBy: authorSchema,
  decomposition: decompositionSchema,
  diagnostics: z.array(diagnosticSchema),
  usage: curationUsageSchema,
});
export type Proposal = Frozen<z.infer<typeof proposalSchema>>;

/** Why a record is not kept. `value` and `limit` are the two compared numbers. */
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

/** Numbers for lists and the funnel, computed from the draft whenever it changes. */
const summarySchema = z.object({
  steps: z.number(),
  stages: z.number(),
  prompts: z.number(),
  ratio: z.number(),
  promptsPerStage: z.array(z.number()),
  sequentialTokensBefore: z.number(),
  sequentialTokensAfter: z.number(),
  totalTokensAfter: z.number(),
  /** Tokens of the whole written sample. */
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
  /** The numbering has this line, but its text is missing (the authors' records lose lines that no step covers). */
  missing: z.optional(z.literal(true)),
});
export type SourceLine = Frozen<z.infer<typeof sourceLineSchema>>;

/** A sequential trace as numbered lines. */
const sourceLinesSchema = z.object({ text: z.string(), lines: z.array(sourceLineSchema) });
export type SourceLines = Frozen<z.infer<typeof sourceLinesSchema>>;

export const failureSchema = z.nullable(z.object({ message: z.string(), remedy: z.string() }));

/** Members of a record in every place that shows it. */
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
  /** Part of the sample to be reviewed. */
  sampled: z.boolean(),
  attempts: z.number(),
  error: failureSchema,
  /** UTC, ISO 8601. */
  createdAt: z.string(),
};
/** Names of unreadable members in its stored row. */
const damaged = z.optional(z.readonly(z.array(z.string())));

/** A record in a list: nothing longer than a line; the first 300 characters of its question. */
const rowSchema = z.object({
  ...shown,
  /** A person has made corrections. */
  edited: z.boolean(),
  damaged,
});
export type CurationRow = z.infer<typeof rowSchema>;

export const curationPageSchema = z.object({
  rows: z.array(rowSchema),
  nextCursor: z.nullable(z.string()),
  /** Number of all matching records, not of this page. */
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
  /** The final answer in the source's words, separate from the thinking; null where it has none. */
  answer: z.nullable(z.string()),
  settings: allSettings,
  proposal: z.nullable(proposalSchema),
  editLog: editLogSchema,
  /**
   * Incremented by each save; the server refuses a save of an older one, so that two windows never overwrite each
   * other.
   */
  revision: z.number(),
});
export type CurationRecord = Frozen<z.infer<typeof recordSchema>>;

/** `draft`: rules took it apart, and nobody accepted it in review. */
const openedSchema = z.extend(recordSchema, { draft: z.boolean(), damaged });
export const curationRecordSchema = passedOn(openedSchema);
export type OpenedRecord = Frozen<z.infer<typeof openedSchema>>;

/** Answer to a saved draft. The next save sends this `revision`. */
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
