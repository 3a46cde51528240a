import { describe, expect, it } from 'vitest';
import { parseExampleIndex, readExampleIndex } from './example-index.ts';

const entry = {
  slug: 'two-ways',
  title: 'Two ways',
  question: 'What is 2 + 2?',
  description: 'Adds and counts.',
  author: 'Written by hand for Sprintscope',
  authorKind: 'by-hand',
  subject: 'Mathematics',
  strategy: 'sprint',
  stages: 2,
  prompts: 3,
  executions: 3,
  sequentialTokens: 40,
  totalTokens: 60,
  answer: '4',
};

describe('parseExampleIndex', () => {
  it('takes entries with and without widths', () => {
    expect(parseExampleIndex([entry, { ...entry, widths: [2, 1] }]).map(({ widths }) => widths)).toEqual([
      undefined,
      [2, 1],
    ]);
  });

  it('leaves out what it cannot read, and a slug that would leave the folder', () => {
    expect(
      parseExampleIndex([{ ...entry, slug: '../secrets' }, { title: 'half' }, null, entry]),
    ).toHaveLength(1);
    expect(parseExampleIndex({ not: 'a list' })).toEqual([]);
  });
});

describe('readExampleIndex', () => {
  it('is empty where there is no index', async () => {
    expect(await readExampleIndex('/nowhere')).toEqual([]);
  });
});
