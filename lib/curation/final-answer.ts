import { boxedAnswers, extractAnswer } from '#lib/answers/extract-answer.ts';
import type { SourceLines } from './source-lines.ts';

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
  const boxed = boxedAnswers(source.text).at(-1);
  if (boxed) return { text: lineWith(source, boxed.start), answer: boxed.answer };
  const stated = extractAnswer(source.text);
  if (!stated) return { text: '', answer: null };
  const line = lineWith(source, source.text.lastIndexOf(stated.answer));
  return { text: `${line}\n\n\\boxed{${stated.answer}}`, answer: stated.answer };
}

function givenAnswer(text: string): FinalAnswer {
  const found = extractAnswer(text);
  const bare = text.replace(/^\$+\s*|\s*\$+$/g, '');
  const isBare = text.length <= LONGEST_BARE && !/\n|[.!?]$/.test(text) && (!found || found.answer === bare);
  if (isBare) return { text: `\\boxed{${bare}}`, answer: bare };
  return { text, answer: found?.answer ?? null };
}

/** The line that holds an offset. */
function lineWith(source: SourceLines, offset: number): string {
  const line = source.lines.findLast(({ start, missing }) => start <= offset && !missing);
  return line ? source.text.slice(line.start, line.end) : '';
}
