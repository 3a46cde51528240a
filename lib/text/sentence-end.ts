import { anyWord } from './word-lists.ts';

/** Words that never end a sentence. */
const LEADS_ON = new Set(
  'e.g i.e eg ie dr mr mrs ms prof vs viz cf approx resp w.r.t s.t incl excl messrs mt ft figs eqs eqn eqns secs nos'.split(
    ' ',
  ),
);
/** They lead on before a number; elsewhere they are ordinary words. */
const BEFORE_NUMBER = new Set(
  'no fig eq sec ch chap vol p pp ex prop lem thm cor def ref art pt jan feb mar apr jun jul aug sept oct nov dec'.split(
    ' ',
  ),
);
/** They lead on before a small letter, like every word, and end a sentence before a capital one. */
const INITIALS_OF_ONE = /^(?:[A-Z]\.)*[A-Z]$/;
/** Words that begin sentences: after one, a letter before the full stop is a point or a variable, not an initial. */
const OPENS_SENTENCE = new RegExp(
  `^${anyWord(`
    # what somebody does, and how
    \\w+(?:ing|ly)
    # joining words
    Then So The Now Let Lets But And Or Wait Hence Therefore Thus Since If Also Because However
    # what is pointed at
    This That These Those There It Its We You He She They I Our My Here
    # where and when
    Next For To In On At As By From With After Before Once While
    # questions
    When Where What Which How Why Is Are Does Do Can
    # hesitation and answers
    Hmm Okay Ok Yes No Not Just Maybe Perhaps
    # how many, which of them
    First Second Third Last Each Every All Both One Two Another Other Any Some
    # what is to be done or supposed
    Given Note Suppose Assume Check Compute Find Consider Solve Take Call Draw
    # figures, by a letter
    Line Point Angle Triangle Side`)}$`,
);
const FUNCTION = /^(?:sin|cos|tan|log|ln|exp|gcd|lcm|sqrt|max|min|mod)$/;
/** A number of a list, or a heading such as “Step 2”, with the signs that Markdown may put before it. */
const LABEL =
  /^[\s*_#>([-]*(?:\d{1,2}|[A-Za-z]|[ivxIVX]{1,4}|(?:step|case|part|method|option|approach|problem|question|example|rule|property|claim|lemma|theorem)\s+(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4}))$/i;
const LONGEST_LABEL = 40;
const LOOK_BACK = 24;

/**
 * Whether a sentence ends with the full stops, exclamation or question marks between `from` and `to`.
 * @param begin where the sentence began
 * @param after what stands behind them, closing quotes and brackets among it, up to the next visible character
 * @param next what is visible next, some characters of it; never empty
 */
export function endsSentence(
  text: string,
  { begin, from, to, after, next }: { begin: number; from: number; to: number; after: string; next: string },
): boolean {
  const stops = text.slice(from, to);
  if (/[。！？]/.test(stops)) return !/^[，。！？、」』）]/.test(next);
  if (!/\s/.test(after)) return false;
  if (/^[=+<>≤≥≈×·^,;:.)\]}…]/.test(next)) return false;
  const isQuoted = /["”’']/.test(after);
  if (stops.includes('?')) return !isQuoted || !/^\p{Ll}/u.test(next);
  const before = text.slice(Math.max(begin, from - LOOK_BACK), from);
  if (stops.includes('!')) {
    const isFactorial = stops.length === 1 && /(?:^|[^\p{L}])(?:\p{L}|[\d)\]}]+)$/u.test(before);
    return isFactorial ? /^(?:\p{Lu}[\p{L}']|I\b)/u.test(next) : !/^\p{Ll}/u.test(next);
  }
  const nextWord = /^\p{L}+/u.exec(next)?.[0] ?? '';
  if (stops.includes('…') || stops.length > 1) return /^\p{Lu}/u.test(next) && nextWord !== 'I';
  if (from - begin <= LONGEST_LABEL && LABEL.test(text.slice(begin, from))) return false;
  if (/^\p{Ll}{2,}$/u.test(nextWord) && !FUNCTION.test(nextWord) && !/^\p{L}+[(_^]/u.test(next)) return false;
  const word = /\p{L}[\p{L}.]*$/u.exec(before)?.[0] ?? '';
  const isWhole = !/[\p{L}\d\\_^]/u.test(before.charAt(before.length - word.length - 1));
  if (word === '' || !isWhole) return true;
  const known = word.toLowerCase();
  if (LEADS_ON.has(known)) return false;
  if (BEFORE_NUMBER.has(known)) return !(known === 'no' ? /^[\d#]/ : /^[\d#($\\]/).test(next);
  if (!INITIALS_OF_ONE.test(word)) return true;
  // The initial of a person if a name continues: “George B. Dantzig”, “by J. Smith”; not “the point B. Dilation …”.
  if (!/(?:^\s*|\p{Lu}[\p{L}.]*\s|\b(?:by|and|with)\s|[(“"])$/u.test(before.slice(0, -word.length)))
    return true;
  return !/^(?:\p{Lu}\p{Ll}+|\p{Lu}\.)/u.test(next) || OPENS_SENTENCE.test(nextWord);
}
