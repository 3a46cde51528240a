const NUMBER = String.raw`(?:\{\s*(\d{1,4}|[nmr])\s*\}|(\d{1,4}))`;
const LETTER = String.raw`(?:\\(?:mathrm|text|rm)\s*\{\s*([CP])\s*\}|([CP]))`;
/** `{}_{10}C_3`, `^{10}C_3` */
const SCRIPTED = new RegExp(
  String.raw`(?<![\w}])(?:\{\s*\}\s*)?[_^]\s*${NUMBER}\s*${LETTER}\s*_\s*${NUMBER}`,
  'g',
);
/** `C_{10}^{3}`: only with two scripts of digits, the lower at least the upper; `C_1^2` is the square of a constant. */
const BOTH = new RegExp(String.raw`(?<![\w\\])${LETTER}\s*_\s*${NUMBER}\s*\^\s*${NUMBER}`, 'g');
const BOTH_TURNED = new RegExp(String.raw`(?<![\w\\])${LETTER}\s*\^\s*${NUMBER}\s*_\s*${NUMBER}`, 'g');
/** `10C3`; in `10C3_{16}` the C is a digit. */
const BETWEEN = /(?<![\w.\\}])(\d{1,4})\s?([CP])\s?(\d{1,4})(?![\w.{])/g;

const ofChoice = (letter: string, n: string, k: string): string =>
  letter === 'C' ? `\\binom{${n}}{${k}}` : `\\frac{${n}!}{(${n}-${k})!}`;

/**
 * Rewrites numbers of combinations and permutations from the notations of different countries, such as to
 * `\binom{10}{3}`. Takes linear time.
 */
export function withBinomials(text: string): string {
  if (!/[CP]/.test(text) || /\bbase\b/i.test(text)) return text;
  const both = (n: string, k: string, all: string, letter: string) =>
    Number(n) >= Number(k) && Number(n) > 2 ? ofChoice(letter, n, k) : all;
  return text
    .replace(SCRIPTED, (_all, n1, n2, letter1, letter2, k1, k2) =>
      ofChoice(letter1 ?? letter2, n1 ?? n2, k1 ?? k2),
    )
    .replace(BOTH, (all, letter1, letter2, n1, n2, k1, k2) =>
      both(n1 ?? n2, k1 ?? k2, all, letter1 ?? letter2),
    )
    .replace(BOTH_TURNED, (all, letter1, letter2, k1, k2, n1, n2) =>
      both(n1 ?? n2, k1 ?? k2, all, letter1 ?? letter2),
    )
    .replace(BETWEEN, (_all, n, letter, k) => ofChoice(letter, n, k));
}
