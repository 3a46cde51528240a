import type { Locator, Page } from '@playwright/test';

type Filter =
  | 'Strategy'
  | 'Model'
  | 'Status'
  | 'Doctor’s findings'
  | 'Tag'
  | 'Pairs'
  | 'Answer'
  | 'Origin'
  | 'Tokenizer';

/** The library: all traces in a table, with filters, charts and what can be done with many. */
export class LibraryPage {
  readonly page: Page;
  readonly grid: Locator;
  readonly search: Locator;
  /** "2 of 84 traces". */
  readonly count: Locator;
  readonly selection: Locator;
  readonly dialog: Locator;
  readonly chart: Locator;
  /** The link on the current point of the chart of pairs. */
  readonly point: Locator;

  constructor(page: Page) {
    this.page = page;
    this.grid = page.getByRole('grid', { name: 'Traces' });
    this.search = page.getByRole('searchbox', { name: 'Search traces' });
    this.count = page.getByRole('main').getByRole('status').filter({ hasText: 'trace' });
    this.selection = page.getByRole('region', { name: 'Selection' });
    this.dialog = page.getByRole('dialog');
    this.chart = page.getByRole('region', { name: 'Chart' });
    this.point = page.getByRole('figure', { name: 'Pairs' }).getByRole('link');
  }

  /** Opens it with this query in the address, for example `?q=apples`. */
  async open(query = ''): Promise<void> {
    await this.page.goto(`/library${query}`);
    await this.search.waitFor();
  }

  /** The rows of traces: those that have a question, not the heads. */
  get rows(): Locator {
    return this.grid.getByRole('row').filter({ has: this.page.getByRole('rowheader') });
  }

  row(question: string | RegExp): Locator {
    return this.rows.filter({ has: this.page.getByRole('link', { name: question }) });
  }

  box(question: string | RegExp): Locator {
    return this.row(question).getByRole('checkbox');
  }

  heading(name: string): Locator {
    return this.grid.getByRole('columnheader', { name, exact: true });
  }

  /** The content of a column, row by row. */
  async column(name: string): Promise<string[]> {
    const heads = await this.grid.getByRole('columnheader').allInnerTexts();
    const at = heads.findIndex((text) => text.trim() === name);
    return this.rows.evaluateAll(
      (rows, index) => rows.map((row) => row.children[index]?.textContent?.trim() ?? ''),
      at,
    );
  }

  async filter(name: Filter, choice: string): Promise<void> {
    await this.page.getByRole('combobox', { name, exact: true }).selectOption(choice);
  }

  /** A button of the bar that floats while rows are selected. */
  act(name: 'Tags' | 'Pair' | 'Unpair' | 'Export' | 'Delete'): Locator {
    return this.selection.getByRole('button', { name, exact: true });
  }

  async showChart(name: 'Pairs' | 'Stages' | 'No chart'): Promise<void> {
    await this.page.getByRole('group', { name: 'Chart' }).getByRole('radio', { name }).check();
  }

  /** Types a tag into the editor that is open. */
  async addTag(tag: string): Promise<void> {
    await this.dialog.getByLabel('New tag').fill(tag);
    await this.dialog.getByRole('button', { name: 'Add' }).click();
  }
}
