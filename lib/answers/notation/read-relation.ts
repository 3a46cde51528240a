import { compareTerms } from '../terms/compare-terms.ts';
import { call, isConstant, type Term, variablesOf } from '../terms/term.ts';
import type { Answer, ReadPart } from './answer.ts';
import { complement, rangeOf } from './ranges.ts';
import { readWholeTerm } from './read-term.ts';
import { halfLine, solveInequality, TURNED } from './solve-inequality.ts';
import { partsAt } from './structure.ts';
import type { Token } from './token.ts';

/** Reads equations, inequalities and `x ∈ …`; null if there is no relation outside brackets. */
export function readRelation(tokens: readonly Token[], inner: ReadPart): Answer | null {
  const parts = partsAt(tokens, ({ kind }) => kind === 'relation');
  if (parts.length < 2) return null;
  const signs: string[] = [];
  let at = -1;
  for (const part of parts.slice(0, -1)) {
    at += part.length + 1;
    signs.push(tokens[at]?.text ?? '');
  }
  if (signs.every((sign) => sign === '=' || sign === '≈')) return readEquality(parts, inner);
  const [left, right] = parts;
  const isMember = signs[0] === '∈';
  if (signs.length === 1 && (isMember || signs[0] === '∉') && right)
    return readMembership(left ?? [], inner(right), isMember);
  return readInequality(parts, signs);
}

/** The value of a chain is its last side: `x = 6 · 7 = 42`. */
function readEquality(parts: readonly (readonly Token[])[], inner: ReadPart): Answer | null {
  const [first, ...others] = parts;
  const last = others.at(-1);
  if (!first || !last) return null;
  const value = inner(last);
  if (!value) return null;
  if (first.length === 0) return value;
  const names = inner(first);
  // `(x, y) = (1, 2)`
  if (names?.kind === 'tuple' || names?.kind === 'list' || names?.kind === 'matrix') return value;
  const name = readWholeTerm(first);
  if (!name) return isPhrase(first) ? value : null;
  if (isName(name)) return { kind: 'named', name, value };
  // `12 + 11 = 23`; a wrong calculation states nothing.
  if (
    value.kind === 'term' &&
    compareTerms(name, value.term).verdict === 'different' &&
    isConstant(name) &&
    isConstant(value.term)
  )
    return null;
  if (variablesOf(name).length === 0 && (value.kind !== 'term' || variablesOf(value.term).length === 0))
    return value;
  if (value.kind !== 'term' || others.length > 1) return null;
  return { kind: 'equation', left: name, right: value.term };
}

/** “Area = 12” */
const isPhrase = (tokens: readonly Token[]): boolean =>
  tokens.every(({ kind }) => kind === 'word' || kind === 'letter');

/** A name that an answer may give a value: a variable or `f(x)`, but not a known function such as `\sin x`. */
function isName(term: Term): boolean {
  if (term.kind === 'symbol') return true;
  if (term.kind !== 'call' || term.name !== '*') return false;
  const [first, argument] = term.args;
  // `f^{-1}(x)`
  const head = first?.kind === 'call' && first.name === '^' ? first.args[0] : first;
  return (
    head?.kind === 'symbol' &&
    /^[A-Za-z]/.test(head.name) &&
    FUNCTION_NAMES.test(head.name) &&
    argument !== undefined
  );
}
const FUNCTION_NAMES = /^[fghpqrsFGHPQ](?:_\w+|'+)?$/;

function readMembership(left: readonly Token[], set: Answer | null, isMember: boolean): Answer | null {
  const variable = nameOf(readWholeTerm(left));
  if (!set) return null;
  const range = set.kind === 'tuple' || !isMember ? rangeOf(set) : set;
  if (range?.kind !== 'range') return isMember ? set : null;
  const parts = isMember ? range.parts : complement(range.parts);
  return parts && { ...range, variable, parts };
}

/** `f(x)` is a name, too, whatever its argument is called. */
function nameOf(term: Term | null): string | null {
  if (term?.kind === 'symbol') return term.name;
  if (!term || !isName(term) || term.kind !== 'call') return null;
  const [head] = term.args;
  return head?.kind === 'symbol' ? `${head.name}()` : null;
}

function readInequality(parts: readonly (readonly Token[])[], signs: readonly string[]): Answer | null {
  const terms = parts.map((part) => readWholeTerm(part));
  if (!terms.every((term) => term !== null) || signs.some((sign) => !(sign in TURNED))) return null;
  const middle = terms.findIndex((term) => nameOf(term) !== null && variablesOf(term).length > 0);
  const [first, second] = terms;
  if (signs.length === 1 && first && second) {
    const variable = nameOf(terms[middle] ?? null);
    const other = middle === 0 ? second : first;
    if (variable === null || variablesOf(other).length > 0)
      return solveInequality(first, second, signs[0] ?? '') ?? inequality(first, second, signs[0] ?? '');
    const sign = middle === 0 ? (signs[0] ?? '') : (TURNED[signs[0] ?? ''] ?? '');
    const parts = halfLine(sign, other);
    return parts && { kind: 'range', variable, parts };
  }
  return terms.length === 3 && middle === 1 ? between(terms, signs) : null;
}

function inequality(left: Term, right: Term, sign: string): Answer | null {
  if (sign === '≠') return null;
  const [small, large] = sign === '<' || sign === '≤' ? [left, right] : [right, left];
  return { kind: 'inequality', below: call('-', small, large), strict: sign === '<' || sign === '>' };
}

/** `3 < x ≤ 4` */
function between(terms: readonly Term[], [first = '', second = '']: readonly string[]): Answer | null {
  const [left, middle, right] = terms;
  const isRising = '<≤'.includes(first) && '<≤'.includes(second);
  const isFalling = '>≥'.includes(first) && '>≥'.includes(second);
  if (!left || !right || !middle || (!isRising && !isFalling)) return null;
  const [low, high, lowSign, highSign] = isRising
    ? [left, right, first, second]
    : [right, left, second, first];
  const part = { low, high, lowClosed: '≤≥'.includes(lowSign), highClosed: '≤≥'.includes(highSign) };
  return { kind: 'range', variable: nameOf(middle), parts: [part] };
}
