import type { ReadStep } from './read-steps.ts';

/** The earlier steps that a step takes its inputs from, and those that it re-examines. */
export interface Origins {
  /** The first finders of values, expressions and names that it uses as given. */
  readonly sources: readonly number[];
  /** Steps, except checks, whose findings it reproduces. */
  readonly revisits: readonly number[];
}

/** Least weight at which we recognise an expression that is no step's result. */
const LEAST_EXPRESSION = 5;
/** Nobody writes a formula of this weight twice by chance. */
const LEAST_FORMULA = 6;
/** Counters, which each method has for itself. */
const DUMMY = /^[ijkmn]$/;
/** The strongest ones suffice to say what a step re-examines. */
const MOST_REVISITED = 6;

/** `150/1.64` comes from no earlier step; its result may. A fraction, a root and a formula are values. */
const isSum = (key: string): boolean => !/^\d+\/\d+$|[a-zθπ√]/i.test(key) && /[-+*/^(]/.test(key);

/** UTF-16 units of the problem in which we look for expressions: each costs one search. */
const MOST_GIVEN = 2_000;

/** Records which step found what first. The cost of a step depends only on its own findings. */
export function createValueOrigins() {
  const finder = new Map<string, number>();
  /** The last step that found a value, except checks: the one that a check re-examines. */
  const lastFinder = new Map<string, number>();
  const definer = new Map<string, number>();
  /** Nothing checks a check: if two checks find the same, both look at the same earlier step. */
  const checks = new Set<number>();
  /** The expressions of the problem, separated by line breaks: no step is the finder of their pieces. */
  let given = '';
  const first = (key: string, index: number) =>
    finder.set(key, /[-+*/^(]/.test(key) && given.includes(key) ? 0 : index);

  return {
    add(index: number, { findings, kind, compared }: ReadStep): Origins {
      const strength = new Map<number, number>();
      const count = (step: number, weight: number) => strength.set(step, (strength.get(step) ?? 0) + weight);
      const again = new Map<number, number>();
      if (kind === 'check') checks.add(index);
      // A part or a check may use a letter for something of its own.
      const introduces = kind !== 'check' && kind !== 'part' && kind !== 'likewise';
      if (index === 0)
        given = [...findings.used.keys(), ...findings.found.keys()].join('\n').slice(0, MOST_GIVEN);

      for (const key of compared) {
        const origin = finder.get(key);
        if (origin !== undefined && origin > 0) count(origin, key.length);
      }
      for (const [key, weight] of findings.used) {
        if (isSum(key)) continue;
        const origin = finder.get(key);
        if (origin !== undefined && origin > 0) count(origin, weight);
        // An expression belongs to the step that wrote it first; a number that no step calculated was given.
        else if (origin === undefined) first(key, weight >= LEAST_EXPRESSION ? index : 0);
      }
      for (const [key, weight] of findings.stated) {
        const origin = finder.get(key);
        if (origin === undefined) first(key, index);
        else if (origin > 0) count(origin, weight);
      }
      for (const name of findings.names) {
        const origin = definer.get(name);
        if (origin === undefined)
          definer.set(name, introduces && (!DUMMY.test(name) || kind !== 'alternative') ? index : 0);
        else if (origin > 0) count(origin, 2);
      }
      for (const [key, weight] of findings.found) {
        const origin = finder.get(key);
        if (origin === undefined) first(key, index);
        else if (origin > 0) {
          const last = lastFinder.get(key) ?? origin;
          if (!checks.has(last)) again.set(last, (again.get(last) ?? 0) + weight);
          // Two methods share numbers; if they share a long formula, one took it from the other. Parallel parts do
          // share formulas.
          if (introduces && weight >= LEAST_FORMULA && /[a-zθ]/i.test(key)) count(origin, weight);
        }
      }
      if (kind !== 'check') for (const key of findings.found.keys()) lastFinder.set(key, index);
      // A check keeps to itself what it tries or supposes.
      if (kind !== 'check')
        for (const name of findings.defined) if (!definer.has(name)) definer.set(name, index);

      return { sources: [...strength.keys()], revisits: strongest(again) };
    },
  };
}

const strongest = (steps: ReadonlyMap<number, number>): number[] =>
  [...steps]
    .sort(([a, x], [b, y]) => y - x || b - a)
    .slice(0, MOST_REVISITED)
    .map(([step]) => step);
