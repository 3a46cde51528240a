import type { Locator, Page } from '@playwright/test';

/** One batch: progress, funnel, records, review, export. */
export class BatchPage {
  readonly page: Page;
  readonly progress: Locator;
  readonly funnel: Locator;
  readonly review: Locator;
  readonly about: Locator;
  readonly grid: Locator;
  readonly search: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.progress = page.getByRole('region', { name: 'Progress' });
    this.funnel = page.getByRole('region', { name: 'From imported to kept' });
    this.review = page.getByRole('region', { name: 'Review', exact: true });
    this.about = page.getByRole('region', { name: 'About this batch' });
    this.grid = page.getByRole('grid', { name: 'Records' });
    this.search = page.getByRole('searchbox', { name: 'Search records' });
    this.dialog = page.getByRole('dialog');
  }

  async open(id: string): Promise<void> {
    await this.page.goto(`/curate/batches/${id}`);
    await this.progress.waitFor();
  }

  status(word: string): Locator {
    return this.progress.getByText(word, { exact: true });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  get rows(): Locator {
    return this.grid.getByRole('row').filter({ has: this.page.getByRole('rowheader') });
  }

  row(question: string | RegExp): Locator {
    return this.rows.filter({ has: this.page.getByRole('link', { name: question }) });
  }

  async filter(name: 'Status' | 'Reason' | 'Review', choice: string): Promise<void> {
    await this.page.getByRole('combobox', { name, exact: true }).selectOption(choice);
  }

  /** The numbers of the funnel from its table, by the label of their row. */
  async funnelTable(): Promise<Map<string, number>> {
    const details = this.funnel.getByText('As a table');
    const tables = this.funnel.getByRole('table');
    if ((await tables.count()) === 0) await details.click();
    await tables.first().waitFor();
    const rows = await tables
      .getByRole('row')
      .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
    return new Map(rows.map(([name = '', count = '']) => [name, Number(count.replaceAll(',', ''))]));
  }
}
