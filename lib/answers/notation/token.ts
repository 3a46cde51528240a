import type { Rational } from '../rational.ts';

export type TokenKind =
  | 'number'
  /** A single letter, Greek ones and letters with an index or an accent included: a variable. */
  | 'letter'
  /** A word of a language, or a unit. */
  | 'word'
  /** `sin`, `log`, `gcd`: applied to what follows. */
  | 'function'
  /** `+ - * / ± ∓` */
  | 'operator'
  | 'power'
  | 'subscript'
  /** `( [ { \{ ⟨ ⌊ ⌈`, and their partners. `{` only groups. */
  | 'open'
  | 'close'
  /** `|`, which opens or closes. */
  | 'bar'
  /** `,` and `;` */
  | 'comma'
  | 'colon'
  /** `= < > ≤ ≥ ≠ ∈ ≈` */
  | 'relation'
  /** `∪ ∩ ∖` */
  | 'set-operator'
  | 'factorial'
  | 'degree'
  | 'percent'
  /** `$ € £` */
  | 'currency'
  | 'fraction'
  | 'root'
  | 'binomial'
  /** `\\over`, `\\choose`: replaced once its group is read. */
  | 'infix'
  /** `'` and `"` behind a number: minutes and seconds of an angle, feet and inches. */
  | 'prime'
  /** `∞ ∅ ℝ` and other sets of numbers */
  | 'special'
  /** Of a matrix. */
  | 'begin'
  | 'end'
  | 'cell'
  | 'row'
  /** A token that the reader does not know: we cannot parse the answer. */
  | 'unknown';

export interface Token {
  readonly kind: TokenKind;
  /** One spelling for all notations of it. */
  readonly text: string;
  /** White space stands before it. */
  readonly spaced: boolean;
  /** Of a number. */
  readonly value?: Rational;
}

export const isToken = (token: Token | undefined, kind: TokenKind, text?: string): boolean =>
  token !== undefined && token.kind === kind && (text === undefined || token.text === text);
