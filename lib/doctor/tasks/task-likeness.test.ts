import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differentPairs, samePairs } from '../testing/task-pairs.ts';
import { asksAgain, likeness, readTask } from './task-likeness.ts';

const alike = (one: string, other: string) => likeness(readTask(one), readTask(other));

describe('likeness', () => {
  it.each([
    ['Compute the sum of the odd digits.', 'Recalculate the sum of the odd digits.'],
    [
      'Verify the period of the sequence and recompute the total.',
      'Re-verify the sequence period by listing it.',
    ],
    [
      'Check the factoring of the quadratic.',
      'Double-check the factorization of the quadratic for accuracy.',
    ],
    [
      'Explore alternative methods to confirm the answer.',
      'Explore alternative methods to confirm the answer',
    ],
    [
      'Factor 630 again and check the product of its distinct odd factors.',
      'Confirm the product of distinct odd factors of 630.',
    ],
    [
      'Confirm the range by looking at the values for which the root of x - 3 is real.',
      'Verify whether x may be 2 by looking at the values for which the root of x - 3 is real.',
    ],
    ['Check the folding of the map and correct the scale of the map.', 'Re-evaluate the folding of the map.'],
    ['Confirm the formula for n = 4, 5 and 6.', 'Verify the result with examples n = 5 and n = 6.'],
    [
      'Confirm the odds by listing all possible draws.',
      'Confirm the odds with another approach by listing all draws, and ensure that no other outcome wins.',
    ],
    [
      'Confirm the odds with another approach by listing all possible draws.',
      'Confirm the odds by listing all possible draws.',
    ],
    ['Verify the method used for the tiling.', 'Confirm the methods that were used for the tiling.'],
  ])('%s / %s', (one, other) => {
    expect(alike(one, other)).toBeGreaterThan(0);
    expect(alike(other, one)).toBe(alike(one, other));
  });

  it.each([
    ['Simplify the numerator of the fraction.', 'Simplify the denominator of the fraction.'],
    ['Convert the price of five pens to pounds.', 'Convert the price of five pens to euros.'],
    ['Solve for x in the first equation.', 'Solve for y in the first equation.'],
    ['Evaluate the polynomial at x = 2.', 'Evaluate the polynomial at x = -2.'],
    ['Check the order Ann, Bob, Cy.', 'Check the order Bob, Ann, Cy.'],
    ['Find the area of the circle.', 'Verify the area of the circle.'],
    ['Find the area by integration.', 'Find the area by counting squares.'],
    ['Work out (10 + 8) × 2 − 9 step by step.', 'List the numbers in (10 + 8) × 2 − 9.'],
    ['Suppose two groups of three meet.', 'Suppose a group of two and a group of four meet.'],
    ['Verify the total.', 'Verify the total with another method.'],
    ['Confirm the odds by another scenario.', 'Confirm the odds by listing all possible scenarios.'],
  ])('not: %s / %s', (one, other) => {
    expect(alike(one, other)).toBe(0);
  });

  it.each(samePairs)('%s / %s', (one, other) => {
    expect(alike(one, other)).toBeGreaterThan(0);
  });

  it.each(differentPairs)('not: %s / %s', (one, other) => {
    expect(alike(one, other)).toBe(0);
  });

  it.each([
    ['Verify the length of the fence and confirm its cost.', 'Check the fence length and its cost.', true],
    ['Verify the length of the fence.', 'Verify the length of the fence with another method.', false],
    ['Find the length of the fence.', 'Verify the length of the fence.', false],
    [
      'Verify the length of the fence.',
      'Verify the length of the fence and confirm the number of posts.',
      false,
    ],
    [
      'Verify the length of the fence by counting posts.',
      'Verify the length of the fence using its area.',
      false,
    ],
  ])('a later stage: %s / %s: %s', (earlier, later, isAgain) => {
    expect(asksAgain(readTask(later), readTask(earlier))).toBe(isAgain);
  });

  it('never throws, is symmetric and lies within 0 and 1', () => {
    const word = fc.constantFrom(
      'verify',
      'the',
      'sum',
      'of',
      'x₂',
      'and',
      'by',
      '-3',
      'Ann',
      '$',
      '{',
      '\n',
      '数',
      '.',
    );
    const task = fc.array(word, { maxLength: 30 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(task, task, (one, other) => {
        const share = alike(one, other);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
        expect(alike(other, one)).toBeCloseTo(share);
      }),
    );
  });
});
