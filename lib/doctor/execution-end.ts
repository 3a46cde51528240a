import { boxedAnswers } from '#lib/answers/extract-answer.ts';
import { judge, type Verdict } from '#lib/answers/judgement.ts';
import { mathTextOf } from './context-view.ts';

/** What an execution ends with, as written; offsets in its text. */
export interface ExecutionEnd {
  readonly answer: string;
  readonly start: number;
  readonly end: number;
}

/** An execution concludes at its end: what stands further up is on the way. */
const TAIL = 800;
/** Sentences from the end that may hold the conclusion: "… = 54. So that is right. Good." */
const SENTENCES = 3;
/** Numbers that name something: "method 2", "step 3". */
const NAMES =
  /\b(?:steps?|stages?|methods?|ways?|approach(?:es)?|executions?|prompts?|parts?|cases?|equations?|options?|example)\s*#?$/i;

/**
 * The last box of an execution, else the last value that its last sentences state; null where neither is there: the
 * execution ends in words, or in nothing. Linear in the text.
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
    const last = sides.findLast(({ key }) => /[\dπ√∞]/.test(key));
    if (!last || NAMES.test(tail.slice(Math.max(0, last.start - 20), last.start))) continue;
    return { answer: tail.slice(last.start, last.end), start: from + last.start, end: from + last.end };
  }
  return null;
}

/** Whether two executions end with the same: `undecided` where one of them ends with nothing that can be read. */
export const endsAlike = (one: ExecutionEnd | null, other: ExecutionEnd | null): Verdict =>
  one && other ? judge(one.answer, other.answer).verdict : 'undecided';
