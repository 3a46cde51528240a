// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type CurationSettings, profiles } from '#lib/contract/curation-settings.ts';
import { ThresholdFields } from './threshold-fields.tsx';

afterEach(cleanup);

function fields(value: CurationSettings = profiles.paper) {
  const onChange = vi.fn<(value: CurationSettings) => void>();
  render(<ThresholdFields value={value} onChange={onChange} />);
  return onChange;
}
const type = (name: string, text: string) =>
  fireEvent.change(screen.getByLabelText(name), { target: { value: text } });

describe('the thresholds', () => {
  it.each([
    ['Ratio at least', '2.5', { minRatio: 2.5 }],
    ['Short execution under', '4', { shortBelow: 4 }],
    ['Stages at most', '12', { maxStages: 12 }],
    ['Prompts a stage at most', '3', { maxPrompts: 3 }],
    ['Tokens at most', '0', { maxTokens: 0 }],
    ['Ratio of', 'prompts', { ratioOf: 'prompts' }],
    ['Measured as', 'span', { shortMeasure: 'span' }],
    ['Comments', 'dropped', { comments: 'dropped' }],
  ])('%s: %s changes only that, and makes the profile a custom one', (name, text, change) => {
    const onChange = fields();
    type(name, text);
    expect(onChange.mock.calls).toEqual([[{ ...profiles.paper, ...change, profile: 'custom' }]]);
  });

  it.each(['', '-1'])('a limit of %j is none; the ratio and short executions then start at 0', (text) => {
    const onChange = fields();
    for (const name of ['Stages at most', 'Tokens at most', 'Ratio at least', 'Short execution under'])
      type(name, text);
    expect(onChange.mock.calls.map(([value]) => value)).toMatchObject([
      { maxStages: null },
      { maxTokens: null },
      { minRatio: 0 },
      { shortBelow: 0 },
    ]);
  });

  it.each([
    [/^Reject wrong answers/, { requireCorrect: false }],
    [/save nothing$/, { requireSaving: false }],
    [/with leaks$/, { rejectLeaks: false }],
    [/^Put <think>/, { envelope: 'none' }],
  ])('a click takes %s away', async (name, change) => {
    const onChange = fields();
    await userEvent.click(screen.getByRole('checkbox', { name }));
    expect(onChange.mock.calls).toEqual([[{ ...profiles.paper, ...change, profile: 'custom' }]]);
  });

  it('shows no limit as such', () => {
    fields({ ...profiles.paper, maxStages: null });
    const input = screen.getByLabelText<HTMLInputElement>('Stages at most');
    expect([input.value, input.placeholder]).toEqual(['', 'no limit']);
  });
});
