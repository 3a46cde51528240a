import { describe, expect, it } from 'vitest';
import { segment } from '../segment.ts';
import { evaluates, leavesOpen } from './evaluation.ts';
import { readSource } from './read-source.ts';
import { beginnings } from './testing/take-apart.ts';

const linesOf = (text: string) => readSource(segment(text)).lines;
const opened = (text: string): boolean => {
  const last = linesOf(text).at(-1);
  if (!last) throw new Error('no line');
  return leavesOpen(last);
};
const goesOn = (before: string, line: string): boolean => {
  const [first, second] = linesOf(`${before}\n\n${line}`).slice(-2);
  if (!first || !second) throw new Error('no two lines');
  return evaluates(second, first);
};

describe('a reckoning without its value', () => {
  it.each([
    'So the area is (7 + 9)(12 - 4).',
    'Then 60 cups divided by 4 would give me the cups of a box.',
    'That is \\sqrt{3^2 + 8^2}.',
  ])('is left open: %s', (line) => expect(opened(line)).toBe(true));

  it.each([
    'So 7 * 12 = 84.',
    'The line is y = 3x + 4.',
    'Is it 7 * 12?',
    '60 divided by 4 is 15.',
    'It has 3 rows.',
  ])('is not: %s', (line) => expect(opened(line)).toBe(false));
});

describe('what belongs to the line before', () => {
  it('is what it comes to', () => {
    expect(goesOn('The sum is 60 divided by 4.', 'Let me check that.')).toBe(true);
    expect(goesOn('The length is \\sqrt{3^2 + 8^2}.', 'So \\sqrt{9 + 64} = \\sqrt{73}.')).toBe(true);
    expect(goesOn('The sum has two parts.', 'Compute each term:')).toBe(true);
    expect(goesOn('So S = 2/7 + 3/7 - 1/7.', 'Combine terms: [2 + 3 - 1]/7 = 4/7.')).toBe(true);
  });

  it('is no new task, and no check of what is worked out', () => {
    expect(goesOn('So 7 * 12 = 84.', 'Wait, let me check that.')).toBe(false);
    expect(goesOn('So 7 * 12 = 84.', 'Now, add both areas to find the whole.')).toBe(false);
  });

  it('is not cut from it', () => {
    const text = `I need to find how many cups a box holds. There are 60 cups in 4 boxes of one kind.

First, I can share them out evenly. Then 60 cups divided by 4 would give me the cups of a box.

Let me compute that. 60 divided by 4 is 15. So a box holds 15 cups. That is what is asked. Nothing is left.`;
    expect(beginnings(text)).not.toContain('Let me compute');
  });
});
