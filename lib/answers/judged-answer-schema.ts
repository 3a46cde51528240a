import * as z from 'zod/mini';
import type { Judgement } from './equality.ts';

/** Whether two answers mean the same, and one line on how we found out. */
export const judgementSchema: z.ZodMiniType<Judgement> = z.looseObject({
  verdict: z.enum(['equal', 'different', 'undecided']),
  how: z.string(),
});

/** A person's verdict on an answer; overrides the computed one. */
export const rulingSchema = z.looseObject({
  /** Number of its annotation, needed to withdraw it. */
  seq: z.number(),
  /** Null: nobody can tell. */
  correct: z.nullable(z.boolean()),
  reason: z.optional(z.string()),
  /** UTC, ISO 8601. */
  madeAt: z.string(),
});

/** What we know of whether a trace's answer is right; exported pages carry it. */
export const judgedAnswerSchema = z.object({
  /** The known right answer. */
  expected: z.nullable(z.string()),
  /** The trace's answer compared with it. */
  verdict: z.nullable(judgementSchema),
  ruling: z.nullable(rulingSchema),
});
