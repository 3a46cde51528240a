import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSource } from './open-source.ts';

describe('a trace as it is found', () => {
  test.each([
    [
      'plain text is thinking whole',
      'So 1 + 1 = 2.',
      { text: 'So 1 + 1 = 2.', answer: null, question: null },
    ],
    [
      '<think> and an answer',
      '<think>\nSo 2.\n</think>\n\nThe answer is 2.',
      { text: 'So 2.', answer: 'The answer is 2.', question: null },
    ],
    [
      '</think> without an opening',
      'So 2.\n</think>\n\\boxed{2}',
      { text: 'So 2.', answer: '\\boxed{2}', question: null },
    ],
    ['thinking without an end', '<think>So 2.', { text: 'So 2.', answer: null, question: null }],
    [
      'thinking with nothing after it',
      '<think>So 2.</think> ',
      { text: 'So 2.', answer: null, question: null },
    ],
    ['an empty thought', '<think>\n</think>\nSo 2.', { text: 'So 2.', answer: null, question: null }],
    [
      'OpenThoughts',
      '<|begin_of_thought|>\n\nSo 2.\n\n<|end_of_thought|>\n\n<|begin_of_solution|>\n\nIt is 2.\n\n<|end_of_solution|>',
      { text: 'So 2.', answer: 'It is 2.', question: null },
    ],
    ['OpenThoughts, cut', '<|begin_of_thought|> So 2.', { text: 'So 2.', answer: null, question: null }],
    [
      'OpenThoughts without the middle tags',
      '<|begin_of_thought|> a <|begin_of_solution|> b',
      { text: 'a', answer: 'b', question: null },
    ],
    [
      'its own question',
      '<Question> 1 + 1? </Question>\n<think>So 2.</think> 2',
      { text: 'So 2.', answer: '2', question: '1 + 1?' },
    ],
  ])('%s', (_, raw, opened) => {
    expect(openSource(raw)).toEqual(opened);
  });

  test('takes any text', () => {
    const piece = fc.constantFrom(
      '<think>',
      '</think>',
      '<|begin_of_thought|>',
      '<|end_of_thought|>',
      '<|begin_of_solution|>',
      '<|end_of_solution|>',
      '<Question>',
      '</Question>',
      'a',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const { text, answer } = openSource(pieces.join(''));
        expect(text).toBe(text.trim());
        expect(answer).not.toBe('');
      }),
    );
  });
});
