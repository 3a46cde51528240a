import { singular } from '../notation/read-unit.ts';
import { type Comparison, different, equal, undecided } from './comparison.ts';

const ARTICLES = new Set(['a', 'an', 'the', 'it', 'is', 'are', 'of']);
/** Different words for one answer: whoever says “true” may have been asked for “yes”. */
const ALIKE: readonly ReadonlySet<string>[] = [
  new Set(['yes', 'true', 'correct']),
  new Set(['no', 'false', 'incorrect']),
  new Set(['undefined', 'none', 'no', 'impossible', 'nothing', 'never']),
];

/** Names and phrases: the same words, articles and plurals aside. One inside the other is no difference that counts. */
export function compareWords(a: readonly string[], b: readonly string[]): Comparison {
  const [x, y] = [plain(a), plain(b)];
  if (x.join(' ') === y.join(' ')) return equal('the same words');
  const [some, others] = [new Set(x), new Set(y)];
  if (x.every((word) => others.has(word)) || y.every((word) => some.has(word)))
    return undecided('one says more than the other');
  const isShortened =
    x.length === 1 && y.length === 1 && (x[0]?.startsWith(y[0] ?? '') || y[0]?.startsWith(x[0] ?? ''));
  if (isShortened) return undecided('one may be short for the other');
  if (ALIKE.some((group) => x.some((word) => group.has(word)) && y.some((word) => group.has(word))))
    return undecided('words that may mean the same');
  return different('different words');
}

const plain = (words: readonly string[]): readonly string[] =>
  words.map(singular).filter((word) => !ARTICLES.has(word) && word !== '-');
