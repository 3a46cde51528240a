// @vitest-environment happy-dom
import { cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createRef } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LibraryFilterBar } from './filter-bar.tsx';
import { type FilterOptions, filterOptions } from './filter-options.ts';
import { type LibraryFilters, noFilters } from './filter-rows.ts';

afterEach(cleanup);

const nothing = filterOptions([]);

function bar(filters: Partial<LibraryFilters> = {}, options: Partial<FilterOptions> = {}) {
  const onChange = vi.fn<(change: Partial<LibraryFilters>) => void>();
  render(
    <LibraryFilterBar
      filters={{ ...noFilters, ...filters }}
      options={{ ...nothing, ...options }}
      searchField={createRef()}
      onChange={onChange}
    />,
  );
  return onChange;
}

const names = () =>
  screen.getAllByRole('combobox').map((element) => element.getAttribute('aria-label') ?? '');
const choice = (name: string) => screen.getByRole<HTMLSelectElement>('combobox', { name });
const words = (name: string) =>
  within(choice(name))
    .getAllByRole<HTMLOptionElement>('option')
    .map(({ text }) => text);

describe('the filters of the library', () => {
  it('are those among whose values there is a choice', () => {
    bar({}, { strategies: [{ value: 'sprint', count: 3 }], models: [{ value: 'm', count: 3 }] });
    expect(names()).toEqual(['Doctor’s findings', 'Pairs']);
    cleanup();
    bar(
      {},
      {
        models: [
          { value: 'm', count: 1200 },
          { value: 'n', count: 1 },
        ],
        tags: [{ value: 'old', count: 1 }],
        anyExpected: true,
        answers: [{ value: 'no-key', count: 2 }],
      },
    );
    expect(names()).toEqual(['Model', 'Doctor’s findings', 'Tag', 'Pairs', 'Answer']);
    expect(words('Model')).toEqual(['Any model', 'm (1,200)', 'n (1)']);
    expect(words('Answer')).toEqual(['Any answer', 'Right answer not known (2)']);
  });

  it('show what an address filters by, though no row has it, so that it can be undone', async () => {
    const onChange = bar({ model: 'gone', finding: 'no-such-check', answer: 'wrong', tokenizer: 'qwen3' });
    expect(choice('Model').value).toBe('gone');
    expect(words('Model')).toEqual(['Any model', 'gone (0)']);
    expect(words('Doctor’s findings')).toContain('no such check (0)');
    expect(words('Answer')).toContain('Wrong answer (0)');
    expect(choice('Tokenizer').value).toBe('qwen3');
    await userEvent.selectOptions(choice('Model'), '');
    expect(onChange.mock.calls).toEqual([[{ model: '' }]]);
  });

  it('name findings by kind: any of a kind, or one check', async () => {
    const onChange = bar(
      {},
      {
        findings: [
          { value: 'sibling-result', kind: 'leak', count: 4 },
          { value: 'one-prompt', kind: 'note', count: 1 },
        ],
      },
    );
    const groups = within(choice('Doctor’s findings')).getAllByRole<HTMLOptGroupElement>('group');
    expect(groups.map(({ label }) => label)).toEqual(['Leaks', 'Notes']);
    expect(words('Doctor’s findings')).toEqual([
      'Any findings',
      'No fault, no leak',
      'Any leak',
      'sibling result (4)',
      'Any note',
      'one prompt (1)',
    ]);
    await userEvent.selectOptions(choice('Doctor’s findings'), 'leak');
    await userEvent.selectOptions(choice('Doctor’s findings'), 'one-prompt');
    await userEvent.selectOptions(choice('Pairs'), 'no');
    expect(onChange.mock.calls).toEqual([
      [{ finding: 'leak' }],
      [{ finding: 'one-prompt' }],
      [{ paired: 'no' }],
    ]);
  });

  it('are counted on a phone’s button, the search apart, and cleared together with it', async () => {
    const onChange = bar({ search: 'olives', strategy: 'sprint', paired: 'yes' });
    const button = screen.getByRole('button', { name: 'Filters · 2' });
    expect(button.getAttribute('aria-expanded')).toBe('false');
    await userEvent.click(button);
    expect(button.getAttribute('aria-expanded')).toBe('true');
    await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(onChange.mock.calls).toEqual([[noFilters]]);
    cleanup();
    bar();
    expect(screen.queryByRole('button', { name: 'Clear filters' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Filters' })).toBeTruthy();
  });

  it('Escape leaves the search once it is empty', async () => {
    bar({ search: 'o' });
    const search = screen.getByRole('searchbox', { name: 'Search traces' });
    await userEvent.click(search);
    await userEvent.keyboard('{Escape}');
    expect(document.activeElement).toBe(search);
    cleanup();
    bar();
    await userEvent.click(screen.getByRole('searchbox'));
    await userEvent.keyboard('{Escape}');
    expect(document.activeElement).toBe(document.body);
  });
});
