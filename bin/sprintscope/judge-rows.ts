import type { AnswerKey } from '#lib/answers/answer-key.ts';
import type { EngineHost } from '#lib/answers/engine/engine-host.ts';
import { judgeThoroughly } from '#lib/answers/judge-thoroughly.ts';
import type { Verdict } from '#lib/answers/judgement.ts';
import type { SourceTrace } from '#lib/formats/traces/source-trace.ts';

/** Whether a trace's answer is right, as `metrics --answers` prints it. */
export interface JudgedColumns {
  /** The known right answer: of the file of answers, else of the trace's own row. */
  expected: string | null;
  /** Null where that is undecided, or where there is nothing to compare. */
  correct: boolean | null;
  verdict: Verdict | null;
  /** How the verdict was reached, or why there is none. */
  how: string;
}

/** Joins a trace with its right answer and judges what it states. */
export async function judgedColumns(
  { key, question, expected: own }: Pick<SourceTrace, 'key' | 'question' | 'expected'>,
  answer: string | null,
  answers: AnswerKey,
  engine: EngineHost,
): Promise<JudgedColumns> {
  const entry = answers.find({ key, question });
  const expected = entry?.answer ?? own;
  if (expected === null) return { expected, correct: null, verdict: null, how: 'no right answer is known' };
  if (answer === null) return { expected, correct: null, verdict: null, how: 'no answer is stated' };
  const asked = question ?? entry?.question;
  const { verdict, how } = await judgeThoroughly(
    answer,
    expected,
    { question: asked ?? undefined },
    engine.ask,
  );
  return { expected, correct: verdict === 'undecided' ? null : verdict === 'equal', verdict, how };
}
