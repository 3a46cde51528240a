import { expect, test } from 'vitest';
import { formatDuration, formatShare, plural } from './format.ts';

test.each([
  [310, '0.31 s'],
  [9800, '9.8 s'],
  [12_640, '12.6 s'],
  [99_960, '1 min 40 s'],
  [185_000, '3 min 05 s'],
])('%i ms reads %s', (ms, expected) => {
  expect(formatDuration(ms)).toBe(expected);
});

test('shares are whole percent, with a real minus', () => {
  expect(formatShare(0.354)).toBe('35 %');
  expect(formatShare(-0.05)).toBe('−5 %');
});

test('plurals', () => {
  expect(plural(1, 'prompt')).toBe('1 prompt');
  expect(plural(1200, 'branch', 'branches')).toBe('1,200 branches');
});
