import { type BoxedAnswer, boxedAnswers } from './boxed-answers.ts';
import { judge } from './equality.ts';
import { statedAnswer } from './stated-answer.ts';

export { type BoxedAnswer, boxedAnswers } from './boxed-answers.ts';

export interface ExtractedAnswer {
  readonly answer: string;
  /** True if no box gave the answer and we inferred it from the end of the text. */
  readonly inferred: boolean;
}

/**
 * The answer of a text: what its last boxes say together, unless later text withdraws them; without a box, what its end
 * states ("the answer is 42", "So there are 36 rolls."). Null if the text states none. Takes linear time.
 */
export function extractAnswer(text: string): ExtractedAnswer | null {
  const boxes = boxedAnswers(text).filter(({ answer }) => answer !== '');
  const last = boxes.at(-1);
  if (!last) return inferredFrom(text);
  const rest = text.slice(last.end);
  const behind = rest.slice(0, LONGEST_REST);
  const isWithdrawn = WITHDRAWAL.test(behind);
  if (!isWithdrawn && !HEDGE.test(behind)) return { answer: joined(text, boxes), inferred: false };
  const stated = inferredFrom(rest.slice(-LONGEST_REST), { onlyNamed: !isWithdrawn });
  if (!stated && isWithdrawn && isCutOff(rest)) return null;
  const answer = joined(text, boxes);
  return stated && judge(stated.answer, answer).verdict === 'different'
    ? stated
    : { answer, inferred: false };
}

function inferredFrom(text: string, options?: { onlyNamed: boolean }): ExtractedAnswer | null {
  const answer = statedAnswer(text, options);
  return answer === null ? null : { answer, inferred: true };
}

/** A text withdraws a box soon after it, or not at all. */
const LONGEST_REST = 4_000;
/**
 * Doubt after a box, often before a check of it: only a value that the text then names as the answer overrides the box.
 */
const HEDGE = /\b(?:wait|hmm+|hold on|oh no|oops|actually|no,|but (?:that|this|then|wait)|mistaken?)\b/i;
/** The text withdraws the box: a different answer at the end overrides it. */
const WITHDRAWAL =
  /\b(?:wrong|incorrect|ignore|disregard|reject|scratch that|too (?:quick|fast|hasty))\b|\b(?:isn['’]t|is not|not|can['’]t be|cannot be) (?:right|correct|what)\b|should(?:n['’]t| not) have/i;

const isCutOff = (text: string): boolean => !/[.!?)\]}*$`"”]\s*$/.test(text);

/** Boxes of one statement: “x = 1 or x = −2”, “4 tens and 7 units”, lines of a list. */
const MOST_BETWEEN = 120;
const JOINING = /,|;|\band\b|\bor\b|&|\n\s*(?:[-*•]|\(?[a-z\d]{1,2}[.)])|\\quad/i;
/** A conclusion between two boxes makes them separate steps. */
const STEP =
  /\b(?:so|thus|hence|therefore|then|gives?|giving|get|becomes?|implies|means|not|instead|but|rather|wait|which|yields?|since|because|simplif\w+)\b|=>|\\implies|\\Rightarrow|[.!?]\s+[A-Z]/i;
const PARAGRAPH = /\n[^\S\n]*\n/;
/** A displayed formula stands in a paragraph of its own. */
const DISPLAY = /^\s*[.,;]?\s*(?:\\\]|\$\$)/;
const MOST_BOXES = 12;

function joined(text: string, boxes: readonly BoxedAnswer[]): string {
  const group: BoxedAnswer[] = [];
  for (const box of boxes.slice(-MOST_BOXES).toReversed()) {
    const next = group[0];
    if (next && !belongTogether(text.slice(box.end, next.start))) break;
    group.unshift(box);
  }
  const answers = group.map(({ answer }) => answer);
  const distinct = answers.filter(
    (answer, at) => !answers.slice(0, at).some((other) => judge(answer, other).verdict === 'equal'),
  );
  return distinct.join(', ');
}

function belongTogether(between: string): boolean {
  if (between.length > MOST_BETWEEN) return false;
  if (!JOINING.test(between) || STEP.test(between)) return false;
  return !PARAGRAPH.test(between) || DISPLAY.test(between);
}
