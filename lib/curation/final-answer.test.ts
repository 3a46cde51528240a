import { describe, expect, test } from 'vitest';
import { finalAnswerOf } from './final-answer.ts';
import { segment } from './segment.ts';

describe('the final answer', () => {
  test('is what the trace gives apart from its thinking', () => {
    const source = segment('So \\boxed{3}.');
    expect(finalAnswerOf(source, ' It is $\\boxed{4}$. ')).toEqual({
      text: 'It is $\\boxed{4}$.',
      answer: '4',
    });
  });

  test.each([
    ['42', '42'],
    ['$\\frac{1}{2}$', '\\frac{1}{2}'],
    ['Paris', 'Paris'],
  ])('where that is the bare answer %j it gets its box', (given, answer) => {
    expect(finalAnswerOf(segment('So \\boxed{3}.'), given)).toEqual({ text: `\\boxed{${answer}}`, answer });
  });

  test('a sentence stays as it is worded', () => {
    const text = 'So the answer is 4.';
    expect(finalAnswerOf(segment(''), text)).toEqual({ text, answer: '4' });
    expect(finalAnswerOf(segment(''), 'Nobody knows.')).toEqual({ text: 'Nobody knows.', answer: null });
  });

  test('else the last line with a box', () => {
    const source = segment('So \\boxed{3}. No wait. Then it is $\\boxed{4}$. Good.');
    expect(finalAnswerOf(source, null)).toEqual({ text: 'Then it is $\\boxed{4}$.', answer: '4' });
    expect(finalAnswerOf(source, '  ').answer).toBe('4');
  });

  test('else the line that states it, its box added', () => {
    const source = segment('We add. That gives 7. So the answer is 7.');
    expect(finalAnswerOf(source, null)).toEqual({ text: 'So the answer is 7.\n\n\\boxed{7}', answer: '7' });
  });

  test('else unknown', () => {
    expect(finalAnswerOf(segment('Hmm, who knows?'), null)).toEqual({ text: '', answer: null });
    expect(finalAnswerOf(segment(''), null)).toEqual({ text: '', answer: null });
  });
});
