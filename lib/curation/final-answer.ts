import { markedAnswer, withoutDollars } from '#lib/answers/answer-key.ts';
import { sameAnswer } from '#lib/answers/equality.ts';
import { boxedAnswers, extractAnswer } from '#lib/answers/extract-answer.ts';
import type { SourceLines } from '#lib/contract/curation-record.ts';

export interface FinalAnswer {
  /** The content of `<Final_answer>`; empty if we know none. */
  readonly text: string;
  /** The answer in it, in the form that we compare with the expected one. */
  readonly answer: string | null;
}

/** Most characters of a bare answer, as a column of a data set holds it. */
const LONGEST_BARE = 80;

/**
 * The final answer of a trace: the one that it gives separately from its thinking (boxed if that is the bare answer),
 * otherwise the last line of the thinking with a box, otherwise the line that states it, with a box added.
 */
export function finalAnswerOf(source: SourceLines, given: string | null): FinalAnswer {
  if (given !== null && given.trim() !== '') return givenAnswer(given.trim());
  const boxed = lastBox(source.text);
  if (boxed) return { text: lineWith(source, boxed.start), answer: boxed.answer };
  const { answer } = extractAnswer(source.text) ?? {};
  if (answer === undefined) return { text: '', answer: null };
  const line = lineStating(source, answer);
  return { text: canBeBoxed(answer) ? `${line}\n\n\\boxed{${answer}}` : line, answer };
}

/** “Put it into \boxed{}” has an empty box, which holds no answer. */
const lastBox = (text: string) => boxedAnswers(text).findLast(({ answer }) => answer !== '');

/** An unbalanced brace would end the box early, or never. */
const canBeBoxed = (answer: string): boolean => boxedAnswers(`\\boxed{${answer}}`).at(-1)?.answer === answer;

function givenAnswer(text: string): FinalAnswer {
  const found = markedAnswer(text) ?? extractAnswer(text)?.answer;
  const bare = withoutDollars(text);
  const isBare =
    text.length <= LONGEST_BARE &&
    !/\n|[.!?]$/.test(bare) &&
    (found === undefined || sameAnswer(found, bare));
  if (isBare && canBeBoxed(bare)) return { text: `\\boxed{${bare}}`, answer: bare };
  return { text, answer: found ?? null };
}

/** The last line that by itself states the answer: a later line may contain its digits by chance. */
function lineStating(source: SourceLines, answer: string): string {
  for (const { start, end } of source.lines.toReversed()) {
    const line = source.text.slice(start, end);
    if (line.includes(answer) && extractAnswer(line)?.answer === answer) return line;
  }
  return lineWith(source, source.text.lastIndexOf(answer));
}

/** The line at an offset. */
function lineWith(source: SourceLines, offset: number): string {
  const line = source.lines.findLast(({ start, missing }) => start <= offset && !missing);
  return line ? source.text.slice(line.start, line.end) : '';
}
