import { describe, expect, it } from 'vitest';
import { createAnswerKey } from '#lib/answers/answer-key.ts';
import { withKeyAnswer } from './answer-keys.ts';
import { readTraces } from './read-traces.ts';
import type { SourceTrace } from './source-trace.ts';

const jsonl = (...rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const read = (text: string, path = 'key.jsonl', format?: 'table-jsonl' | 'answer-key') =>
  readTraces({ path, text }, { format });

const solution = 'Adding gives five, and so \\boxed{5}.';

describe('an answer key is known by its columns', () => {
  it.each([
    ['MATH-500', { problem: '2 + 3?', solution, answer: '5', level: 1, unique_id: 'test/sums/7.json' }],
    ['GSM8K', { question: '2 + 3?', answer: 'Two and three are five.\n#### 5' }],
    ['AIME', { ID: '2024-I-7', Problem: '2 + 3?', Solution: solution, Answer: 5 }],
    ['GPQA', { Question: '2 + 3?', 'Correct Answer': '5', 'Incorrect Answer 1': '6', 'Record ID': 'rec7' }],
  ])('%s', (_, row) => {
    for (const text of [jsonl(row, row), JSON.stringify([row, row], null, 2)]) {
      const { format, traces, answers, problems } = read(text);
      expect({ format, traces, problems }).toEqual({ format: 'answer-key', traces: [], problems: [] });
      expect(answers.map(({ answer }) => answer)).toEqual(['5', '5']);
    }
  });

  it('as CSV', () => {
    const { format, answers } = read('id,problem,answer\n7,"2 + 3, then?",5\n', 'key.csv');
    expect({ format, answers }).toEqual({
      format: 'answer-key',
      answers: [{ id: '7', question: '2 + 3, then?', answer: '5' }],
    });
  });

  it.each([
    ['a trajectory beside the answer', { problem: '2 + 3?', response: 'It is 5.', answer: '5' }],
    [
      'a solution that a model thought',
      { problem: '2 + 3?', solution: '<think> It is </think> 5', answer: '5' },
    ],
    ['no answer', { id: '7', problem: '2 + 3?', text: 'It is 5.' }],
  ])('not with %s', (_, row) => {
    expect(read(jsonl(row)).format).toBe('table-jsonl');
  });

  it('a person may say otherwise', () => {
    const row = { problem: '2 + 3?', solution, answer: '5' };
    expect(read(jsonl(row), 'key.jsonl', 'table-jsonl').traces).toHaveLength(1);
  });

  it('a row that is no entry is named, and the others are used', () => {
    const { answers, problems } = read(jsonl({ id: '1', answer: '5' }, { id: '2' }, { answer: '6' }));
    expect(answers).toHaveLength(1);
    expect(problems.map(({ place }) => place.record)).toEqual([2, 3]);
  });
});

describe('a key gives a trace its right answer', () => {
  const trace = (over: Partial<SourceTrace>): SourceTrace => ({
    ...{ place: { path: 'a.txt' }, fileFormat: 'sequential', kind: 'sequential', strategy: 'sequential' },
    ...{ text: 'It is 5.', question: null, expected: null, key: null },
    ...over,
  });
  const { answers } = read(
    jsonl(
      { unique_id: 'test/sums/7.json', problem: '2 + 3?', answer: '5' },
      { unique_id: 'test/sums/8.json', problem: '2 + 4?', answer: '6' },
    ),
  );
  const expected = (over: Partial<SourceTrace>) =>
    withKeyAnswer(trace(over), createAnswerKey(answers)).expected;

  it('by the ID in the name of its file, or by its question', () => {
    expect(expected({ key: 'sums_8' })).toBe('6');
    expect(expected({ question: ' 2 + 3? ' })).toBe('5');
  });

  it('not where the question is another, nor where it brings one itself', () => {
    expect(expected({ key: 'sums_8', question: 'What is the capital?' })).toBeNull();
    expect(expected({ key: 'sums_8', expected: '6.0' })).toBe('6.0');
    expect(expected({ key: 'sums_9' })).toBeNull();
  });
});
