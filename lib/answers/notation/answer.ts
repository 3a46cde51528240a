import type { Rational } from '../rational.ts';
import type { Term } from '../terms/term.ts';
import type { Token } from './token.ts';

/** What follows a number: a unit of measure, or words that only name the counted things. */
export interface Unit {
  /** `length·1 time·-1`; empty for words that are not a measure. */
  readonly dimension: string;
  /** In the smallest unit of its dimension. */
  readonly size: Rational;
  /** As written, lower case, singular. */
  readonly words: readonly string[];
  /** `5 m`: number and unit as a product of variables, which is the other way to read them. */
  readonly otherwise?: Term;
}

export interface Interval {
  readonly low: Term;
  readonly high: Term;
  readonly lowClosed: boolean;
  readonly highClosed: boolean;
}

/** A parsed answer. */
export type Answer =
  | {
      readonly kind: 'term';
      readonly term: Term;
      readonly unit: Unit | null;
      /** `1/2x` read the other way. */
      readonly otherwise?: Term;
      /** `P(5, 2)`: the number of permutations, or a point with a name. */
      readonly point?: Answer;
    }
  /** Several values, as `1, 2` or `1 or 2`. */
  | { readonly kind: 'list'; readonly items: readonly Answer[] }
  | { readonly kind: 'set'; readonly items: readonly Answer[] }
  /** `(1, 2)`; with two parts it may also be an open interval. */
  | {
      readonly kind: 'tuple';
      readonly items: readonly Answer[];
      /** `[1, 2, 3]`, as programs write a list. */
      readonly square?: true;
    }
  | { readonly kind: 'matrix'; readonly rows: readonly (readonly Answer[])[] }
  /** Intervals and inequalities in one variable. */
  | { readonly kind: 'range'; readonly variable: string | null; readonly parts: readonly Interval[] }
  /** `x = 5`, `f(x) = 2x` */
  | { readonly kind: 'named'; readonly name: Term; readonly value: Answer }
  | { readonly kind: 'equation'; readonly left: Term; readonly right: Term }
  /** An inequality that is not a range: left − right is below 0, or not above it. */
  | { readonly kind: 'inequality'; readonly below: Term; readonly strict: boolean }
  /** `1010_2`; the digits in upper case. */
  | { readonly kind: 'based'; readonly digits: string; readonly base: number }
  | {
      readonly kind: 'clock';
      readonly minutes: number;
      readonly half: 'am' | 'pm' | null;
      readonly text: string;
    }
  | { readonly kind: 'ratio'; readonly parts: readonly Term[] }
  /** `(B)`; with the text that follows the letter. */
  | { readonly kind: 'choice'; readonly letter: string; readonly value: Answer | null }
  /** `ℤ` and other sets that are not a range. */
  | { readonly kind: 'numbers'; readonly of: string }
  | { readonly kind: 'word'; readonly words: readonly string[] };

/** Reads a part of an answer: an item of a list or matrix, a side of a relation. */
export type ReadPart = (tokens: readonly Token[]) => Answer | null;
