import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { profiles } from '#lib/contract/curation-settings.ts';
import { recogniseFormat } from '#lib/formats/traces/recognise.ts';
import { logFromSource } from '#lib/formats/traces/trace-log.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import { curate } from './curate.ts';
import { pack, planOnlyBecause } from './pack.ts';
import { summarise } from './record.ts';
import { arbitraryInput } from './testing/arbitrary-input.ts';
import { countWords, sampleInput } from './testing/sample-steps.ts';

const text = Array.from({ length: 20 }, (_, index) => `Line ${index + 1} here.`).join('\n');

describe('what follows from a decomposition', () => {
  test('steps in their stages, prompts numbered, why a step has none', () => {
    const { steps, stages, numbers, coverage } = curate(
      sampleInput(text, [
        { plan: [1, 1], execution: [2, 4] },
        { plan: [5, 5], execution: [6, 7], parents: [1] },
        { plan: [8, 8], execution: [9, 11], planOnly: 'always' },
        { plan: [12, 12], execution: [13, 13], planOnly: 'never', parents: [2, 1] },
        { plan: [14, 14], parents: [4, 2, 1] },
      ]),
    );
    expect(
      steps.map(({ stage, promptName, planOnlyBecause }) => [stage, promptName, planOnlyBecause]),
    ).toEqual([
      [1, '1.1', null],
      [2, null, 'short'],
      [1, null, 'by-hand'],
      [2, '2.1', null],
      [3, null, 'no-execution'],
    ]);
    expect(steps.map(({ parents, shownParents, basedOn }) => [parents, shownParents, basedOn])).toEqual([
      [[], [], []],
      [[1], [1], ['1.1']],
      [[], [], []],
      [[1, 2], [2], []],
      [[1, 2, 4], [4], ['1.1', '2.1']],
    ]);
    expect(stages).toEqual([
      { stage: 1, steps: [1, 3], prompts: [{ prompt: '1.1', step: 1 }] },
      { stage: 2, steps: [2, 4], prompts: [{ prompt: '2.1', step: 4 }] },
      { stage: 3, steps: [5], prompts: [] },
    ]);
    expect(numbers).toMatchObject({ steps: 5, stages: 3, prompts: 2, ratio: 5 / 3 });
    // 20 lines of four words and marks, and “It is \\boxed{42}.” with eight.
    expect(numbers.sequentialTokensBefore).toBe(20 * 4 + 8);
    expect(coverage).toEqual({ lost: [{ first: 15, last: 20 }], twice: [] });
  });

  test('“short” is a number of lines in the paper, last − first line in the authors’ scripts', () => {
    const lines = (first: number, last: number) =>
      ({ execution: [{ first, last }], planOnly: 'by-rule' }) as const;
    expect(planOnlyBecause(lines(1, 2), profiles.paper)).toBe('short');
    expect(planOnlyBecause(lines(1, 3), profiles.paper)).toBeNull();
    expect(planOnlyBecause(lines(1, 3), profiles.authors)).toBe('short');
    expect(planOnlyBecause(lines(1, 4), profiles.authors)).toBeNull();
    const apart = {
      execution: [
        { first: 1, last: 1 },
        { first: 9, last: 9 },
      ],
      planOnly: 'by-rule',
    } as const;
    expect(planOnlyBecause(apart, profiles.paper)).toBe('short');
    expect(planOnlyBecause(apart, profiles.authors)).toBeNull();
  });

  test('parents that are no earlier step are passed over: a draft may hold them for a moment', () => {
    const input = sampleInput(text, [{ plan: [1, 1] }, { plan: [2, 2] }]);
    const parents = { s1: ['s2', 's1', 'nobody'], s2: ['s1', 's1'], toString: ['s1'] };
    const { steps } = curate({ ...input, decomposition: { ...input.decomposition, parents } });
    expect(steps.map((step) => step.parents)).toEqual([[], [1]]);
  });

  test('without steps there is a trajectory of the answer, and a reason', () => {
    const curated = curate(sampleInput(text, []));
    expect(curated).toMatchObject({ kept: false, stages: [], reasons: [{ code: 'no-steps' }] });
    expect(curated.numbers.ratio).toBe(0);
    expect(curated.coverage.lost).toEqual([{ first: 1, last: 20 }]);
  });

  test('a summary is the numbers, the prompts of each stage and how much there is to look at', () => {
    const curated = curate(
      sampleInput(text, [{ execution: [1, 3] }, { execution: [4, 6] }, { execution: [7, 9], parents: [1] }]),
    );
    expect(summarise(curated, 2)).toMatchObject({
      ...curated.numbers,
      promptsPerStage: [2, 1],
      reasons: curated.reasons,
      leaks: 0,
      diagnostics: 2,
    });
  });
});

describe('of any decomposition', () => {
  test('stages are those of packing, numbers those of the trajectory’s own import, and nothing is thrown', async () => {
    const counter = { name: 'words', count: async (counted: string) => countWords(counted) };
    await fc.assert(
      fc.asyncProperty(arbitraryInput, async (input) => {
        const curated = curate(input);
        const { steps, stages, numbers, trajectory } = curated;
        const nodes = steps.map(({ parents, promptName }) => ({
          parents: parents.map((parent) => parent - 1),
          executes: promptName !== null,
        }));
        expect(steps.map(({ stage }) => stage)).toEqual(pack(nodes));
        expect(stages.flatMap((stage) => stage.steps).toSorted((a, b) => a - b)).toEqual(
          steps.map(({ number }) => number),
        );
        for (const stage of stages) expect(stage.steps).toEqual(stage.steps.toSorted((a, b) => a - b));
        expect(curated.kept).toBe(curated.reasons.length === 0);

        if (stages.length > 0) expect(recogniseFormat('x.txt', trajectory).format).toBe('transcript');
        const events = await logFromSource(
          {
            place: { path: 'x.txt' },
            fileFormat: 'transcript',
            kind: 'transcript',
            strategy: 'sprint',
            text: trajectory,
            question: null,
            expected: null,
            key: null,
          },
          { counter, startedAt: '2026-01-01T00:00:00Z' },
        );
        const metrics = sessionMetrics(foldEvents(events));
        expect(numbers.sequentialTokensAfter).toBe(metrics.sequentialTokens.authors);
        expect(numbers.totalTokensAfter).toBe(metrics.totalTokens);
        expect([numbers.stages, numbers.prompts]).toEqual([metrics.stages, metrics.prompts]);
        expect(numbers.sampleTokens).toBe(countWords(trajectory));
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  test('the source counts as a sequential session of it would', async () => {
    const counter = { name: 'words', count: async (given: string) => countWords(given) };
    const given = '\nFirst,  12 * 7 = 84.\n\n- one\n- two\n\nSo it is 84. ';
    const { numbers } = curate(sampleInput(given, [{ execution: [1, 2] }]));
    const events = await logFromSource(
      {
        ...{ place: { path: 'x.txt' }, fileFormat: 'sequential', kind: 'sequential', strategy: 'sequential' },
        ...{ text: `${given}\n</think>\n\nIt is \\boxed{42}.`, question: null, expected: null, key: null },
      },
      { counter, startedAt: '2026-01-01T00:00:00Z' },
    );
    expect(numbers.sequentialTokensBefore).toBe(sessionMetrics(foldEvents(events)).sequentialTokens.authors);
  });

  test('the same is computed again, with or without the search for leaks', () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const curated = curate(input);
        expect(curate(input)).toEqual(curated);
        if (!input.settings.rejectLeaks)
          expect(curate(input, { leaks: false })).toEqual({ ...curated, leaks: [], findings: [] });
      }),
    );
  });
});
