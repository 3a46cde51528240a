import { expect, test } from 'vitest';
import { profiles } from '#lib/contract/curation-settings.ts';
import { curate } from '#lib/curation/curate.ts';
import { summarise } from '#lib/curation/record.ts';
import { sampleInput } from '#lib/curation/testing/sample-steps.ts';
import { readWidths, writeWidths } from './pane-widths.ts';
import { conditionsOf } from './verdict-conditions.ts';

test('broken conditions stand first in their own words, met ones say what they came to', () => {
  const curated = curate(sampleInput('One. Two. Three.', [{ plan: [1, 1] }, { plan: [2, 3], parents: [1] }]));
  const summary = summarise(curated);
  const conditions = conditionsOf(profiles.paper, summary, [
    { code: 'too-many-tokens', message: 'Too long.' },
  ]);
  expect(conditions.map(({ code, met }) => [code, met])).toEqual([
    ['too-many-tokens', false],
    ['ratio-too-low', true],
    ['too-many-stages', true],
    ['too-many-prompts', true],
    ['wrong-answer', true],
    ['no-saving', true],
    ['leak', true],
  ]);
  expect(conditions[0]?.words).toBe('Too long.');
  expect(conditions[1]?.words).toBe('Ratio (steps ÷ stages) 2, at least 1.5');
});

test('a limit that is off is no condition', () => {
  const curated = curate(sampleInput('One.', [{ plan: [1, 1] }]));
  const codes = conditionsOf(profiles.authors, summarise(curated), []).map(({ code }) => code);
  expect(codes).toEqual(['ratio-too-low', 'too-many-stages']);
});

test('stored widths that make no sense are the default', () => {
  expect(readWidths(writeWidths([20, 70]))).toEqual([20, 70]);
  for (const stored of ['', 'x y', '90 95', '50 40', '5 50']) expect(readWidths(stored)).toEqual([33, 64]);
});
