import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { promptKind, promptTask } from './prompt-kind.ts';

const kindOf = (prompt: string, before: readonly string[] = []) =>
  promptKind(promptTask(prompt), before.map(promptTask));

describe('promptKind', () => {
  it.each([
    ['Verify that the tank holds 40 litres.', 'confirms'],
    ['Use Heron’s formula to confirm the area.', 'confirms'],
    ['Double-check the subtraction.', 'checks again'],
    ['Cross check the totals of both tables.', 'checks again'],
    ['Recompute the interest with monthly rates.', 'does again'],
    ['Re-derive the slope.', 'does again'],
    ['Compare the results of the two counts.', 'checks a result'],
    ['Check the second list for mistakes.', 'checks a result'],
    ['Check every name of the draft against the invitation.', 'checks against'],
    ['Walk through the loop with [3, 1, 2]. Is the output right?', 'asks whether it is right'],
    ['Ensure that the sum is correct.', 'ensures'],
    ['Calculate the fence again to verify it.', 'confirms'],
  ])('reads %j as verifying (%s)', (prompt, rule) => {
    expect(kindOf(prompt)).toEqual({ kind: 'verifying', rule });
  });

  it.each([
    ['Find the roots by another method.', 'names another way'],
    ['Solve it with a different, more direct approach.', 'names another way'],
    ['Alternatively, count the complement.', 'names another way'],
    ['Start over with the second pair.', 'starts over'],
  ])('reads %j as another way (%s)', (prompt, rule) => {
    expect(kindOf(prompt)).toEqual({ kind: 'alternative', rule });
  });

  it.each([
    'Check whether 91 is prime.',
    'Check all odd numbers below 20.',
    'Calculate the volume of the cone and verify it.',
    'Find the other root.',
    'Make the lock re-entrant and re-export it.',
    'Write a review of the concert.',
    'Describe the scene so that everyone can follow; ensure that it rhymes.',
    '',
  ])('reads %j as a new part', (prompt) => {
    expect(kindOf(prompt).kind).toBe('new-part');
  });

  it('takes the goal of an earlier prompt by another way for an alternative, the same goal of other things for none', () => {
    const before = ['Find the area of triangle KLM using the coordinates of its corners.'];
    expect(kindOf('Use similarity to find the area of triangle KLM.', before).rule).toBe(
      'same goal, another way',
    );
    expect(kindOf('Find the area of triangle KLM using coordinates of its corners.', before).kind).toBe(
      'new-part',
    );
    expect(kindOf('Find the area of triangle PQR using similarity.', before).kind).toBe('new-part');
  });

  it('gives one of three kinds for any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string(), { maxLength: 4 }), (prompt, before) => {
        expect(['verifying', 'alternative', 'new-part']).toContain(kindOf(prompt, before).kind);
      }),
    );
  });

  it('takes linear time for hostile texts', () => {
    // Some ms; the square of 300,000 characters would outlast the test.
    for (const piece of ['check ', 'use a to ', 'compare the ', 'is it '])
      kindOf(
        piece.repeat(50_000),
        Array.from({ length: 60 }, () => piece.repeat(2_000)),
      );
  });
});
