import { endsSentence } from './sentence-end.ts';
import { spansOf, type TextRange } from './spans.ts';

const LINE_BREAK = /^[\n\r\u2028\u2029]/;
const STOP = /[.!?…。！？]+|[\n\r\u2028\u2029]/g;
/** Characters that may come between the end of a sentence and the white space after it. */
const CLOSER = /["”’')\]*_»」』]/;
const NEXT_LENGTH = 24;

/**
 * Sentences of a text, trimmed: each ends with its full stop or at a line break. Formulas, code, decimals, abbreviations,
 * initials, ellipses and the numbers of lists are not torn. Every character that is no white space stands in exactly one
 * sentence. Linear in the text; takes any text.
 * @param spans of the same text, where the caller has them
 */
export function sentencesOf(text: string, spans = spansOf(text)): TextRange[] {
  const sentences: TextRange[] = [];
  let begin = 0;
  const endSentence = (end: number) => {
    const sentence = trimmed(text, begin, end);
    if (sentence) sentences.push(sentence);
    begin = end;
  };
  /** Ends the sentence whose last full stops stand at [from, to); closing signs may follow. */
  const tryEnd = (from: number, to: number) => {
    let closed = to;
    while (CLOSER.test(text.charAt(closed))) closed++;
    let nextAt = closed;
    while (nextAt < text.length && /\s/.test(text.charAt(nextAt)) && !LINE_BREAK.test(text.charAt(nextAt)))
      nextAt++;
    if (nextAt >= text.length || LINE_BREAK.test(text.charAt(nextAt))) return;
    const after = text.slice(to, Math.min(nextAt, closed + 1));
    const next = text.slice(nextAt, nextAt + NEXT_LENGTH);
    if (endsSentence(text, { begin, from, to, after, next })) endSentence(closed);
  };
  // Kept across spans: otherwise each search between formulas without a stop would run to the same distant one.
  let stop: RegExpExecArray | null = execAt(STOP, text, 0);
  const between = (from: number, until: number) => {
    if (stop && stop.index < from) stop = execAt(STOP, text, from);
    while (stop && stop.index < until) {
      if (LINE_BREAK.test(stop[0])) endSentence(stop.index);
      else tryEnd(stop.index, stop.index + stop[0].length);
      stop = STOP.exec(text);
    }
  };
  let at = 0;
  for (const span of spans) {
    if (span.kind === 'prose') continue;
    between(at, span.start);
    // `$x = 5.$ So`: the sentence ends inside the formula.
    const last = text.slice(span.start, span.end).search(/[.!?][$\\)\]]*$/);
    if (last > 0) tryEnd(span.end - 1, span.end);
    at = span.end;
  }
  between(at, text.length);
  endSentence(text.length);
  return sentences;
}

function execAt(pattern: RegExp, text: string, from: number): RegExpExecArray | null {
  pattern.lastIndex = from;
  return pattern.exec(text);
}

/** The range without white space at its ends; null if it is nothing but white space. */
function trimmed(text: string, from: number, to: number): TextRange | null {
  const part = text.slice(from, to);
  const start = from + (part.length - part.trimStart().length);
  const end = from + part.trimEnd().length;
  return start < end ? { start, end } : null;
}

/** A sentence with its words. */
export interface Sentence extends TextRange {
  readonly text: string;
}

export const readSentences = (text: string): Sentence[] =>
  sentencesOf(text).map(({ start, end }) => ({ start, end, text: text.slice(start, end) }));

/** Where the last of ascending ranges begins that begins at or before an offset; 0 before all of them. */
export function startBefore(ranges: readonly TextRange[], at: number): number {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.start ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return ranges[low - 1]?.start ?? 0;
}
