import { expect, test } from 'vitest';
import { thinkingAndText } from './token-words.ts';

test('a count is taken apart into thinking and text', () => {
  expect(thinkingAndText({ thinking: 2860, text: 9 })).toBe('2,860 thinking + 9 text');
  expect(thinkingAndText({ thinking: 12, text: 0, isEstimate: true })).toBe('≈12 thinking + ≈0 text');
  expect(thinkingAndText({ thinking: 12, text: 20, tagged: true })).toBe('12 thinking + 20 text and tags');
});

test('without thinking there is nothing to tell apart', () => {
  expect(thinkingAndText({ thinking: 0, text: 9 })).toBeNull();
});
