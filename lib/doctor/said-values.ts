import type { BranchView } from './context-view.ts';
import type { Quantity, Statement } from './quantities.ts';
import { claimOf } from './stated-results.ts';

/** A number that an execution gives for something. */
export interface SaidValue {
  readonly value: number;
  /** As written, and where. */
  readonly answer: string;
  readonly start: number;
  readonly end: number;
}

/** A fact of fewer significant signs may be told of two things alike. */
const LEAST_WEIGHT = 3;
/** An execution that gives a name as many numbers is looking for one. */
const MOST_TRIED = 2;
/** Rounded differently, two numbers are still one. */
const ROUNDING = 0.02;

export const differ = (one: SaidValue, other: SaidValue): boolean =>
  Math.abs(one.value - other.value) > ROUNDING * Math.max(Math.abs(one.value), Math.abs(other.value));

/** A whole number, a decimal or a fraction of two; null for everything else. */
export function numberOf(key: string): number | null {
  const match = /^(-?)\(?(-?\d+(?:\.\d+)?)(?:\/\(?(\d+(?:\.\d+)?)\)?)?\)?(?:°|\^°)?$/.exec(key);
  if (!match) return null;
  const [, minus, over, under = '1'] = match;
  const value = Number(over) / Number(under);
  return Number.isFinite(value) ? (minus ? -value : value) : null;
}

/** What an execution's calculations come to: `21*32/10^7` → 0.0000672, by the calculation's canonical writing. */
export function calculations({ math, execution }: BranchView): Map<string, SaidValue> {
  const found = new Map<string, SaidValue>();
  for (const statement of math.statements) {
    if (statement.sides.length < 2) continue;
    const said = numberSaid(execution.text, statement);
    if (!said) continue;
    for (const { key, weight, isComputation } of statement.sides.slice(0, -1)) {
      const isNumeric =
        isComputation && weight >= LEAST_WEIGHT && !/[a-z]/i.test(key) && numberOf(key) === null;
      // The last one counts: a slip that is mended is none.
      if (isNumeric) found.set(key, said);
    }
  }
  return found;
}

/** What an execution concludes for each of these names; none where it tries several numbers. */
export function namedValues(
  { math, execution }: BranchView,
  names: ReadonlySet<string>,
): Map<string, SaidValue> {
  const found = new Map<string, SaidValue>();
  const tried = new Map<string, Set<number>>();
  for (const statement of math.statements) {
    const equated = statement.sides.slice(0, -1).find(({ key }) => names.has(key))?.key;
    const name = equated ?? nameBefore(execution.text, statement);
    if (name === undefined || !names.has(name)) continue;
    const said = numberSaid(execution.text, statement);
    if (!said) continue;
    const values = tried.get(name) ?? new Set();
    tried.set(name, values.add(said.value));
    if (claimOf(execution.text, statement) === 'concluded') found.set(name, said);
  }
  for (const [name, values] of tried) if (values.size > MOST_TRIED) found.delete(name);
  return found;
}

/** "so c is 0.05" */
function nameBefore(text: string, { sides }: Statement): string | undefined {
  const [only] = sides;
  if (!only || sides.length > 1) return undefined;
  const before = text.slice(Math.max(0, only.start - 24), only.start);
  return /(?<![A-Za-z\d])([A-Za-z](?:_\w+)?)\s+(?:is|equals|must be|would be)\s+\$?$/.exec(before)?.[1];
}

function numberSaid(text: string, { sides, isEquation }: Statement): SaidValue | null {
  const last = sides.at(-1);
  if (!last || !isEquation) return null;
  const value = numberOf(last.key);
  // "= 3 mod 7", "= 5 remainder 2", "= 4 cm and 2 mm" are told in more than one number.
  if (
    value === null ||
    /^[\s)]*(?:\(?mod|remainder|r\.? ?\d|\\pmod)/i.test(text.slice(last.end, last.end + 16))
  )
    return null;
  return { value, answer: text.slice(last.start, last.end), start: last.start, end: last.end };
}

/** Names that a text of formulas binds: letters, with or without an index, and points. */
export function namesIn(quantities: Iterable<Quantity>): Set<string> {
  const names = new Set<string>();
  for (const { key } of quantities)
    for (const [name] of key.matchAll(/(?<![A-Za-z_])[A-Za-z](?:_\w+)?(?![A-Za-z(])/g)) names.add(name);
  return names;
}
