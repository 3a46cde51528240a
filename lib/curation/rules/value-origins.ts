import type { ReadStep } from './read-steps.ts';

/** From which earlier steps a step takes what it uses, and which of them it looks at again. */
export interface Origins {
  /** First finders of values, expressions and names that it uses as given. */
  readonly sources: readonly number[];
  /** Steps whose findings it finds again, but checks. */
  readonly revisits: readonly number[];
}

/** An expression that is nobody's result must say this much to be recognised again. */
const LEAST_EXPRESSION = 5;
/** A formula that says this much is not written twice by chance. */
const LEAST_FORMULA = 6;
/** Counters, which each way has of its own. */
const DUMMY = /^[ijkmn]$/;
/** The strongest ones are enough to say what is looked at again. */
const MOST_REVISITED = 6;

/** `150/1.64` takes nothing from anybody; what it comes to might. A fraction, a root and a formula are values. */
const isSum = (key: string): boolean => !/^\d+\/\d+$|[a-zθπ√]/i.test(key) && /[-+*/^(]/.test(key);

/** UTF-16 units of the problem in which expressions are looked for: each costs one search. */
const MOST_GIVEN = 2_000;

/** Remembers who found what first. Each step costs its own findings. */
export function createValueOrigins() {
  const finder = new Map<string, number>();
  /** Of what was found several times the last step that did, checks apart: what a check looks at again. */
  const lastFinder = new Map<string, number>();
  const definer = new Map<string, number>();
  /** Nobody checks a check: what both find is what they look at. */
  const checks = new Set<number>();
  /** What the problem says, each expression between line breaks: its pieces are nobody's finding. */
  let given = '';
  const first = (key: string, index: number) =>
    finder.set(key, /[-+*/^(]/.test(key) && given.includes(key) ? 0 : index);

  return {
    add(index: number, { findings, kind, compared }: ReadStep): Origins {
      const strength = new Map<number, number>();
      const count = (step: number, weight: number) => strength.set(step, (strength.get(step) ?? 0) + weight);
      const again = new Map<number, number>();
      if (kind === 'check') checks.add(index);
      // A letter in a part or a check may be its own.
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
        // An expression is whose who wrote it first; a number that nobody worked out was given.
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
          // Two ways meet in numbers; in a long formula one has it from the other. Like parts do meet in them.
          if (introduces && weight >= LEAST_FORMULA && /[a-zθ]/i.test(key)) count(origin, weight);
        }
      }
      if (kind !== 'check') for (const key of findings.found.keys()) lastFinder.set(key, index);
      // What a check tries or supposes is its own.
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
