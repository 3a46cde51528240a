import { boxedAnswers, extractAnswer } from '#lib/answers/extract-answer.ts';
import type { SourceLines } from './source-lines.ts';

export interface FinalAnswer {
  /** What stands in `<Final_answer>`; empty where nothing is known. */
  readonly text: string;
  /** The answer in it, as it is compared with the expected one. */
  readonly answer: string | null;
}

/**
 * The final answer of a trace: as it gives it apart from its thinking, else the last line of the thinking with a box,
 * else the line that states it, its box added.
 */
export function finalAnswerOf(source: SourceLines, given: string | null): FinalAnswer {
  if (given !== null && given.trim() !== '')
    return { text: given.trim(), answer: extractAnswer(given)?.answer ?? null };
  const boxed = boxedAnswers(source.text).at(-1);
  if (boxed) return { text: lineWith(source, boxed.start), answer: boxed.answer };
  const stated = extractAnswer(source.text);
  if (!stated) return { text: '', answer: null };
  const line = lineWith(source, source.text.lastIndexOf(stated.answer));
  return { text: `${line}\n\n\\boxed{${stated.answer}}`, answer: stated.answer };
}

/** The line that holds an offset. */
function lineWith(source: SourceLines, offset: number): string {
  const line = source.lines.findLast(({ start, missing }) => start <= offset && !missing);
  return line ? source.text.slice(line.start, line.end) : '';
}
