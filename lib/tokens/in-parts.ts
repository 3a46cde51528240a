/**
 * No real word is this long, UTF-16 units. We count longer runs in parts, since merging takes up to quadratic time in
 * their length (100,000 letters: 6 s with o200k); the count may be off by as much as a token a part.
 */
export const LONGEST_WORD = 10_000;

/** The count of a word that is too long, by its parts. */
export function inParts(word: string, count: (part: string) => number): number {
  let sum = 0;
  for (let from = 0; from < word.length; ) {
    let to = from + LONGEST_WORD;
    // Never between the two halves of a character.
    if (to < word.length && (word.charCodeAt(to) & 0xfc00) === 0xdc00) to--;
    sum += count(word.slice(from, to));
    from = to;
  }
  return sum;
}
