import { describe, expect, test } from 'vitest';
import { isSelfContained, saysWhat } from './self-contained.ts';

describe('what a prompt says', () => {
  test.each([
    'Carry out the plan above.',
    'Do the same for this one, as planned above.',
    'Verify this: “Is that right?”.',
    'Let me check that again.',
    'Solve the problem.',
    '',
  ])('nothing to work on: %s', (prompt) => expect(saysWhat(prompt)).toBe(false));

  test.each([
    'Compute 3 * 4.',
    'Find the area of the tile.',
    'Solve for x.',
    'Vérifie la somme.',
    '计算面积',
    'Verify the division.',
  ])('something: %s', (prompt) => expect(saysWhat(prompt)).toBe(true));

  test('a plan stands for what its prompt leaves out', () => {
    const step = { prompt: 'Carry out the plan above.', description: 'Works on' };
    expect(isSelfContained(step, '')).toBe(false);
    expect(isSelfContained(step, 'Let me check that.')).toBe(false);
    expect(isSelfContained(step, 'First, the area of the floor.')).toBe(true);
  });

  test('a description stands for a prompt that nobody wrote', () => {
    expect(isSelfContained({ prompt: ' ', description: 'Finds the area' }, '')).toBe(true);
  });
});
