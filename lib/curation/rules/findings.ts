import { type Quantity, statementsOf } from '#lib/text/quantities.ts';

/** What a stretch of text introduces, and what it takes from elsewhere. */
export interface Findings {
  /** Values and expressions that it calculates or writes first, with their weight (as in the doctor). */
  readonly found: ReadonlyMap<string, number>;
  /** Those that it uses before it has found them itself. */
  readonly used: ReadonlyMap<string, number>;
  /** Those that it states without a calculation ("BE is 12"): its own, or found by an earlier step. */
  readonly stated: ReadonlyMap<string, number>;
  /** All results, however small their weight: `3` too. */
  readonly results: ReadonlySet<string>;
  /** Names that it gives a meaning: `let u = …`, `u = …`. */
  readonly defined: ReadonlySet<string>;
  /** Names that occur in it before it gives them a meaning. */
  readonly names: ReadonlySet<string>;
}

/** Two digits, or a digit and a sign: any two texts share less by chance. */
const LEAST_VALUE = 2;
/** For names without a number: `x - y` may come from anywhere. */
const LEAST_OF_NAMES = 5;
const leastWeight = (key: string): number => (/\d/.test(key) ? LEAST_VALUE : LEAST_OF_NAMES);
const IS_RESULT =
  /(?:\b(?:so|thus|hence|therefore),?|\bis|\bare|\bgives?|\bgiving|\bequals?|\bbecomes?|\byields?|\bgets?|\bto|\bof|\bbe|\bas|=|≈)\s*(?:me |us |you )?(?:about |approximately |just |indeed |also )?[-$(\\[]{0,3}\s*$/i;
const NAME = /^[a-zA-Zθαβγδελμφωα-ω](?:_\w{1,3})?$/;
/** Names of constants. */
const CONSTANT = /^[eπi]$/;
/** From this weight on, we take a value that a step only states for another step's result. */
const LEAST_STATED = 3;
/** Words of calculation in the sentence before a value, which make it a result. */
const RECKONS =
  /\b(?:times|divided|plus|minus|multipl\w+|squared?|cubed?|roots?|sum|product|half|twice|total|add\w*|subtract\w*|gives?|giving|so|therefore|thus|hence|get|becomes?|simplif\w+|cancel\w*)\b[^.?!\n]*$/i;
const REACH = 90;
const isReckoned = (text: string, at: number): boolean =>
  RECKONS.test(text.slice(Math.max(0, at - REACH), at));
/**
 * We read only the beginning of a longer text: in one sentence of a megabyte we find nothing that a person would
 * follow.
 */
const LONGEST = 20_000;

/** Linear in the text. */
export function findingsOf(whole: string): Findings {
  const text = whole.slice(0, LONGEST);
  const found = new Map<string, number>();
  const used = new Map<string, number>();
  const stated = new Map<string, number>();
  const results = new Set<string>();
  const defined = new Set<string>();
  const names = new Set<string>();

  const use = (quantity: Quantity) => {
    const key = unsigned(quantity.key);
    const weight = weightOf(key, quantity.weight);
    if (weight >= leastWeight(key) && !found.has(key) && !used.has(key)) used.set(key, weight);
  };
  const find = (quantity: Quantity) => {
    const key = unsigned(quantity.key);
    results.add(key);
    const weight = weightOf(key, quantity.weight);
    if (weight >= leastWeight(key) && !used.has(key) && !found.has(key)) found.set(key, weight);
  };
  const state = (quantity: Quantity) => {
    const key = unsigned(quantity.key);
    results.add(key);
    if (quantity.weight >= LEAST_STATED && !used.has(key) && !found.has(key))
      stated.set(key, quantity.weight);
    else find(quantity);
  };
  for (const { sides, isEquation } of statementsOf(text)) {
    const isComputed = isEquation && sides.some((side) => side.isComputation);
    sides.forEach((side, index) => {
      for (const name of namesIn(side.key)) if (!defined.has(name)) names.add(name);
      if (isEquation && index === 0 && sides.length > 1 && NAME.test(side.key)) {
        if (!names.has(side.key) || sides.length === 2) defined.add(side.key);
        names.delete(side.key);
        return;
      }
      for (const part of side.parts) use(part);
      for (const inner of innerOf(side)) use(inner);
      // A calculation with numbers alone is this step's own, even if others did the same.
      const isSum = index === 0 && side.isComputation && !/[a-zθ]/i.test(side.key);
      const isResult =
        (isEquation && (index > 0 || (isSum && sides.length > 1))) ||
        IS_RESULT.test(text.slice(Math.max(0, side.start - 24), side.start));
      if (isResult && (isComputed || isReckoned(text, side.start))) find(side);
      else if (isResult) state(side);
      else use(side);
    });
    const [left, right] = sides;
    if (isEquation && left && right && NAME.test(left.key)) {
      const last = sides.at(-1) ?? right;
      find({ ...last, key: `${left.key}=${last.key}`, weight: last.weight + 1 });
    }
  }
  return { found, used, stated, results, defined, names };
}

/**
 * A calculated round number is worth following: 700 counts although its significant digits alone would not, but 100 is
 * everywhere.
 */
const weightOf = (key: string, weight: number): number =>
  /^(?:\d{3,}|[2-9]0)$/.test(key) && !/^(?:10+|180|360)$/.test(key) ? Math.max(weight, LEAST_VALUE) : weight;

/** `-12r^3` may be the term of a sum as well as a value of its own. */
const unsigned = (key: string): string => (key.startsWith('-') ? key.slice(1) : key);

/** The parts in brackets: both sums of `(z^9+1)/(z+1)`. */
function innerOf(side: Quantity): Quantity[] {
  return [...side.key.matchAll(/\(([^()]{3,40})\)/g)].map(([, key = '']) => ({
    ...side,
    key,
    weight: key.replace(/[_,.]/g, '').length,
  }));
}

const FUNCTION = /^(?:sin|cos|tan|cot|sec|csc|log|ln|exp|gcd|lcm|mod|max|min|arc\w+|[A-Z]+)$/;

/** "Factor out -4": the tokens next to a sign may be words. */
const WORD =
  /^(?:[a-z]*[aeiou][a-z]+[a-z]|is|so|or|to|of|in|at|by|as|if|it|we|no|up|on|an|am|be|do|go|he|me|my|us)$/i;

/** Letters that name something: `x` and `y` in `xy`, but not those of functions and of points (`AB`). */
const namesIn = (key: string): string[] =>
  (key.match(/[a-zA-Zα-ωΔΣΩ]+/g) ?? []).flatMap((word) => {
    if (word.length > 1 && (FUNCTION.test(word) || WORD.test(word))) return [];
    return [...word].filter((name) => !CONSTANT.test(name));
  });
