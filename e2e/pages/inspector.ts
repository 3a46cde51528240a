import type { Locator, Page } from '@playwright/test';

export type InspectorTab = 'Text' | 'What it saw' | 'Timing' | 'Raw';

/** Everything about the selected piece. */
export class Inspector {
  readonly panel: Locator;
  readonly title: Locator;
  readonly content: Locator;

  constructor(page: Page) {
    this.panel = page.getByRole('complementary', { name: 'Inspector' });
    this.title = this.panel.getByRole('heading', { level: 2 });
    this.content = this.panel.getByRole('tabpanel');
  }

  tab(name: InspectorTab): Locator {
    return this.panel.getByRole('tab', { name });
  }

  async show(name: InspectorTab): Promise<void> {
    await this.tab(name).click();
    await this.panel.getByRole('tabpanel', { name }).waitFor();
  }

  /** The content of the Raw tab, character by character. */
  async rawText(): Promise<string> {
    return (await this.panel.getByRole('tabpanel', { name: 'Raw' }).locator('pre').textContent()) ?? '';
  }

  button(name: string | RegExp): Locator {
    return this.panel.getByRole('button', { name });
  }

  async close(): Promise<void> {
    await this.button('Close inspector').click();
  }
}
