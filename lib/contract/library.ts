import * as z from 'zod/mini';
import { derived, sequentialTokensSchema, shownSession } from './session.ts';

const partOf = z.object({ count: z.number(), of: z.number(), tokens: z.number(), ofTokens: z.number() });
const useCountsSchema = z.object({
  repeated: partOf,
  verifying: partOf,
  alternative: partOf,
  onePrompt: partOf,
  undecided: z.number(),
});

/** The part of a session's metrics that the library shows and a row stores: a fiftieth of them. */
export const sessionNumbersSchema = z.object({
  stages: z.number(),
  prompts: z.number(),
  executions: z.number(),
  sequentialTokens: sequentialTokensSchema,
  totalTokens: z.number(),
  /** The same of the visible text alone; the numbers above count thinking. */
  visible: z.object({ sequentialTokens: sequentialTokensSchema, totalTokens: z.number() }),
  thinkingTokens: z.number(),
  /** Some number was apportioned or never counted. */
  isEstimate: z.boolean(),
  parallelizationRatio: z.nullable(z.number()),
  /** Null for an import without a clock. */
  wallClockMs: z.nullable(z.number()),
  tokenizer: z.nullable(z.string()),
  /** Prompts of each stage, from the first. */
  stagePrompts: z.array(z.number()),
  /** What the parallel work was for, in both readings; null for a sequential trace and while one runs. */
  parallelUse: z.nullable(z.object({ decoded: useCountsSchema, visible: useCountsSchema })),
});
export type SessionNumbers = z.infer<typeof sessionNumbersSchema>;

const numbers = sessionNumbersSchema.shape;
/** The numbers of a row before its log has any. */
export const noNumbers = {
  ...{ stages: null, prompts: null, executions: null, sequentialTokens: null, totalTokens: null },
  ...{ visible: null, thinkingTokens: null, parallelizationRatio: null, wallClockMs: null, tokenizer: null },
  ...{ isEstimate: false, stagePrompts: [], parallelUse: null },
};

/**
 * One session in the library: the content of its row, without folding its log. Numbers are null until its log has any.
 */
export const libraryRowSchema = z.object({
  ...shownSession.shape,
  /** At most its first 1,000 characters. */
  question: z.string(),
  ...derived,
  ...numbers,
  stages: z.nullable(numbers.stages),
  prompts: z.nullable(numbers.prompts),
  executions: z.nullable(numbers.executions),
  sequentialTokens: z.nullable(numbers.sequentialTokens),
  totalTokens: z.nullable(numbers.totalTokens),
  visible: z.nullable(numbers.visible),
  thinkingTokens: z.nullable(numbers.thinkingTokens),
  /** People's notes on it, for searching; null where there are none. */
  annotated: z.nullable(
    z.object({
      notes: z.number(),
      dismissals: z.number(),
      /** Labels of the notes, each once. */
      labels: z.array(z.string()),
      words: z.string(),
    }),
  ),
});
export type LibraryRow = z.infer<typeof libraryRowSchema>;

export const libraryPageSchema = z.object({
  rows: z.array(libraryRowSchema),
  nextCursor: z.nullable(z.string()),
  /** Number of all sessions, not only this page's. */
  total: z.number(),
});
export type LibraryPage = z.infer<typeof libraryPageSchema>;

/** The result of an action on many sessions. */
export const bulkResultSchema = z.object({
  /** Number of sessions that were changed. */
  done: z.number(),
  failed: z.array(z.object({ id: z.string(), reason: z.string() })),
});
export type BulkResult = z.infer<typeof bulkResultSchema>;
