import { FUNCTIONS } from '#lib/text/symbols.ts';
import { COMMANDS } from './commands.ts';
import type { TokenKind } from './token.ts';
import { knownSpeed, knownUnit } from './units.ts';

interface Run {
  /** No space separates it from a number, a letter or a bracket before it. */
  readonly glued: boolean;
  /** The character after it. */
  readonly next: string;
}

type Piece = { readonly kind: TokenKind; readonly text: string };

const SPELLED: Readonly<Record<string, Piece>> = {
  pi: { kind: 'letter', text: 'π' },
  infinity: { kind: 'special', text: '∞' },
  infty: { kind: 'special', text: '∞' },
  inf: { kind: 'special', text: '∞' },
  sqrt: { kind: 'root', text: '√' },
  ncr: { kind: 'letter', text: 'C' },
  npr: { kind: 'letter', text: 'P' },
};
const GREEK = new Set([
  'alpha',
  'beta',
  'gamma',
  'delta',
  'theta',
  'lambda',
  'sigma',
  'omega',
  'phi',
  'psi',
  'tau',
  'rho',
]);
/** Two letters that are a word even where the reader expects variables. */
const SHORT_WORDS = new Set([
  'or',
  'and',
  'no',
  'is',
  'an',
  'of',
  'to',
  'by',
  'if',
  'at',
  'st',
  'nd',
  'rd',
  'th',
  // `18 sq units`
  'sq',
  'cu',
]);

/**
 * Reads a run of letters outside `\text`: a function, a word, or a product of variables (`6mn`, `xyz`). Where several
 * are possible it guesses, the same way for both answers of a pair.
 */
export function lettersAsTokens(run: string, { glued, next }: Run): readonly Piece[] {
  const lower = run.toLowerCase();
  if (run.length === 1) return [{ kind: 'letter', text: run }];
  const spelled = SPELLED[lower];
  if (spelled) return [spelled];
  if (GREEK.has(lower)) return [{ kind: 'letter', text: lower }];
  const scripted = next === '_' || next === '^';
  // `45 min`, `10 sec`
  const isUnit = knownUnit(run) !== null && next !== '(';
  if (FUNCTIONS.has(lower) && !isUnit) return [{ kind: 'function', text: COMMANDS.get(lower)?.[1] ?? lower }];
  if (SHORT_WORDS.has(lower)) return [{ kind: 'word', text: lower }];
  // `cm^2`; but for `6mm` beside `m` we cannot tell.
  if (knownUnit(run) || knownSpeed(run)) return [{ kind: 'word', text: run }];
  if (run.length === 2 || isProduct(run) || (scripted && run.length < 4) || (glued && run.length < 4))
    return split(run);
  return [{ kind: 'word', text: run }];
}

const split = (run: string): Piece[] =>
  // `2sinx` and `5pi`: people write no space there.
  [...run].map((text) => ({ kind: 'letter', text }));

/** `abc`, `xyz`, `pqr`: letters that follow each other in the alphabet are variables. */
const isProduct = (run: string): boolean =>
  run.length <= 5 &&
  [...run].every((letter, at) => at === 0 || letter.charCodeAt(0) - run.charCodeAt(at - 1) === 1);
