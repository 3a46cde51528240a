import type { Locator, Page } from '@playwright/test';

/** The start page: question box, gallery, recent sessions. */
export class HomePage {
  readonly page: Page;
  readonly composer: Locator;
  readonly question: Locator;
  readonly endpoint: Locator;
  readonly run: Locator;
  readonly examples: Locator;
  readonly recent: Locator;

  constructor(page: Page) {
    this.page = page;
    this.composer = page.getByRole('region', { name: 'New session' });
    this.question = this.composer.getByRole('textbox', { name: 'Question' });
    this.endpoint = this.composer.getByRole('combobox', { name: 'Endpoint' });
    this.run = this.composer.getByRole('button', { name: 'Run' });
    this.examples = page.getByRole('region', { name: 'Recorded examples' }).getByRole('listitem');
    this.recent = page.getByRole('region', { name: 'Recent sessions' });
  }

  /** Ready once the endpoints have arrived: before that a run would not know which to use. */
  async open(): Promise<void> {
    await this.page.goto('/');
    await this.endpoint.and(this.page.locator(':enabled')).waitFor();
  }

  chip(name: string | RegExp): Locator {
    return this.composer.getByRole('group', { name: 'Example questions' }).getByRole('button', { name });
  }

  strategy(name: 'SPRINT' | 'Sequential'): Locator {
    return this.composer.getByRole('group', { name: 'Strategy' }).getByRole('radio', { name });
  }

  /** Opens the folded settings if need be and chooses the built-in's pace. */
  async choosePace(tokensPerSecond: 15 | 30 | 60 | 120 | 240 | 1000): Promise<void> {
    await this.openAdvanced();
    await this.composer
      .getByRole('radio', { name: `${tokensPerSecond} tokens a second`, exact: true })
      .check();
  }

  async openAdvanced(): Promise<void> {
    const advanced = this.composer.getByRole('button', { name: 'Advanced' });
    if ((await advanced.getAttribute('aria-expanded')) === 'false') await advanced.click();
  }

  /** Waits for the session page that a run leads to, and returns the session's id. */
  async startedSession(): Promise<string> {
    await this.page.waitForURL(/\/sessions\/[^/]+$/);
    return new URL(this.page.url()).pathname.split('/')[2] ?? '';
  }

  recentRow(title: string): Locator {
    return this.recent
      .getByRole('listitem')
      .filter({ has: this.page.getByRole('link', { name: title, exact: true }) });
  }

  /** Chooses from a recent session's menu. */
  async act(title: string, action: 'Rename' | 'Delete'): Promise<void> {
    await this.recentRow(title)
      .getByRole('button', { name: `Actions for ${title}` })
      .click();
    await this.page.getByRole('menuitem', { name: action }).click();
  }
}
