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
