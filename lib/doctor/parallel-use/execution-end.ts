import { judge, type Verdict } from '#lib/answers/equality.ts';
import { boxedAnswers } from '#lib/answers/extract-answer.ts';
import { mathTextOf } from '../context-view.ts';

/** The final value of an execution, as written; offsets in its text. */
export interface ExecutionEnd {
  readonly answer: string;
  readonly start: number;
  readonly end: number;
}

/** An execution concludes at its end: anything further up is intermediate. */
const TAIL = 800;
/** Sentences from the end that may hold the conclusion: "… = 54. So that is right. Good." */
const SENTENCES = 3;
/** More than a unit's exponent. */
const IS_VALUE = /[0-9π√∞]|\\(?:pi|sqrt|infty)/;
/** Numbers that name something: "method 2", "step 3". */
const NAMES =
  /\b(?:steps?|stages?|methods?|ways?|approach(?:es)?|executions?|prompts?|parts?|cases?|equations?|options?|example)\s*#?$/i;

/**
 * The last box of an execution, otherwise the last value that its last sentences state; null if it has neither, because
 * it ends in words or is empty. Linear in the text.
 */
export function executionEnd(text: string): ExecutionEnd | null {
  const box = boxedAnswers(text).at(-1);
  if (box?.answer) return box;
  const from = Math.max(0, text.length - TAIL);
  const tail = text.slice(from);
  const { statements } = mathTextOf(tail);
  const sentences = [...new Set(statements.map(({ sentence }) => sentence))].slice(-SENTENCES);
  for (const { sides, sentence } of [...statements].reverse()) {
    if (!sentences.includes(sentence)) break;
    const last = sides.findLast(({ start, end }) => IS_VALUE.test(tail.slice(start, end)));
    if (!last || NAMES.test(tail.slice(Math.max(0, last.start - 20), last.start))) continue;
    return { answer: tail.slice(last.start, last.end), start: from + last.start, end: from + last.end };
  }
  return null;
}

/** Judging two lists of 60 numbers takes 4 ms, and a stage has many pairs. */
const LONGEST_JUDGED = 120;

/**
 * Whether two executions end with the same value: `undecided` if one of them ends with nothing readable, or with
 * something too long to judge that is not identical in the other.
 */
export function endsAlike(one: ExecutionEnd | null, other: ExecutionEnd | null): Verdict {
  if (!one || !other) return 'undecided';
  if (one.answer === other.answer) return 'equal';
  if (Math.max(one.answer.length, other.answer.length) > LONGEST_JUDGED) return 'undecided';
  return judge(one.answer, other.answer).verdict;
}
