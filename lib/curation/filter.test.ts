import { describe, expect, test } from 'vitest';
import { type CurationSettings, profiles } from '#lib/contract/curation-settings.ts';
import type { Finding } from '#lib/contract/findings.ts';
import type { CuratedNumbers, CuratedStage } from './curated.ts';
import { type FilterInput, rejectionsOf } from './filter.ts';

const stagesOf = (...prompts: number[]): CuratedStage[] =>
  prompts.map((count, index) => ({
    stage: index + 1,
    steps: [],
    prompts: Array.from({ length: count }, (_, place) => ({ prompt: `${index + 1}.${place + 1}`, step: 1 })),
  }));

const numbers: CuratedNumbers = {
  steps: 6,
  stages: 2,
  prompts: 4,
  ratio: 3,
  sequentialTokensBefore: 100,
  sequentialTokensAfter: 60,
  totalTokensAfter: 110,
  sampleTokens: 150,
};
const input = (
  change: Partial<Omit<FilterInput, 'settings' | 'numbers'>> & {
    settings?: Partial<CurationSettings>;
    numbers?: Partial<CuratedNumbers>;
  } = {},
): FilterInput => ({
  stages: stagesOf(2, 2),
  emptyPrompts: [],
  leaks: [],
  findings: [],
  answer: '42',
  isWholeText: true,
  expected: '42',
  ...change,
  settings: { ...profiles.paper, ...change.settings },
  numbers: { ...numbers, ...change.numbers },
});
const codes = (change: Parameters<typeof input>[0]) => rejectionsOf(input(change)).map(({ code }) => code);
const leak = { step: 's2', stepNumber: 2, from: 's1', fromNumber: 1, explanation: '' };

describe('filtering', () => {
  test('keeps what passes every threshold', () => {
    expect(rejectionsOf(input())).toEqual([]);
    expect(codes({ numbers: { ratio: 1.5 } })).toEqual([]);
    expect(codes({ stages: stagesOf(...Array(11).fill(8)), numbers: { sampleTokens: 7_168 } })).toEqual([]);
  });

  test('says each reason, with what was compared', () => {
    const rejections = rejectionsOf(
      input({
        numbers: { ratio: 1.499, sampleTokens: 7_169 },
        stages: stagesOf(...Array(11).fill(1), 9),
        answer: '41',
        leaks: [leak],
        settings: { rejectLeaks: true },
      }),
    );
    expect(rejections.map(({ code, value, limit }) => [code, value, limit])).toEqual([
      ['ratio-too-low', 1.499, 1.5],
      ['too-many-stages', 12, 11],
      ['too-many-prompts', 9, 8],
      ['too-many-tokens', 7_169, 7_168],
      ['wrong-answer', '41', '42'],
      ['leak', 1, 0],
    ]);
    expect(rejections[0]?.message).toContain('1.49,');
    expect(rejections[2]?.message).toContain('Stage 12');
  });

  test('a limit that is null is none', () => {
    const settings = { maxStages: null, maxPrompts: null, maxTokens: null };
    expect(
      codes({ settings, stages: stagesOf(...Array(40).fill(20)), numbers: { sampleTokens: 1e6 } }),
    ).toEqual([]);
  });

  test('answers are compared as answers, where one is expected and that is asked for', () => {
    expect(codes({ answer: '\\frac{1}{2}', expected: '0.5' })).toEqual([]);
    expect(codes({ answer: '3', expected: null })).toEqual([]);
    expect(codes({ answer: '3', expected: ' ' })).toEqual([]);
    expect(codes({ answer: '42', expected: 'We add. So $\\boxed{42}$.' })).toEqual([]);
    expect(codes({ answer: '41', expected: '\\boxed{42}' })).toEqual(['wrong-answer']);
    expect(codes({ answer: '9^{9^{9}}', expected: '9^{9^{8}}' })).toEqual(['undecided-answer']);
    expect(codes({ answer: '3', settings: { requireCorrect: false } })).toEqual([]);
  });

  test('a trace without a final answer is none to train on, unless the answer may stand in a line that is missing', () => {
    expect(codes({ answer: null })).toEqual(['no-answer']);
    expect(codes({ answer: null, expected: null })).toEqual(['no-answer']);
    expect(codes({ answer: null, expected: null, isWholeText: false })).toEqual([]);
    expect(codes({ answer: null, isWholeText: false })).toEqual(['no-answer']);
    expect(codes({ answer: null, settings: { requireCorrect: false } })).toEqual([]);
  });

  test('leaks alone reject nothing where that is not asked for', () => {
    expect(codes({ leaks: [leak], settings: { rejectLeaks: false } })).toEqual([]);
  });

  test('leaks of other kinds reject too, possible ones do not', () => {
    const finding: Finding = {
      code: 'prompt-repeats',
      kind: 'leak',
      severity: 'warning',
      certainty: 'likely',
      places: [],
      explanation: 'Prompt 1.2 asks for what prompt 1.1 asks for.',
    };
    expect(rejectionsOf(input({ findings: [finding] }))).toMatchObject([
      { code: 'leak', value: 1, message: expect.stringContaining('Prompt 1.2') },
    ]);
    expect(codes({ findings: [{ ...finding, certainty: 'possible' }] })).toEqual([]);
    expect(codes({ findings: [{ ...finding, kind: 'fault' }] })).toEqual([]);
  });

  test('what saves nothing is not kept, where the length of the trace is known', () => {
    expect(codes({ numbers: { sequentialTokensAfter: 99 } })).toEqual([]);
    expect(codes({ numbers: { sequentialTokensAfter: 100 } })).toEqual(['no-saving']);
    expect(codes({ numbers: { sequentialTokensAfter: 100 }, isWholeText: false })).toEqual([]);
    expect(codes({ numbers: { sequentialTokensAfter: 100 }, settings: { requireSaving: false } })).toEqual(
      [],
    );
  });

  test('a prompt that says nothing is a reason under every profile', () => {
    expect(codes({ emptyPrompts: ['1.2'], settings: profiles.authors })).toEqual(['prompt-says-nothing']);
  });

  test('without steps that is the one reason', () => {
    expect(codes({ numbers: { steps: 0, ratio: 0 }, stages: [], answer: null })).toEqual(['no-steps']);
  });
});
