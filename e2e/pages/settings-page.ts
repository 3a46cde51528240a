import type { Locator, Page } from '@playwright/test';

export interface EndpointForm {
  name?: string;
  model?: string;
  baseUrl?: string;
  apiKey?: string;
}

/** Settings: the endpoints, and what this installation is. */
export class SettingsPage {
  readonly page: Page;
  readonly endpoints: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.endpoints = page.getByRole('region', { name: 'Endpoints' });
    this.dialog = page.getByRole('dialog');
  }

  async open(): Promise<void> {
    await this.page.goto('/settings');
    await this.endpoints.getByRole('listitem').first().waitFor();
  }

  endpoint(name: string): Locator {
    return this.endpoints
      .getByRole('listitem')
      .filter({ has: this.page.getByRole('heading', { level: 3, name }) });
  }

  async add(form: EndpointForm): Promise<void> {
    await this.endpoints.getByRole('button', { name: 'Add endpoint' }).click();
    await this.fill(form);
  }

  /** Opens the form of an endpoint. */
  async edit(name: string): Promise<void> {
    await this.endpoints.getByRole('button', { name: `Edit ${name}` }).click();
    await this.dialog.waitFor();
  }

  async fill({ name, model, baseUrl, apiKey }: EndpointForm): Promise<void> {
    if (name !== undefined) await this.dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    // With suggestions an input is a combobox.
    if (model !== undefined) await this.dialog.getByLabel('Model', { exact: true }).fill(model);
    if (baseUrl !== undefined) await this.dialog.getByRole('textbox', { name: 'Base URL' }).fill(baseUrl);
    if (apiKey !== undefined) await this.dialog.getByLabel('API key').fill(apiKey);
  }

  /** Unfolds the folded part of the form. */
  async more(): Promise<void> {
    const button = this.dialog.getByRole('button', { name: /^More/ });
    if ((await button.getAttribute('aria-expanded')) === 'false') await button.click();
  }

  async save(how: 'Save' | 'Save and test' = 'Save'): Promise<void> {
    await this.dialog.getByRole('button', { name: how, exact: true }).click();
    await this.dialog.waitFor({ state: 'hidden' });
  }

  async test(name: string): Promise<void> {
    await this.endpoints.getByRole('button', { name: `Test ${name}` }).click();
  }

  async remove(name: string): Promise<void> {
    await this.endpoints.getByRole('button', { name: `Delete ${name}` }).click();
    await this.dialog.getByRole('button', { name: 'Delete' }).click();
    await this.dialog.waitFor({ state: 'hidden' });
  }
}
