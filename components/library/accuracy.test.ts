import { describe, expect, it } from 'vitest';
import { libraryRow } from '#components/api/testing/library-rows.ts';
import { accuracyOf, rowMark } from './accuracy.ts';

const undecided = { verdict: { verdict: 'undecided', how: 'not told' }, expected: '4' } as const;
const ruling = { seq: 0, correct: null, madeAt: '2026-11-30T00:00:00.000Z' };

describe('what a row is', () => {
  it.each([
    ['right', { correct: true }],
    ['wrong', { correct: false }],
    ['undecided', undecided],
    ['undecided', { ruling, verdict: { verdict: 'equal', how: '' }, expected: '4' }],
    ['no-key', {}],
    ['no-answer', { answer: null, expected: '4' }],
    ['pending', { expected: '4' }],
    ['pending', { answer: null, expected: '4', status: 'running' }],
  ] as const)('%s', (mark, row) => {
    expect(rowMark(libraryRow(row))).toBe(mark);
  });
});

describe('accuracy', () => {
  it('is none where nothing is right or wrong', () => {
    expect(accuracyOf([libraryRow(), libraryRow(undecided)])).toBeNull();
    expect(accuracyOf([libraryRow({ correct: true, origin: { kind: 'curated' } })])).toBeNull();
  });

  it('counts what is undecided, unanswered or without a key, and not as wrong', () => {
    const rows = [
      ...[true, true, true, false].map((correct) => libraryRow({ correct })),
      ...[libraryRow(undecided), libraryRow({ answer: null, expected: '4' }), libraryRow()],
      libraryRow({ strategy: 'sequential', correct: true }),
      libraryRow({ ruleBased: true, correct: false }),
    ];
    const summary = accuracyOf(rows);
    expect(summary).toMatchObject({ undecided: 1, noAnswer: 1, noKey: 1, pairs: null });
    expect(summary?.groups).toMatchObject([
      { strategy: 'sprint', ruleBased: false, right: 3, judged: 4, share: 0.75 },
      { strategy: 'sequential', right: 1, judged: 1, share: 1 },
      { strategy: 'sprint', ruleBased: true, right: 0, judged: 1 },
    ]);
    const first = summary?.groups[0];
    expect(first?.low).toBeCloseTo(0.301, 3);
    expect(first?.high).toBeCloseTo(0.954, 3);
  });

  it('compares the pairs of which both sides are right or wrong', () => {
    const pair = (pairId: string, sprint: boolean | null, sequential: boolean | null) => [
      libraryRow({ pairId, correct: sprint }),
      libraryRow({ pairId, strategy: 'sequential', correct: sequential }),
    ];
    const rows = [
      ...[pair('a', true, true), pair('b', true, false), pair('c', false, true), pair('d', false, false)],
      ...[pair('e', true, null), [libraryRow({ pairId: 'f', correct: true })]],
    ].flat();
    expect(accuracyOf(rows)?.pairs).toEqual({ both: 1, onlySprint: 1, onlySequential: 1, neither: 1 });
  });
});
