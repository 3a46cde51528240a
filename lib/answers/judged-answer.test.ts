import { expect, test } from 'vitest';
import { type JudgedAnswer, markOf, markReason } from './judged-answer.ts';

const different: JudgedAnswer = {
  expected: '8',
  verdict: { verdict: 'different', how: 'other numbers' },
  ruling: null,
};
const ruling = { seq: 0, correct: true, madeAt: '2026-11-30T00:00:00.000Z' };

test('without a ruling the verdict is the mark, undecided a mark of its own', () => {
  expect(markOf(different)).toBe('wrong');
  expect(markReason(different)).toBe('other numbers');
  expect(markOf({ verdict: { verdict: 'undecided', how: '' }, ruling: null })).toBe('undecided');
  expect(markOf({ verdict: null, ruling: null })).toBeNull();
});

test('a ruling stands above it, also one that takes the verdict back', () => {
  expect(markOf({ ...different, ruling })).toBe('right');
  expect(markOf({ ...different, ruling: { ...ruling, correct: null } })).toBe('undecided');
  expect(markReason({ ...different, ruling: { ...ruling, reason: 'the key is wrong' } })).toBe(
    'ruled by a person: the key is wrong',
  );
});
