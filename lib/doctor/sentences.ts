/** A sentence or line of a text; offsets in it. */
export interface Sentence {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const END = /[.!?](?=\s|$)|\n/g;

/** Sentences and lines, without those of white space alone. A full stop in 3.5 ends nothing. Linear. */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  const add = (end: number) => {
    const raw = text.slice(from, end);
    const trimmed = raw.trim();
    if (trimmed !== '') {
      const start = from + (raw.length - raw.trimStart().length);
      sentences.push({ text: trimmed, start, end: start + trimmed.length });
    }
    from = end;
  };
  for (const match of text.matchAll(END)) add(match.index + match[0].length);
  add(text.length);
  return sentences;
}

const SPACE = /\s/;

/**
 * Where the sentence or line that holds an offset begins, looked for no further back than `from`. Goes back from the
 * offset, so that no list of the sentences before it is made for each statement.
 */
export function sentenceStartBefore(text: string, from: number, at: number): number {
  for (let index = at - 1; index >= from; index--) {
    const character = text.charAt(index);
    if (character === '\n') return index + 1;
    const isEnd = character === '.' || character === '!' || character === '?';
    if (isEnd && index + 1 < at && SPACE.test(text.charAt(index + 1))) return index + 1;
  }
  return from;
}
