import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';

export interface ExportedFile {
  name: string;
  content: Buffer;
  text: string;
}

/** The menu of formats in the header of a session page. */
export class ExportMenu {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Export', exact: true }).click();
  }

  /** Chooses a format by the words or the extension in its line; returns the downloaded file. */
  async download(item: RegExp): Promise<ExportedFile> {
    const download = this.page.waitForEvent('download');
    await this.open();
    await this.page.getByRole('menuitem', { name: item }).click();
    const file = await download;
    const content = await readFile(await file.path());
    return { name: file.suggestedFilename(), content, text: content.toString('utf8') };
  }
}
