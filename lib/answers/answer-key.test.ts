import { describe, expect, it } from 'vitest';
import { createAnswerKey, isAnswerKey, keyAnswer, readAnswerKey } from './answer-key.ts';

const entryOf = (row: unknown) => readAnswerKey([row]).entries[0];

describe('readAnswerKey', () => {
  it.each([
    [
      'MATH-500',
      {
        problem: 'What is 6 · 7?',
        solution: 'It is $\\boxed{42}$.',
        answer: '42',
        unique_id: 'test/algebra/7.json',
      },
      { id: 'test/algebra/7.json', question: 'What is 6 · 7?', answer: '42' },
    ],
    ['MATH', { problem: 'Q', solution: 'So $\\boxed{\\frac12}$.' }, { question: 'Q', answer: '\\frac12' }],
    ['GSM8K', { question: 'Q', answer: 'She pays 6 × 7 = 42.\n#### 42' }, { question: 'Q', answer: '42' }],
    [
      'AIME',
      { ID: '2024-I-1', Problem: 'Q', Solution: 'Long.', Answer: 204 },
      { id: '2024-I-1', question: 'Q', answer: '204' },
    ],
    [
      'GPQA',
      { 'Record ID': 'rec1', Question: 'Q', 'Correct Answer': '10^-4 eV', 'Incorrect Answer 1': '1 eV' },
      { id: 'rec1', question: 'Q', answer: '10^-4 eV' },
    ],
    [
      'a list of ways to be right',
      { id: 'q7', answers: ['seven', '7', '7'] },
      { id: 'q7', answer: '["seven","7"]' },
    ],
    ['a list of one', { id: 'q7', final_answer: ['$7$'] }, { id: 'q7', answer: '7' }],
    ['bare', { id: 'x_1', answer: '$5$' }, { id: 'x_1', answer: '5' }],
  ])('%s', (_name, row, entry) => {
    expect(entryOf(row)).toEqual(entry);
  });

  it('says how long an answer may be', () => {
    expect(readAnswerKey([{ id: 'a', answer: '7'.repeat(2_000) }]).entries).toHaveLength(1);
    const { entries, problems } = readAnswerKey([{ id: 'a', answer: 'x'.repeat(2_001) }]);
    expect({ entries, problems }).toEqual({
      entries: [],
      problems: [{ row: 1, message: 'Its answer has 2001 characters; a right answer may have 2000.' }],
    });
  });

  it('names what a row lacks', () => {
    expect(readAnswerKey([{ id: 'a' }, { answer: '1' }, 7, { id: 'b', answer: '2' }])).toEqual({
      entries: [{ id: 'b', answer: '2' }],
      problems: [
        { row: 1, message: expect.stringContaining('no answer') },
        { row: 2, message: expect.stringContaining('neither') },
        { row: 3, message: expect.stringContaining('no object') },
      ],
    });
  });

  it('tells a key by its columns', () => {
    expect(isAnswerKey(['unique_id', 'answer'])).toBe(true);
    expect(isAnswerKey(['Question', 'Correct Answer'])).toBe(true);
    expect(isAnswerKey(['question', 'text'])).toBe(false);
  });

  it('a column of nothing but white space and a word costs its length', () => {
    // Took twelve seconds with a pattern that tries each blank as the last one.
    expect(keyAnswer(`#### a${' '.repeat(200_000)}b`)).toHaveLength(200_002);
  });

  it.each([
    ['\\boxed{5}', '5'],
    ['We get $2 + 3$. So it is $\\boxed{\\frac{1}{2}}$.', '\\frac{1}{2}'],
    ['He has 3 * 6 = <<3*6=18>>18 left.\n#### 18 ', '18'],
    ['#### 1,080', '1,080'],
    ['$$ \\frac12 $$', '\\frac12'],
    ['$5$ and $6$', '$5$ and $6$'],
    [' 5 ', '5'],
  ])('of an expected answer %j, %j is compared', (expected, answer) => {
    expect(keyAnswer(expected)).toBe(answer);
  });
});

describe('createAnswerKey', () => {
  const key = createAnswerKey([
    { id: 'test/algebra/7.json', question: 'What is $6 \\cdot 7$?', answer: '42' },
    { id: 'algebra_8', question: 'What is 1 + 1?', answer: '2' },
    { id: '3', answer: '30' },
    { id: '4', answer: '40' },
    { id: '4', answer: '41' },
  ]);

  it.each([
    ['the id in a name', { key: 'algebra_7' }, '42'],
    ['the question, otherwise set', { question: 'what is 6 \\cdot 7 ?' }, '42'],
    [
      'an id, the question with an instruction',
      { key: 'algebra_8', question: 'What is 1 + 1? Box it.' },
      '2',
    ],
    ['a bare number', { key: '3', question: 'Anything' }, '30'],
    ['an id whose question is another', { key: 'algebra_8', question: 'What is 2 + 2?' }, undefined],
    ['two answers for one id', { key: '4' }, undefined],
    ['nothing', {}, undefined],
  ])('%s', (_name, trace, answer) => {
    expect(key.find(trace)?.answer).toBe(answer);
  });
});
