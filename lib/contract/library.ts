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

/** What the library shows of a session's metrics, and what a row keeps for it: a fiftieth of them. */
export const sessionNumbersSchema = z.object({
  stages: z.number(),
  prompts: z.number(),
  executions: z.number(),
  sequentialTokens: sequentialTokensSchema,
  totalTokens: z.number(),
  /** The same of the visible text alone; the numbers above count thinking. */
  visible: z.object({ sequentialTokens: sequentialTokensSchema, totalTokens: z.number() }),
  thinkingTokens: z.number(),
  /** Some number is shared out or was never counted. */
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
/** What stands in a row before its log has any. */
export const noNumbers = {
  ...{ stages: null, prompts: null, executions: null, sequentialTokens: null, totalTokens: null },
  ...{ visible: null, thinkingTokens: null, parallelizationRatio: null, wallClockMs: null, tokenizer: null },
  ...{ isEstimate: false, stagePrompts: [], parallelUse: null },
};

/** One session in the library: what its row knows, nothing folded. Numbers are null until its log has any. */
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
  /** What people noted on it, to be searched; null where nobody did. */
  annotated: z.nullable(
    z.object({
      notes: z.number(),
      dismissals: z.number(),
      /** Of the notes, each once. */
      labels: z.array(z.string()),
      words: z.string(),
    }),
  ),
});
export type LibraryRow = z.infer<typeof libraryRowSchema>;

export const libraryPageSchema = z.object({
  rows: z.array(libraryRowSchema),
  nextCursor: z.nullable(z.string()),
  /** All sessions, not this page's. */
  total: z.number(),
});
export type LibraryPage = z.infer<typeof libraryPageSchema>;

/** Of an action on many sessions. */
export const bulkResultSchema = z.object({
  /** How many sessions it was done for. */
  done: z.number(),
  failed: z.array(z.object({ id: z.string(), reason: z.string() })),
});
export type BulkResult = z.infer<typeof bulkResultSchema>;
