import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWhole, savedAgainstSequential } from './saving.ts';

const whole = (tokens: number | null, tokenizer = 'qwen3') => ({ tokens, tokenizer, isWhole: true });

test('a run against a sequential one, both whole and counted alike', () => {
  expect(savedAgainstSequential(whole(240), whole(300)).share).toBeCloseTo(0.2);
  expect(savedAgainstSequential(whole(400), whole(300)).share).toBeCloseTo(-1 / 3);
});

test('no saving, and why', () => {
  expect(savedAgainstSequential(whole(null), whole(300)).none).toBe('missing');
  expect(savedAgainstSequential(whole(240), whole(0)).none).toBe('missing');
  expect(savedAgainstSequential(whole(240, 'o200k'), whole(300)).none).toBe('tokenizers');
  expect(savedAgainstSequential({ ...whole(1), isWhole: false }, whole(300)).none).toBe('partial');
  expect(savedAgainstSequential(whole(240), { ...whole(30), isWhole: false }).none).toBe('partial');
  for (const status of ['empty', 'running', 'failed', 'truncated', 'cancelled', 'interrupted'] as const)
    expect(isWhole(status)).toBe(false);
  expect(isWhole('done')).toBe(true);
});

test('a share or a reason, never both, and never infinite', () => {
  const length = fc.record({
    tokens: fc.option(fc.nat()),
    tokenizer: fc.constantFrom('qwen3', 'o200k', null),
    isWhole: fc.boolean(),
  });
  fc.assert(
    fc.property(length, length, (run, sequential) => {
      const { share, none } = savedAgainstSequential(run, sequential);
      expect(share === null).toBe(none !== null);
      if (share !== null) expect(Number.isFinite(share)).toBe(true);
      expect(share !== null).toBe(
        run.tokens !== null &&
          (sequential.tokens ?? 0) > 0 &&
          run.tokenizer === sequential.tokenizer &&
          run.isWhole &&
          sequential.isWhole,
      );
    }),
  );
});
