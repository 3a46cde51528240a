import { memoised } from '#lib/base/memo.ts';
import type { Quantity } from '#lib/text/quantities.ts';
import type { MathText } from '../context-view.ts';
import { type Claim, claimsOf } from './claims.ts';

/** The last number that an execution states for something. */
export interface SaidValue {
  readonly value: number;
  /** As the text writes it, and where. */
  readonly answer: string;
  readonly start: number;
  readonly end: number;
}

/** A text that states more numbers for a name or a thing is searching, or talks about several. */
const MOST_TRIED = 2;
/** Two numbers that differ only by rounding are the same. */
const ROUNDING = 0.02;
const LARGEST_EXACT = 1_000;

/** Whether two values are neither the same number nor one rounded to the other's last place. */
export function differ(
  { value: one, answer: said }: SaidValue,
  { value: other, answer: saidOf }: SaidValue,
): boolean {
  const largest = Math.max(Math.abs(one), Math.abs(other));
  if (Number.isInteger(one) && Number.isInteger(other) && largest <= LARGEST_EXACT) return one !== other;
  return Math.abs(one - other) > Math.max(ROUNDING * largest, lastPlace(said), lastPlace(saidOf));
}

/** 0.01 for "3.14"; 0 if it has no decimals. */
function lastPlace(answer: string): number {
  const decimals = /\.(\d+)\D{0,3}$/.exec(answer)?.[1]?.length ?? 0;
  return decimals === 0 ? 0 : 10 ** -decimals * 1.01;
}

/** For each kind and subject, the last value that a text states without withdrawing it. Linear in its claims. */
export const lastSaid = memoised((math: MathText): ReadonlyMap<string, { claim: Claim; said: SaidValue }> => {
  const found = new Map<string, { claim: Claim; said: SaidValue }>();
  const tried = new Map<string, Set<number>>();
  for (const claim of claimsOf(math)) {
    const key = `${claim.kind} ${claim.subject}`;
    const { start, end } = claim.quantity;
    // Values that it only supposes count among those that it tries.
    tried.set(key, (tried.get(key) ?? new Set()).add(claim.value));
    if (claim.stance === 'open' || (claim.kind === 'thing' && claim.isUsed)) continue;
    found.set(key, { claim, said: { value: claim.value, answer: math.text.slice(start, end), start, end } });
  }
  for (const [key, values] of tried)
    if (!key.startsWith('calculation') && values.size > MOST_TRIED) found.delete(key);
  return found;
});

/** Names in the formulas of a text: letters, with or without an index, and points. */
export function namesIn(quantities: Iterable<Quantity>): Set<string> {
  const names = new Set<string>();
  for (const { key } of quantities)
    for (const [name] of key.matchAll(/(?<![A-Za-z_])[A-Za-z](?:_\w+)?(?![A-Za-z(])/g)) names.add(name);
  return names;
}
