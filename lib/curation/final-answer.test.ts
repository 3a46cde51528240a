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
    ['$$\n5\n$$', '5'],
    ['$5$ and $6$', '$5$ and $6$'],
  ])('where that is the bare answer %j it gets its box', (given, answer) => {
    expect(finalAnswerOf(segment('So \\boxed{3}.'), given)).toEqual({ text: `\\boxed{${answer}}`, answer });
  });

  test('with a brace too few it gets none, which would not end', () => {
    expect(finalAnswerOf(segment(''), '\\frac{1}{2').text).toBe('\\frac{1}{2');
  });

  test('a sentence stays as it is worded', () => {
    const text = 'So the answer is 4.';
    expect(finalAnswerOf(segment(''), text)).toEqual({ text, answer: '4' });
    expect(finalAnswerOf(segment(''), 'We have 3 * 6.\n#### 18').answer).toBe('18');
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

  test('a line that has the same digits by chance does not state it', () => {
    const source = segment('We add. So the answer is 7. That took 17 steps.');
    expect(finalAnswerOf(source, null).text).toBe('So the answer is 7.\n\n\\boxed{7}');
  });

  test('an empty box is none', () => {
    const source = segment('It is \\boxed{5}. I should put it into \\boxed{}.');
    expect(finalAnswerOf(source, null)).toEqual({ text: 'It is \\boxed{5}.', answer: '5' });
    expect(finalAnswerOf(source, source.text).answer).toBe('5');
    expect(finalAnswerOf(segment('I should put it into \\boxed{}.'), null).answer).toBeNull();
  });

  test('else unknown', () => {
    expect(finalAnswerOf(segment('Hmm, who knows?'), null)).toEqual({ text: '', answer: null });
    expect(finalAnswerOf(segment(''), null)).toEqual({ text: '', answer: null });
  });
});
