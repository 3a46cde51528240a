import { markedAnswer, withoutDollars } from '#lib/answers/answer-key.ts';
import { sameAnswer } from '#lib/answers/equality.ts';
import { boxedAnswers, extractAnswer } from '#lib/answers/extract-answer.ts';
import type { SourceLines } from '#lib/contract/curation-record.ts';

export interface FinalAnswer {
  /** What stands in `<Final_answer>`; empty where nothing is known. */
  readonly text: string;
  /** The answer in it, as it is compared with the expected one. */
  readonly answer: string | null;
}

/** An answer and nothing else, as a column of a data set holds it, is no longer than this. */
const LONGEST_BARE = 80;

/**
 * The final answer of a trace: as it gives it apart from its thinking (boxed, where that is the bare answer), else the
 * last line of the thinking with a box, else the line that states it, its box added.
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

/** “Put it into \boxed{}” boxes nothing. */
const lastBox = (text: string) => boxedAnswers(text).findLast(({ answer }) => answer !== '');

/** A brace too many would end the box early, or never. */
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

/** The last line that states the answer by itself: its digits may stand in a later one by chance. */
function lineStating(source: SourceLines, answer: string): string {
  for (const { start, end } of source.lines.toReversed()) {
    const line = source.text.slice(start, end);
    if (line.includes(answer) && extractAnswer(line)?.answer === answer) return line;
  }
  return lineWith(source, source.text.lastIndexOf(answer));
}

/** The line that holds an offset. */
function lineWith(source: SourceLines, offset: number): string {
  const line = source.lines.findLast(({ start, missing }) => start <= offset && !missing);
  return line ? source.text.slice(line.start, line.end) : '';
}
