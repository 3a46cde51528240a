import * as z from 'zod/mini';
import { ANSWERS_VERSION, type Judgement, judge } from '#lib/answers/equality.ts';
import type { SessionPatch, SessionRecord } from '#lib/contract/session.ts';
import { LIBRARY_ANSWER } from '#lib/storage/library-queries.ts';
import type { Store } from '#lib/storage/store.ts';
import type { Report } from '../findings.ts';

/**
 * We judge once, when a session's answer or its right answer changes, and store the verdict in its row with its inputs.
 * A verdict on other inputs or by another version does not count, even if no code has renewed it.
 */
const storedSchema = z.object({
  verdict: z.enum(['equal', 'different', 'undecided']),
  /** One line for people. */
  how: z.string(),
  answer: z.string(),
  expected: z.string(),
  /** ANSWERS_VERSION of the code that judged. */
  version: z.number(),
  /** Whether we tried more than notation and arithmetic (`judgeFurther`): an undecided verdict then stays so. */
  further: z.boolean(),
});
export type StoredVerdict = z.infer<typeof storedSchema>;

type Judged = Pick<SessionRecord, 'answer' | 'expected' | 'verdict'>;

/** The verdict of a row, if it is about the row's own answers and by this version. */
export function storedVerdict({ answer, expected, verdict }: Judged): StoredVerdict | null {
  if (answer === null || expected === null || verdict === null) return null;
  const { success, data } = z.safeParse(storedSchema, verdict);
  const isOfThese = success && data.answer === inputOf(answer) && data.expected === expected;
  return isOfThese && data.version === ANSWERS_VERSION ? data : null;
}

/** Lists read no more of an answer (library-rows.ts), and must match a verdict by that part. */
const inputOf = (answer: string): string => answer.slice(0, LIBRARY_ANSWER);

/** Whether a row has two answers to judge, and no final verdict on them. */
export function lacksVerdict(row: Judged): boolean {
  if (row.answer === null || row.expected === null) return row.verdict !== null;
  const stored = storedVerdict(row);
  return stored === null || (stored.verdict === 'undecided' && !stored.further);
}

/**
 * What a row stores about its present answers; we judge by notation and arithmetic, at once, unless that was done
 * before.
 */
export function verdictPatch(row: Judged & Pick<SessionRecord, 'question'>): SessionPatch {
  const { answer, expected, question } = row;
  if (answer === null || expected === null) return { verdict: null };
  const stored = storedVerdict(row);
  if (stored) return { verdict: stored };
  const judgement = answer.length < LIBRARY_ANSWER ? judge(answer, expected, { question }) : tooLong;
  return { verdict: verdictOf(judgement, { answer, expected }, false) };
}

const tooLong: Judgement = {
  verdict: 'undecided',
  how: `an answer of ${LIBRARY_ANSWER - 1} characters or more is not compared`,
};

const verdictOf = (
  { verdict, how }: Judgement,
  { answer, expected }: { answer: string; expected: string },
  further: boolean,
): StoredVerdict => ({
  ...{ verdict, how: how.slice(0, LONGEST_HOW) },
  ...{ answer: inputOf(answer), expected, version: ANSWERS_VERSION, further },
});
const LONGEST_HOW = 500;

/** Judging that takes longer than a request should, where that is allowed: by a computer algebra system in a thread. */
export type JudgeFurther = (pair: { first: string; second: string; question: string }) => Promise<Judgement>;

export interface VerdictDeps {
  store: Pick<Store, 'session' | 'updateSession'>;
  /** Without it, a pair that notation and arithmetic cannot decide stays undecided until the next version. */
  judgeFurther?: JudgeFurther;
  report: Report;
}

/**
 * Updates the verdict of one ended session and stores it; false if there was nothing to do. Rejects with faults of the
 * store; reports a failure in `judgeFurther` and tries again on the next occasion.
 */
export async function renewVerdict(
  { store, judgeFurther, report }: VerdictDeps,
  id: string,
): Promise<boolean> {
  const record = await store.session(id);
  if (!record || record.status === 'running' || !lacksVerdict(record)) return false;
  const patch = verdictPatch(record);
  const first = storedVerdict({ ...record, ...patch });
  const { answer, expected, question } = record;
  if (first?.verdict === 'undecided' && answer !== null && expected !== null) {
    if (!judgeFurther || answer.length >= LIBRARY_ANSWER) patch.verdict = { ...first, further: true };
    else
      try {
        patch.verdict = verdictOf(
          await judgeFurther({ first: answer, second: expected, question }),
          { answer, expected },
          true,
        );
      } catch (error) {
        report(`The answer of session ${id} could not be judged further`, error);
      }
  }
  return store.updateSession(id, patch);
}

/** A row's verdict as the API shows it. A person's ruling overrides the computed one. */
export function verdictView(row: Judged & Pick<SessionRecord, 'annotated'>) {
  const stored = storedVerdict(row);
  const verdict = stored && { verdict: stored.verdict, how: stored.how };
  const ruling = storedRuling(row.annotated);
  return { verdict, ruling, correct: ruling ? ruling.correct : verdict && correctness[verdict.verdict] };
}

const rulingSchema = z.object({
  /** Number of the annotation, needed to withdraw it. */
  seq: z.number(),
  correct: z.nullable(z.boolean()),
  reason: z.optional(z.string()),
  /** UTC, ISO 8601. */
  madeAt: z.string(),
});

function storedRuling(annotated: unknown): z.infer<typeof rulingSchema> | null {
  const { success, data } = z.safeParse(z.object({ ruling: rulingSchema }), annotated);
  return success ? data.ruling : null;
}

/** True for right, false for wrong, null for neither. */
const correctness = { equal: true, different: false, undecided: null } as const;
