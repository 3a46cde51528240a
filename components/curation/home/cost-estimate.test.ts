import { expect, test } from 'vitest';
import { estimateCost } from './cost-estimate.ts';

const row = (traceLength: number) => ({
  place: { path: 'x', record: 1 },
  name: 'x',
  question: 'q'.repeat(100),
  trace: '',
  answer: null,
  expected: null,
  traceLength,
});

test('the rows of a plain file are counted from its size', () => {
  const estimate = estimateCost({ format: 'jsonl', rowCount: null, rows: [row(1900), row(1900)] }, 2_000_000);
  expect(estimate?.records).toBe(1000);
});

test('the number that the file itself says is taken, and what is read grows with the traces', () => {
  const short = estimateCost({ format: 'parquet', rowCount: 50, rows: [row(2_750)] }, 10);
  const long = estimateCost({ format: 'parquet', rowCount: 50, rows: [row(27_500)] }, 10);
  expect(short?.records).toBe(50);
  // Nine thousand tokens more in each of 50 traces, and the model reads each more than once.
  expect((long?.inputTokens ?? 0) - (short?.inputTokens ?? 0)).toBeGreaterThan(50 * 9_000);
  expect(long?.outputTokens).toBe((short?.outputTokens ?? 0) * 10);
});

test('nothing is guessed for an archive, whose size tells no rows, nor without a row', () => {
  expect(estimateCost({ format: 'zip', rowCount: null, rows: [row(100)] }, 1_000)).toBeNull();
  expect(estimateCost({ format: 'jsonl', rowCount: 5, rows: [] }, 1_000)).toBeNull();
});
