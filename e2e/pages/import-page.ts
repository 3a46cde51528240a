import type { Locator, Page } from '@playwright/test';

/** A file made by a test. */
export interface TestFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** Import: the ways to give files, the table of what was found, progress, result. */
export class ImportPage {
  readonly page: Page;
  readonly summary: Locator;
  readonly table: Locator;
  readonly result: Locator;
  readonly progress: Locator;
  readonly readAllAs: Locator;

  constructor(page: Page) {
    this.page = page;
    this.summary = page.getByRole('region', { name: /SPRINT|sequential|No traces/ }).getByRole('heading');
    this.table = page.getByRole('table', { name: 'What was found' });
    this.result = page.getByRole('list', { name: 'Result' });
    this.progress = page.getByRole('region', { name: 'Progress' });
    this.readAllAs = page.getByRole('combobox', { name: 'Read all as' });
  }

  /** Ready once the page handles files. */
  async open(): Promise<void> {
    await this.page.goto('/import');
    await this.page.getByRole('heading', { name: 'Drop traces anywhere' }).waitFor();
    await this.listening();
  }

  /** A drop or paste before hydration would be lost: the theme's name appears with the first effects. */
  async listening(): Promise<void> {
    await this.page.waitForFunction(() => {
      const event = new DragEvent('dragover', {
        bubbles: true,
        cancelable: true,
        dataTransfer: new DataTransfer(),
      });
      event.dataTransfer?.items.add(new File([], 'x'));
      document.body.dispatchEvent(event);
      return event.defaultPrevented;
    });
  }

  /** Drops files as a script can: without folders. */
  async drop(files: readonly TestFile[]): Promise<void> {
    const dataTransfer = await this.page.evaluateHandle(
      (given) => {
        const transfer = new DataTransfer();
        for (const { name, bytes } of given) transfer.items.add(new File([new Uint8Array(bytes)], name));
        return transfer;
      },
      files.map(({ name, content }) => ({ name, bytes: [...Buffer.from(content)] })),
    );
    for (const type of ['dragenter', 'dragover', 'drop'])
      await this.page.dispatchEvent('body', type, { dataTransfer });
  }

  /** Drags files and folders of this machine over the page, as the system does; returns how to let go. */
  async drag(paths: readonly string[]): Promise<() => Promise<void>> {
    const devtools = await this.page.context().newCDPSession(this.page);
    const data = { items: [], files: [...paths], dragOperationsMask: 1 };
    const send = (type: 'dragEnter' | 'dragOver' | 'drop') =>
      devtools.send('Input.dispatchDragEvent', { type, x: 200, y: 300, data });
    await send('dragEnter');
    await send('dragOver');
    return async () => {
      await send('drop');
      await devtools.detach();
    };
  }

  /** Does what a paste key does, with this text on the clipboard; pastes where the focus is. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate((pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      const target = document.activeElement ?? document.body;
      target.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }));
    }, text);
  }

  async choose(files: readonly TestFile[]): Promise<void> {
    await this.page.getByLabel('Files to import').setInputFiles(
      files.map(({ name, content }) => ({
        name,
        mimeType: 'application/octet-stream',
        buffer: Buffer.from(content),
      })),
    );
  }

  /** By a part of the file's name, or of the place in it. */
  row(name: string): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name }) });
  }

  format(path: string): Locator {
    return this.table.getByRole('combobox', { name: `Format of ${path}` });
  }

  /** The button that shows a trace's partner and changes it. */
  partner(name: string): Locator {
    return this.table.getByRole('button', { name: new RegExp(`(Partner of|no partner for) ${name}`) });
  }

  importButton(count: number): Locator {
    return this.page.getByRole('button', {
      name: `Import ${count} trace${count === 1 ? '' : 's'}`,
      exact: true,
    });
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { name });
  }

  /** Ids of the sessions that the result leads to. */
  async sessionIds(): Promise<string[]> {
    const links = await this.result
      .getByRole('link')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    return [...new Set(links.flatMap((href) => /^\/sessions\/([^/?]+)$/.exec(href ?? '')?.[1] ?? []))];
  }
}
