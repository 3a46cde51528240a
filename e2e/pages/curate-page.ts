import type { Locator, Page } from '@playwright/test';
import { ImportPage, type TestFile } from './import-page.ts';

/** Curation's first page: the ways to bring a trace or a data set, and the lists of what is there. */
export class CuratePage {
  readonly page: Page;
  readonly input: Locator;
  readonly batches: Locator;
  readonly records: Locator;
  readonly refused: Locator;
  readonly trace: Locator;
  readonly #files: ImportPage;

  constructor(page: Page) {
    this.page = page;
    this.input = page.getByRole('region', { name: 'Bring a trace or a data set' });
    this.batches = page.getByRole('region', { name: 'Batches' });
    this.records = page.getByRole('region', { name: 'Single records' });
    this.trace = this.input.getByRole('textbox', { name: 'Trace' });
    this.refused = this.input.getByRole('alert');
    this.#files = new ImportPage(page);
  }

  /** Ready once the page handles files and its lists have arrived. */
  async open(): Promise<void> {
    await this.page.goto('/curate');
    await this.#files.listening();
    await this.records
      .getByText(/No record yet/)
      .or(this.records.getByRole('listitem').first())
      .waitFor();
  }

  drop(files: readonly TestFile[]): Promise<void> {
    return this.#files.drop(files);
  }

  paste(text: string): Promise<void> {
    return this.#files.paste(text);
  }

  tab(name: RegExp): Locator {
    return this.input.getByRole('tab', { name });
  }

  field(name: string | RegExp): Locator {
    return this.input.getByLabel(name);
  }

  /** The column with this role. */
  column(role: 'Trace' | 'Question' | 'Expected answer' | 'Final answer' | 'Name'): Locator {
    return this.input.getByRole('combobox', { name: role, exact: true });
  }

  button(name: string | RegExp): Locator {
    return this.input.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** Waits until the address names a record or batch, and returns its id: `/curate/ID` or `/curate/batches/ID`. */
  async opened(kind: 'record' | 'batch'): Promise<string> {
    const pattern = kind === 'record' ? /\/curate\/([^/?#]+)$/ : /\/curate\/batches\/([^/?#]+)$/;
    await this.page.waitForURL(pattern);
    return pattern.exec(this.page.url())?.[1] ?? '';
  }
}
