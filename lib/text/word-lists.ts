/**
 * Lists of words as data, each line under a `#` that says what it is for, compiled to one group of a pattern. A word may
 * be a piece of a pattern itself (`factori[sz]e`). The first that fits is taken: longer ones stand before their beginnings.
 */
const linesOf = (list: string): string[] =>
  list
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

const group = (parts: readonly string[]): string => `(?:${parts.join('|')})`;

/** Words parted by white space. */
export const anyWord = (list: string): string => group(linesOf(list).flatMap((line) => line.split(/\s+/)));

/** Phrases parted by ` / ` or by line ends. */
export const anyPhrase = (list: string): string => group(linesOf(list).flatMap((line) => line.split(' / ')));
