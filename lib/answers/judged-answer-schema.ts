import * as z from 'zod/mini';
import type { Judgement } from './equality.ts';

/** Whether two answers mean the same, and in a line how that was found out. */
export const judgementSchema: z.ZodMiniType<Judgement> = z.looseObject({
  verdict: z.enum(['equal', 'different', 'undecided']),
  how: z.string(),
});

/** A person's verdict on an answer; stands above the computed one. */
export const rulingSchema = z.looseObject({
  /** Of its annotation: to be withdrawn by. */
  seq: z.number(),
  /** Null: nobody can tell. */
  correct: z.nullable(z.boolean()),
  reason: z.optional(z.string()),
  /** UTC, ISO 8601. */
  madeAt: z.string(),
});

/** What is known of whether a trace's answer is right; travels with exported pages. */
export const judgedAnswerSchema = z.object({
  /** The known right answer. */
  expected: z.nullable(z.string()),
  /** Of the trace's answer against it. */
  verdict: z.nullable(judgementSchema),
  ruling: z.nullable(rulingSchema),
});
