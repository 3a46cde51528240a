import type { Locator, Page } from '@playwright/test';

/** The panel of bookmarks of a session. */
export class Bookmarks {
  readonly opener: Locator;
  readonly panel: Locator;
  readonly entries: Locator;
  readonly name: Locator;

  constructor(page: Page) {
    this.opener = page.getByRole('button', { name: 'Bookmarks', exact: true });
    this.panel = page.getByRole('dialog', { name: 'Bookmarks' });
    this.entries = this.panel.getByRole('listitem');
    this.name = this.panel.getByRole('textbox', { name: 'Name of the bookmark' });
  }

  async open(): Promise<void> {
    await this.opener.click();
    await this.panel.waitFor();
  }

  entry(name: string): Locator {
    return this.panel.getByRole('button', { name: new RegExp(`^${name}`) });
  }

  action(name: 'Rename' | 'Copy the link of' | 'Delete', bookmark: string): Locator {
    return this.panel.getByRole('button', { name: `${name} ${bookmark}` });
  }
}
