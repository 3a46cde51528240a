import type { TokenKind } from './token.ts';

type Meaning = readonly [kind: TokenKind, text: string];

const each = (names: string, kind: TokenKind): [string, Meaning][] =>
  names.split(' ').map((name) => [name, [kind, name]]);

const GREEK =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi rho sigma tau upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega ell';

export const FUNCTIONS = new Set(
  'sin cos tan cot sec csc arcsin arccos arctan arccot arcsec arccsc sinh cosh tanh cis log ln lg exp gcd lcm max min det'.split(
    ' ',
  ),
);

/** LaTeX commands by what they mean; several names of one thing come out alike. */
export const COMMANDS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ...each(GREEK, 'letter'),
  ...[...FUNCTIONS].map((name): [string, Meaning] => [name, ['function', name]]),
  ['varepsilon', ['letter', 'epsilon']],
  ['vartheta', ['letter', 'theta']],
  ['varphi', ['letter', 'phi']],
  ['imath', ['letter', 'i']],
  ['jmath', ['letter', 'j']],
  ['pi', ['letter', 'π']],
  ['infty', ['special', '∞']],
  ['infin', ['special', '∞']],
  ['emptyset', ['special', '∅']],
  ['varnothing', ['special', '∅']],
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
  ['cdot', ['operator', '*']],
  ['times', ['operator', '*']],
  ['ast', ['operator', '*']],
  ['bullet', ['operator', '*']],
  ['div', ['operator', '/']],
  ['slash', ['operator', '/']],
  ['pm', ['operator', '±']],
  ['mp', ['operator', '∓']],
  ['le', ['relation', '≤']],
  ['leq', ['relation', '≤']],
  ['leqslant', ['relation', '≤']],
  ['leqq', ['relation', '≤']],
  ['ge', ['relation', '≥']],
  ['geq', ['relation', '≥']],
  ['geqslant', ['relation', '≥']],
  ['geqq', ['relation', '≥']],
  ['lt', ['relation', '<']],
  ['gt', ['relation', '>']],
  ['ne', ['relation', '≠']],
  ['neq', ['relation', '≠']],
  ['in', ['relation', '∈']],
  ['notin', ['relation', '∉']],
  ['approx', ['relation', '≈']],
  ['cup', ['set-operator', '∪']],
  ['bigcup', ['set-operator', '∪']],
  ['cap', ['set-operator', '∩']],
  ['setminus', ['set-operator', '∖']],
  ['backslash', ['set-operator', '∖']],
  ['lor', ['word', 'or']],
  ['vee', ['word', 'or']],
  ['land', ['word', 'and']],
  ['wedge', ['word', 'and']],
  ['circ', ['degree', '°']],
  ['degree', ['degree', '°']],
  ['%', ['percent', '%']],
  ['AA', ['word', 'Å']],
  ['$', ['currency', '$']],
  ['pounds', ['currency', '£']],
  ['euro', ['currency', '€']],
  ['{', ['open', '\\{']],
  ['}', ['close', '\\}']],
  ['lbrace', ['open', '\\{']],
  ['rbrace', ['close', '\\}']],
  ['langle', ['open', '⟨']],
  ['rangle', ['close', '⟩']],
  ['lfloor', ['open', '⌊']],
  ['rfloor', ['close', '⌋']],
  ['lceil', ['open', '⌈']],
  ['rceil', ['close', '⌉']],
  ['lparen', ['open', '(']],
  ['rparen', ['close', ')']],
  ['lbrack', ['open', '[']],
  ['rbrack', ['close', ']']],
  ['lvert', ['bar', '|']],
  ['rvert', ['bar', '|']],
  ['vert', ['bar', '|']],
  ['mid', ['bar', '|']],
  ['colon', ['colon', ':']],
  ['angle', ['word', 'angle']],
  ['measuredangle', ['word', 'angle']],
  ['triangle', ['word', 'triangle']],
]);

/** Commands that change how something looks and not what it means. */
export const SILENT = new Set(
  (
    'left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr displaystyle textstyle ' +
    'scriptstyle limits nolimits rm bf it sf tt boldmath normalsize large small hline'
  ).split(' '),
);
export const SPACES = new Set([
  ...'!,;: ',
  'quad',
  'qquad',
  'enspace',
  'thinspace',
  'hspace',
  'hfill',
  'space',
  'nobreakspace',
]);

/** Their argument is text. */
export const TEXT = new Set(
  'text textrm textbf textit textsf texttt textnormal mbox hbox mathrm rm operatorname mathsf mathit mathtt'.split(
    ' ',
  ),
);
/** Their argument is a letter with an ornament, which belongs to its name, or a box around anything. */
export const ORNAMENTS = new Set('mathbf boldsymbol bm vec hat overrightarrow'.split(' '));
export const WRAPPERS = new Set('boxed fbox mathcal mathstrut phantom'.split(' '));

/** Characters outside ASCII, and those of plain text, as LaTeX would have them. */
export const CHARACTERS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['+', ['operator', '+']],
  ...[...'-−–—‐‑'].map((sign): [string, Meaning] => [sign, ['operator', '-']]),
  ...[...'*×·∗⋅'].map((sign): [string, Meaning] => [sign, ['operator', '*']]),
  ...[...'/÷∕⁄'].map((sign): [string, Meaning] => [sign, ['operator', '/']]),
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
  // As a letter and as the sign of the unit.
  ...['Ω', '\u2126'].map((sign): [string, Meaning] => [sign, ['letter', 'Omega']]),
  ['&', ['cell', '&']],
]);

/** `θ` is `\theta`. */
export const GREEK_LETTERS: ReadonlyMap<string, string> = new Map([
  ...[...'αβγδεζηθικλμνξ'].map((letter, at): [string, string] => [letter, GREEK.split(' ')[at] ?? letter]),
  ...[...'ρστυφχψω'].map((letter, at): [string, string] => [letter, GREEK.split(' ')[at + 14] ?? letter]),
]);

/** `½` and its like. */
export const VULGAR: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['½', [1, 2]],
  ['⅓', [1, 3]],
  ['⅔', [2, 3]],
  ['¼', [1, 4]],
  ['¾', [3, 4]],
  ['⅕', [1, 5]],
  ['⅖', [2, 5]],
  ['⅗', [3, 5]],
  ['⅘', [4, 5]],
  ['⅙', [1, 6]],
  ['⅚', [5, 6]],
  ['⅛', [1, 8]],
  ['⅜', [3, 8]],
  ['⅝', [5, 8]],
  ['⅞', [7, 8]],
]);

/** Raised and lowered characters become `^{…}` and `_{…}`. */
export const RAISED: ReadonlyMap<string, string> = new Map(
  [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ'].map((raised, at) => [raised, '0123456789+-n'.charAt(at)]),
);
export const LOWERED: ReadonlyMap<string, string> = new Map(
  [...'₀₁₂₃₄₅₆₇₈₉'].map((lowered, at) => [lowered, `${at}`]),
);
