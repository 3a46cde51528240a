import * as z from 'zod/mini';
import { judgementSchema, rulingSchema } from '#lib/answers/judged-answer.ts';
import type { Finding } from '#lib/doctor/finding.ts';
import type { ImportProblem, ImportProblemType } from '#lib/formats/source-trace.ts';
import { endStatusSchema, originSchema, severitySchema, strategySchema } from '#lib/trace/events.ts';

/** Imports and the library as the API answers them; unknown members are let through. */

export const findingCountSchema = z.looseObject({
  code: z.string(),
  kind: z.enum(['fault', 'leak', 'note']),
  severity: severitySchema,
  count: z.number(),
});

const number = z.nullable(z.number());

/** By definition. */
const sequentialTokensSchema = z.object({
  authors: z.number(),
  paper: z.number(),
  'with-tags': z.number(),
  barrier: z.number(),
});

const partOf = z.object({ count: z.number(), of: z.number(), tokens: z.number(), ofTokens: z.number() });
const useCountsSchema = z.object({
  repeated: partOf,
  verifying: partOf,
  alternative: partOf,
  onePrompt: partOf,
  undecided: z.number(),
});

/** One session in the library: what its row knows, nothing folded. Numbers are null until its log has any. */
export const libraryRowSchema = z.looseObject({
  id: z.string(),
  title: z.nullable(z.string()),
  /** At most its first 1,000 characters. */
  question: z.string(),
  strategy: strategySchema,
  status: z.union([z.literal('running'), endStatusSchema]),
  model: z.string(),
  executorModel: z.string(),
  ruleBased: z.boolean(),
  tags: z.array(z.string()),
  pairId: z.nullable(z.string()),
  origin: originSchema,
  /** The file, and `#record` where it held several; null for a session that ran here. */
  sourceName: z.nullable(z.string()),
  /** UTC, ISO 8601. */
  createdAt: z.string(),
  stages: number,
  prompts: number,
  executions: number,
  sequentialTokens: z.nullable(sequentialTokensSchema),
  totalTokens: number,
  /** Part of the numbers above; null until the log has any. */
  thinkingTokens: z.optional(number),
  /** The same numbers of the visible text alone. */
  visible: z.optional(
    z.nullable(z.object({ sequentialTokens: sequentialTokensSchema, totalTokens: z.number() })),
  ),
  isEstimate: z.optional(z.boolean()),
  parallelizationRatio: number,
  /** Null for an import without a clock. */
  wallClockMs: number,
  tokenizer: z.nullable(z.string()),
  answer: z.nullable(z.string()),
  answerIsInferred: z.boolean(),
  /** The known right answer. */
  expected: z.nullable(z.string()),
  /** Of `answer` and `expected`; null where one of them is missing, and until they are judged. */
  verdict: z.optional(z.nullable(judgementSchema)),
  ruling: z.optional(z.nullable(rulingSchema)),
  /** The ruling, else the verdict, as right or wrong; null where it is neither. */
  correct: z.nullable(z.boolean()),
  findings: z.array(findingCountSchema),
  /** What people noted on it, to be searched; null or absent where nobody did. */
  annotated: z.optional(
    z.nullable(z.looseObject({ notes: z.number(), labels: z.array(z.string()), words: z.string() })),
  ),
  /** Prompts of each stage, from the first. */
  stagePrompts: z.array(z.number()),
  /** What its parallel work was for, in both readings; null for a sequential trace and while it runs. */
  parallelUse: z.optional(z.nullable(z.object({ decoded: useCountsSchema, visible: useCountsSchema }))),
  /** Numbers and answer were written by another version of Sprintscope and are being computed anew. */
  renewing: z.optional(z.boolean()),
  /** Names of what is unreadable in its stored row; stand-ins are in place of it. */
  damaged: z.optional(z.array(z.string())),
});
export type LibraryRow = z.infer<typeof libraryRowSchema>;

export const libraryPageSchema = z.object({
  rows: z.array(libraryRowSchema),
  nextCursor: z.nullable(z.string()),
  /** All sessions, not this page's. */
  total: z.number(),
});
export type LibraryPage = z.infer<typeof libraryPageSchema>;

/** Findings with their places, of the sessions that have any. */
export const findingPageSchema = z.object({
  sessions: z.array(
    z.looseObject({
      id: z.string(),
      title: z.nullable(z.string()),
      /** At most its first 1,000 characters. */
      question: z.string(),
      sourceName: z.nullable(z.string()),
      findings: z.array(z.custom<Finding>((value) => typeof value === 'object' && value !== null)),
    }),
  ),
  nextCursor: z.nullable(z.string()),
});
export type FindingPage = z.infer<typeof findingPageSchema>;

const placeSchema = z.object({
  path: z.string(),
  record: z.optional(z.number()),
  line: z.optional(z.number()),
});

export const importProblemSchema: z.ZodMiniType<ImportProblem> = z.object({
  place: placeSchema,
  type: z.custom<ImportProblemType>((value) => typeof value === 'string'),
  message: z.string(),
  remedy: z.string(),
});

const diagnosticSchema = z.object({ code: z.string(), severity: severitySchema });
const importedSchema = z.looseObject({
  id: z.string(),
  /** Given, or found by the question among what is stored. */
  pairId: z.nullable(z.string()),
  diagnostics: z.array(diagnosticSchema),
});

/** Answer to one file, which may hold many traces; `id` is that of the first. */
export const importAnswerSchema = z.looseObject({
  id: z.string(),
  diagnostics: z.array(diagnosticSchema),
  traces: z.array(
    z.union([
      z.extend(importedSchema, { place: placeSchema }),
      z.object({ place: placeSchema, problem: importProblemSchema }),
    ]),
  ),
});
export type ImportAnswer = z.infer<typeof importAnswerSchema>;

/** One result a trace, in the order they were sent. */
export const importBatchSchema = z.object({
  results: z.array(z.union([importedSchema, z.object({ problem: importProblemSchema })])),
});
export type ImportBatchResult = z.infer<typeof importBatchSchema>['results'][number];

export const bulkResultSchema = z.object({
  /** How many sessions it was done for. */
  done: z.number(),
  failed: z.array(z.object({ id: z.string(), reason: z.string() })),
});
export type BulkResult = z.infer<typeof bulkResultSchema>;

/** Another session of the same pair. */
export const pairMemberSchema = z.looseObject({
  id: z.string(),
  strategy: strategySchema,
  model: z.string(),
  executorModel: z.string(),
  status: z.union([z.literal('running'), endStatusSchema]),
});
