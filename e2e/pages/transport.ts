import type { Locator, Page } from '@playwright/test';

/** Play, steps, speed, and the playhead on the timeline. */
export class Transport {
  readonly page: Page;
  readonly slider: Locator;
  readonly speed: Locator;
  readonly play: Locator;
  readonly pause: Locator;
  readonly live: Locator;
  readonly unit: Locator;
  readonly loop: Locator;
  readonly noLoop: Locator;
  readonly loopStart: Locator;
  readonly loopEnd: Locator;

  constructor(page: Page) {
    this.page = page;
    this.slider = page.getByRole('slider', { name: 'Playhead' });
    this.speed = page.getByRole('combobox', { name: 'Speed' });
    this.play = page.getByRole('button', { name: 'Play', exact: true });
    this.pause = page.getByRole('button', { name: 'Pause', exact: true });
    this.live = page.getByRole('button', { name: 'Live', exact: true });
    this.unit = page.getByRole('combobox', { name: 'Step by' });
    this.loop = page.getByRole('button', { name: 'Loop this stage' });
    this.noLoop = page.getByRole('button', { name: 'No loop' });
    this.loopStart = page.getByRole('slider', { name: 'Loop start' });
    this.loopEnd = page.getByRole('slider', { name: 'Loop end' });
  }

  step(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Chooses from the menu of jumps: `Next fork`, `Previous join`. */
  async jump(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Jump to' }).click();
    await this.page.getByRole('menuitem', { name }).click();
  }

  /** The looped events, first and last; null without a loop. */
  async looped(): Promise<{ from: number; to: number } | null> {
    if ((await this.loopStart.count()) === 0) return null;
    const [from, to] = await Promise.all(
      [this.loopStart, this.loopEnd].map((handle) => handle.getAttribute('aria-valuenow')),
    );
    return { from: Number(from), to: Number(to) };
  }

  /** Events up to the playhead and in all, as the slider says them. */
  async events(): Promise<{ at: number; of: number }> {
    const words = (await this.slider.getAttribute('aria-valuetext')) ?? '';
    const [, at = '', of = ''] = /event ([\d,]+) of ([\d,]+)/.exec(words) ?? [];
    return { at: Number(at.replaceAll(',', '')), of: Number(of.replaceAll(',', '')) };
  }

  /** Playhead on the time axis, ms. */
  async atMs(): Promise<number> {
    return Number(await this.slider.getAttribute('aria-valuenow'));
  }

  /** Presses on the ruler at a share of its width, as a mouse does. */
  async pressAt(share: number): Promise<void> {
    const box = await this.#box();
    await this.page.mouse.click(box.x + share * box.width, box.y + box.height / 2);
  }

  /** Drags along the ruler from one share of its width to another. */
  async drag(from: number, to: number): Promise<void> {
    const box = await this.#box();
    const y = box.y + box.height / 2;
    await this.page.mouse.move(box.x + from * box.width, y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + to * box.width, y, { steps: 6 });
    await this.page.mouse.up();
  }

  async #box() {
    const box = await this.slider.boundingBox();
    if (!box) throw new Error('The playhead has no place on the page');
    return box;
  }
}
