import type { Rational } from '../rational.ts';

/** What can be calculated. `i`, `e` and `π` are symbols with a value of their own (`CONSTANTS`). */
export type Term =
  | { readonly kind: 'number'; readonly value: Rational }
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Term[] };

export const number = (value: Rational): Term => ({ kind: 'number', value });
export const symbol = (name: string): Term => ({ kind: 'symbol', name });
export const call = (name: string, ...args: Term[]): Term => ({ kind: 'call', name, args });

/** Symbols that always denote the same number. */
export const CONSTANTS: ReadonlySet<string> = new Set(['π', 'e', 'i', '∞']);

const constant = new WeakMap<Term, boolean>();

/** Whether a term has no variable. Cached, because an evaluation asks for every part. */
export function isConstant(term: Term): boolean {
  if (term.kind !== 'call') return term.kind === 'number' || CONSTANTS.has(term.name);
  const known = constant.get(term) ?? term.args.every(isConstant);
  constant.set(term, known);
  return known;
}

/** The variables of a term, in order of their names. */
export function variablesOf(...terms: readonly Term[]): readonly string[] {
  const names = new Set<string>();
  const visit = (term: Term): void => {
    if (term.kind === 'symbol' && !CONSTANTS.has(term.name)) names.add(term.name);
    else if (term.kind === 'call') term.args.forEach(visit);
  };
  terms.forEach(visit);
  return [...names].sort();
}

export function uses(term: Term, name: string): boolean {
  if (term.kind === 'symbol') return term.name === name;
  return term.kind === 'call' && (term.name === name || term.args.some((part) => uses(part, name)));
}

/** Number of `±` and `∓` in a term. */
export const signsIn = (term: Term): number =>
  term.kind === 'call'
    ? (term.name === '±' || term.name === '∓' ? 1 : 0) +
      term.args.reduce((sum, part) => sum + signsIn(part), 0)
    : 0;

/**
 * Resolves the `±` of a term: for each, from left to right, `choose` returns whether its upper sign holds. Upper signs
 * of `±` and `∓` go together.
 */
export function withSigns(term: Term, choose: (at: number) => boolean): Term {
  let at = 0;
  const visit = (part: Term): Term => {
    if (part.kind !== 'call') return part;
    if (part.name !== '±' && part.name !== '∓') return { ...part, args: part.args.map(visit) };
    const [first, second] = part.args;
    const left = second && first ? visit(first) : null;
    const plus = choose(at++) === (part.name === '±');
    const right = visit(second ?? first ?? part);
    if (left) return call(plus ? '+' : '-', left, right);
    return plus ? right : call('negate', right);
  };
  return visit(term);
}
