import type { Locator, Page } from '@playwright/test';

/** Two sessions under one playhead. */
export class ComparePage {
  readonly page: Page;
  readonly race: Locator;
  readonly numbers: Locator;
  readonly content: Locator;
  readonly slider: Locator;
  readonly speed: Locator;
  readonly play: Locator;
  readonly pause: Locator;
  readonly definition: Locator;
  /** Whether both sides have the same answer. */
  readonly verdict: Locator;

  constructor(page: Page) {
    this.page = page;
    this.race = page.getByRole('region', { name: 'Race' });
    this.numbers = page.getByRole('region', { name: 'Numbers' });
    this.content = page.getByRole('region', { name: 'Content', exact: true });
    this.slider = page.getByRole('slider', { name: 'Playhead' });
    this.speed = page.getByRole('combobox', { name: 'Speed' });
    this.play = this.race.getByRole('button', { name: 'Race', exact: true });
    this.pause = this.race.getByRole('button', { name: 'Pause', exact: true });
    this.definition = page.getByRole('combobox', { name: 'Definition of sequential tokens' });
    this.verdict = this.race.locator('[data-verdict]');
  }

  async open(a: string, b: string, rest = ''): Promise<void> {
    await this.page.goto(`/compare?a=${a}&b=${b}${rest}`);
    await this.race.or(this.content).first().waitFor();
  }

  /** The lanes of each side with its name and what it is doing; in display order. */
  get lanes(): Locator {
    return this.race.locator('[data-side]');
  }

  lane(side: 'a' | 'b'): Locator {
    return this.race.locator(`[data-side="${side}"]`);
  }

  bar(side: 'a' | 'b', name: string): Locator {
    return this.lane(side).getByRole('button', { name: new RegExp(`^${name.replace('.', '\\.')},`) });
  }

  /** One of the five numbers. */
  number(id: 'sequential' | 'total' | 'saved-within' | 'saved-against' | 'wall'): Locator {
    return this.numbers.locator(`[data-number="${id}"]`);
  }

  /** The playhead's position, in the unit of the axis. */
  async at(): Promise<number> {
    return Number(await this.slider.getAttribute('aria-valuenow'));
  }

  passages(column: 'left' | 'right'): Locator {
    return this.content.locator(`[data-column="${column}"] a[data-match]`);
  }

  passage(column: 'left' | 'right', id: string): Locator {
    return this.content.locator(`[data-column="${column}"] a[data-match="${id}"]`);
  }

  ribbon(id: string): Locator {
    return this.content.locator(`path[data-match="${id}"]`);
  }
}
