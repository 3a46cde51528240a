import { memoised } from '#lib/base/memo.ts';
import type { Quantity } from '#lib/text/quantities.ts';
import type { MathText } from '../context-view.ts';

/** Earlier numbers of the text from which one could calculate a number in one's head. */
const MOST_BEFORE = 30;
/** Numbers given in the question and the prompt. */
const MOST_GIVEN = 60;
/** A text of columns of figures would take quadratic time. */
const MOST_LOOKED_AT = 100;
/** Numbers that everybody calculates with. */
const COMMON = [2, 10];
const WHOLES = [100, 180, 360];
/** Hours, months, degrees, powers of two, constants of mathematics and physics: common knowledge. */
const CONSTANTS = new Set(
  '12 24 52 60 365 366 1440 3600 86400 16 32 64 128 256 512 1024 90 180 270 360 3.14 3.1416 3.14159 2.718 1.414 1.732 9.8 9.81 273 273.15 8.314 22.4'.split(
    ' ',
  ),
);
const IS_NUMBER = /^\d+(?:\.\d+)?$/;

/**
 * Numbers that a text uses in a calculation although they occur nowhere before it, and are not a sum, product, power or
 * part of two that do: another text must have found them. Time linear in the text, because we look at a bounded number
 * of them.
 * @param isKnown whether the text's writer was shown it
 * @param given numbers of the question and the prompt
 * @param from offset before which nothing is reported
 */
export function numbersFromNowhere(
  { statements }: MathText,
  {
    isKnown,
    given,
    from = 0,
    onlyOperands,
  }: {
    readonly isKnown: (key: string) => boolean;
    readonly given: readonly number[];
    readonly from?: number;
    /** A text's own results come after a sign: only what it puts into a calculation is taken from elsewhere. */
    readonly onlyOperands: boolean;
  },
): Quantity[] {
  const seen = new Set<string>();
  const before: number[] = [...COMMON];
  const context = given.slice(0, MOST_GIVEN);
  const found: Quantity[] = [];
  let looked = 0;
  for (const { sides } of statements)
    for (const [index, side] of sides.entries())
      for (const one of side.parts.length > 0 ? side.parts : [side]) {
        if (!IS_NUMBER.test(one.key) || seen.has(one.key)) continue;
        seen.add(one.key);
        const value = Number(one.key);
        const isOperand = index === 0 && side.isComputation;
        if (
          (isOperand || !onlyOperands) &&
          one.start >= from &&
          isSpecific(one.key) &&
          !isKnown(one.key) &&
          looked < MOST_LOOKED_AT
        ) {
          looked++;
          if (!isWorkedOut(value, [...context, ...before.slice(-MOST_BEFORE)])) found.push(one);
        }
        before.push(value);
      }
  return found;
}

/** Two digits, or a decimal: any two texts share 7, but not 0.7. */
const isSpecific = (key: string): boolean =>
  !CONSTANTS.has(key) && (key.includes('.') ? Number(key) !== 0.5 : key.replace(/0+$/, '').length > 1);

/** Where a text first reaches each number: after a sign, or alone. */
const ends = memoised(({ statements }: MathText): ReadonlyMap<string, Quantity> => {
  const found = new Map<string, Quantity>();
  for (const { sides } of statements) {
    const last = sides.at(-1);
    if (last && !last.isComputation && !found.has(last.key)) found.set(last.key, last);
  }
  return found;
});

export const comesTo = (math: MathText, key: string): Quantity | undefined => ends(math).get(key);

function isWorkedOut(value: number, numbers: readonly number[]): boolean {
  const is = (other: number) => Math.abs(other - value) < 1e-9 * Math.max(1, Math.abs(value));
  for (const one of numbers) {
    if (
      is(one + 1) ||
      is(one - 1) ||
      is(one / 100) ||
      is(one * 100) ||
      is(Math.sqrt(one)) ||
      is(one ** 2) ||
      is(one ** 3)
    )
      return true;
    if (WHOLES.some((whole) => is(whole - one))) return true;
    for (const other of numbers)
      if (
        is(one + other) ||
        is(one - other) ||
        is(one * other) ||
        is(one / other) ||
        is(Math.floor(one / other)) ||
        is(one ** other)
      )
        return true;
  }
  return false;
}

/** The numbers of a text. */
export const numbersOf = ({ first }: MathText): number[] =>
  [...first.keys()].filter((key) => IS_NUMBER.test(key)).map(Number);
