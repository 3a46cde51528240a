import type * as z from 'zod/mini';
import type { judgedAnswerSchema, rulingSchema } from './judged-answer-schema.ts';

export type Ruling = z.infer<typeof rulingSchema>;

export type JudgedAnswer = z.infer<typeof judgedAnswerSchema>;

export type Mark = 'right' | 'wrong' | 'undecided';
type Judged = Pick<JudgedAnswer, 'verdict' | 'ruling'>;

/** Null where there is nothing to compare, and nobody ruled. */
export function markOf({ verdict, ruling }: Judged): Mark | null {
  if (ruling) return ruling.correct === null ? 'undecided' : ruling.correct ? 'right' : 'wrong';
  return verdict && verdictMarks[verdict.verdict];
}

export const verdictMarks = { equal: 'right', different: 'wrong', undecided: 'undecided' } as const;

export const markSigns: Readonly<Record<Mark, string>> = { right: '✓', wrong: '✗', undecided: '?' };
export const markWords: Readonly<Record<Mark, string>> = {
  right: 'Right',
  wrong: 'Wrong',
  undecided: 'Undecided',
};

/** For a line of facts: “✓ right answer”, “✗ wrong answer, expected 42”; null where there is no mark. */
export function verdictWords(judged: JudgedAnswer | null | undefined): string | null {
  const mark = judged ? markOf(judged) : null;
  if (!judged || !mark) return null;
  const words = `${markSigns[mark]} ${mark === 'undecided' ? 'answer undecided' : `${mark} answer`}`;
  return mark === 'right' || judged.expected === null ? words : `${words}, expected ${judged.expected}`;
}

/** The reason for the mark, in a line that goes after it: "the same notation or number", "ruled by a person: …". */
export function markReason({ verdict, ruling }: Judged): string {
  if (ruling) return ruling.reason ? `ruled by a person: ${ruling.reason}` : 'ruled by a person';
  return verdict?.how ?? '';
}
