import type { CountdownPuzzle } from '#lib/answers/countdown.ts';
import { operatorSign } from '#lib/answers/expression.ts';
import { assertUnreachable } from '#lib/base/assert.ts';
import type { Form } from './steps.ts';

/** `3, 5 and 11`. */
export function listed(items: readonly (number | string)[], conjunction = 'and'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${conjunction} ${items.at(-1)}`;
}

const NAMES = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** Small counts in words: `three`. */
export const counted = (count: number): string => NAMES[count] ?? amount(count);

/** Large counts with thousands separators; never used inside a calculation. */
export const amount = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** How the number that comes in last is joined, in brackets after what the others must make: `(× 7)`, `(7 − it)`. */
export function formNote(form: Form, y: number | string): string {
  switch (form) {
    case 'plus':
      return `+ ${y}`;
    case 'minus':
      return `− ${y}`;
    case 'from':
      return `${y} − it`;
    case 'times':
      return `× ${y}`;
    case 'over':
      return `÷ ${y}`;
    case 'into':
      return `${y} ÷ it`;
    default:
      return assertUnreachable(form);
  }
}

/** How far a value is from the target: `one short of 42`, `3 above 42`. */
export function missBy(value: number, target: number): string {
  const off = Math.abs(value - target);
  return value < target
    ? `${off === 1 ? 'one' : amount(off)} short`
    : `${off === 1 ? 'one' : amount(off)} too many`;
}

export const ruleOf = (puzzle: CountdownPuzzle): string =>
  puzzle.use === 'all' ? 'each exactly once' : 'each at most once';

export const signsOf = (puzzle: CountdownPuzzle): string =>
  listed(puzzle.operators.map((operator) => operatorSign(operator)));

/**
 * Picks one of several wordings, always the same one for the same key: the reasoner has no state and no randomness, yet
 * two branches side by side should not read like one form filled in twice.
 */
export function worded(key: string, ...wordings: readonly [string, ...string[]]): string {
  let hash = 2166136261;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 16777619);
  return wordings[(hash >>> 8) % wordings.length] ?? wordings[0];
}
