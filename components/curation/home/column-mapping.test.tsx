// @vitest-environment happy-dom
import { cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import type { DataSetColumns } from '#lib/contract/data-set.ts';
import { ColumnMapping } from './column-mapping.tsx';

afterEach(cleanup);

const guess: DataSetColumns = {
  trace: 'reasoning',
  question: 'problem',
  expected: null,
  answer: null,
  name: null,
};
const columns = [
  { name: 'reasoning', filled: 5, example: ` Okay,\n  so ${'two and two '.repeat(20)}` },
  { name: 'problem', filled: 5, example: '  ' },
  { name: 'solution', filled: 1, example: '4' },
];

const mapping = (chosen: Partial<DataSetColumns> = {}) =>
  render(
    <ColumnMapping columns={columns} chosen={{ ...guess, ...chosen }} guess={guess} why="By their names." />,
  );
const column = (name: string) => screen.getByRole<HTMLSelectElement>('combobox', { name });
const hint = (name: string) =>
  document.getElementById(column(name).getAttribute('aria-describedby') ?? '')?.textContent ?? null;

describe('which column is what', () => {
  it('starts from the guess, and marks it in its own list only', () => {
    mapping({ expected: 'solution' });
    expect(column('Trace').value).toBe('reasoning');
    expect(column('Expected answer').value).toBe('solution');
    const words = (name: string) =>
      within(column(name))
        .getAllByRole<HTMLOptionElement>('option')
        .map(({ text }) => text);
    expect(words('Trace')).toEqual(['Choose a column', 'reasoning (recognised)', 'problem', 'solution']);
    expect(words('Question')).toEqual(['None', 'reasoning', 'problem (recognised)', 'solution']);
    expect(words('Expected answer')).toEqual(['None', 'reasoning', 'problem', 'solution']);
    expect(screen.getByText('By their names.')).toBeTruthy();
  });

  it('shows the beginning of what stands in each, in one line, else what the column is for', () => {
    mapping();
    expect(hint('Trace')).toMatch(/^“Okay, so two and two .{60,70}…”$/);
    expect(hint('Question')).toBeNull();
    expect(hint('Expected answer')).toBe('What the final answer is checked against.');
  });

  it('keeps the rarer columns folded unless the final answer has one', async () => {
    mapping();
    expect(screen.queryByRole('combobox', { name: 'Final answer' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Other columns', expanded: false }));
    expect(column('Name').value).toBe('');
    cleanup();
    mapping({ answer: 'solution' });
    expect(screen.getByRole('button', { name: 'Other columns', expanded: true })).toBeTruthy();
    expect(hint('Final answer')).toBe('“4…”');
  });
});
