import { ASCII, GREEK_LETTERS } from '#lib/text/notation-signs.ts';
import { FUNCTIONS, SYMBOLS } from '#lib/text/symbols.ts';
import type { TokenKind } from './token.ts';

export type Meaning = readonly [kind: TokenKind, text: string];

/** Characters outside ASCII, and those of plain text, by their meaning in LaTeX. */
const CHARACTERS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ...[...'+-*/'].map((sign): [string, Meaning] => [sign, ['operator', sign]]),
  ...[...ASCII].flatMap(([sign, ascii]): [string, Meaning][] =>
    ascii.length === 1 ? [[sign, ['operator', ascii]]] : [],
  ),
  ['—', ['operator', '-']],
  ['±', ['operator', '±']],
  ['∓', ['operator', '∓']],
  ['^', ['power', '^']],
  ['_', ['subscript', '_']],
  ['(', ['open', '(']],
  [')', ['close', ')']],
  ['[', ['open', '[']],
  [']', ['close', ']']],
  ['{', ['open', '{']],
  ['}', ['close', '}']],
  ['⟨', ['open', '⟨']],
  ['⟩', ['close', '⟩']],
  ['⌊', ['open', '⌊']],
  ['⌋', ['close', '⌋']],
  ['⌈', ['open', '⌈']],
  ['⌉', ['close', '⌉']],
  ['|', ['bar', '|']],
  [',', ['comma', ',']],
  [';', ['comma', ',']],
  [':', ['colon', ':']],
  ['∶', ['colon', ':']],
  ['=', ['relation', '=']],
  ['<', ['relation', '<']],
  ['>', ['relation', '>']],
  ['≤', ['relation', '≤']],
  ['⩽', ['relation', '≤']],
  ['≥', ['relation', '≥']],
  ['⩾', ['relation', '≥']],
  ['≠', ['relation', '≠']],
  ['∈', ['relation', '∈']],
  ['∉', ['relation', '∉']],
  ['≈', ['relation', '≈']],
  ['∪', ['set-operator', '∪']],
  ['∩', ['set-operator', '∩']],
  ['∖', ['set-operator', '∖']],
  ['!', ['factorial', '!']],
  ['°', ['degree', '°']],
  ['º', ['degree', '°']],
  ['%', ['percent', '%']],
  ['$', ['currency', '$']],
  ['€', ['currency', '€']],
  ['£', ['currency', '£']],
  ['¢', ['word', '¢']],
  ['√', ['root', '√']],
  ['∞', ['special', '∞']],
  ['∅', ['special', '∅']],
  ['ℝ', ['special', 'ℝ']],
  ['ℤ', ['special', 'ℤ']],
  ['ℕ', ['special', 'ℕ']],
  ['ℚ', ['special', 'ℚ']],
  ['ℂ', ['special', 'ℂ']],
  ['π', ['letter', 'π']],
  // The sign of the unit.
  ['\u2126', ['letter', 'Omega']],
  ['ℓ', ['letter', 'ell']],
  ['∨', ['word', 'or']],
  ['∧', ['word', 'and']],
  ['∠', ['word', 'angle']],
  ['△', ['word', 'triangle']],
  ['&', ['cell', '&']],
]);

/** What a character means in an answer; undefined for one that no answer is taken apart by. */
export function meaningOf(character: string): Meaning | undefined {
  const own = CHARACTERS.get(character);
  const letter = own ? undefined : GREEK_LETTERS.get(character);
  return letter === undefined ? own : ['letter', letter];
}

/** LaTeX commands by what they mean: those that draw a character as that character, others by themselves. */
export const COMMANDS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ...[...SYMBOLS].flatMap(([name, character]): [string, Meaning][] => {
    const meaning = meaningOf(character);
    return meaning ? [[name, meaning]] : [];
  }),
  ...[...FUNCTIONS].map((name): [string, Meaning] => [name, ['function', name]]),
  ['imath', ['letter', 'i']],
  ['jmath', ['letter', 'j']],
  ['frac', ['fraction', 'frac']],
  ['dfrac', ['fraction', 'frac']],
  ['tfrac', ['fraction', 'frac']],
  ['cfrac', ['fraction', 'frac']],
  ['sqrt', ['root', 'sqrt']],
  ['binom', ['binomial', 'binom']],
  ['dbinom', ['binomial', 'binom']],
  ['tbinom', ['binomial', 'binom']],
  ['choose', ['infix', 'choose']],
  ['over', ['infix', 'over']],
  ['bullet', ['operator', '*']],
  ['AA', ['word', 'Å']],
  ['%', ['percent', '%']],
  ['$', ['currency', '$']],
  ['{', ['open', '\\{']],
  ['}', ['close', '\\}']],
  ['lbrace', ['open', '\\{']],
  ['rbrace', ['close', '\\}']],
]);

/** Their argument is text. */
export const TEXT = new Set(
  'text textrm textbf textit textsf texttt textnormal mbox hbox mathrm rm operatorname mathsf mathit mathtt'.split(
    ' ',
  ),
);
/** Their argument is a letter with an ornament, which is part of its name, or anything in a box. */
export const ORNAMENTS = new Set('mathbf boldsymbol bm vec hat overrightarrow'.split(' '));
export const WRAPPERS = new Set('boxed fbox mathcal mathstrut phantom'.split(' '));
