import { describe, expect, test } from 'vitest';
import { profiles } from '#lib/contract/curation-settings.ts';
import { curate } from './curate.ts';
import { type SampleStep, sampleInput } from './testing/sample-steps.ts';

const text = `Let me find the perimeter of the first piece.
The base is 1 inch.
The left side is about 10.77 inches, the right one about 10.44.
So the perimeter is 22.21 inches.
Next, a check of that perimeter.
When we computed the perimeter earlier we found 22.21 inches.
Adding the sides once more gives the same.
That settles it.
Alternatively, by expanding.
We take 6 * 7.
That is 42.
So 42 it is.`;

const steps = (second: Partial<SampleStep> = {}): SampleStep[] => [
  { plan: [1, 1], execution: [2, 4], prompt: 'Find the perimeter of the first piece.' },
  { plan: [5, 5], execution: [6, 8], prompt: 'Check the perimeter.', ...second },
  { plan: [9, 9], execution: [10, 12], prompt: 'Expand.' },
];

describe('a leak', () => {
  test('is an execution that uses what only an earlier sibling found; the mending edge is named', () => {
    const settings = { rejectLeaks: false, requireSaving: false };
    const { leaks, kept, reasons } = curate(sampleInput(text, steps(), settings));
    expect(leaks).toMatchObject([{ step: 's2', stepNumber: 2, from: 's1', fromNumber: 1 }]);
    expect(leaks[0]?.explanation).toContain('22.21');
    expect(kept).toBe(true);
    expect(reasons).toEqual([]);
  });

  test('rejects the record where that is asked for', () => {
    const input = sampleInput(text, steps(), { rejectLeaks: true });
    expect(curate(input).reasons).toContainEqual(expect.objectContaining({ code: 'leak', value: 1 }));
  });

  test('is gone once the step depends on the other, or once either has no executor', () => {
    expect(curate(sampleInput(text, steps({ parents: [1] }))).leaks).toEqual([]);
    expect(curate(sampleInput(text, steps({ planOnly: 'always' }))).leaks).toEqual([]);
  });

  test('is none where the sibling comes later in the source', () => {
    const [first, second, third] = steps();
    const turned = text.split('\n');
    const later = [...turned.slice(4, 8), ...turned.slice(0, 4), ...turned.slice(8)].join('\n');
    const shifted: SampleStep[] = [
      { ...second, plan: [1, 1], execution: [2, 4] },
      { ...first, plan: [5, 5], execution: [6, 8] },
      { ...third },
    ];
    expect(curate(sampleInput(later, shifted)).leaks).toEqual([]);
  });

  test('is looked for under both profiles', () => {
    const settings = { ...profiles.authors, shortBelow: 1 };
    expect(curate(sampleInput(text, steps(), settings)).leaks).toHaveLength(1);
  });
});
