import { expect, type Locator, type Page } from '@playwright/test';

/** The part of the curation workbench in which a person corrects steps: source, coverage, step, changes. */
export class CurationSource {
  readonly page: Page;
  readonly grid: Locator;
  readonly coverage: Locator;
  readonly slider: Locator;
  readonly step: Locator;
  readonly changes: Locator;
  /** What the last edit did, as screen readers hear it. */
  readonly told: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.grid = page.getByRole('grid', { name: 'Lines of the source' });
    this.coverage = page.getByRole('region', { name: 'Coverage' });
    this.slider = page.getByRole('slider', { name: 'Line of the source' });
    this.step = page.getByRole('region', { name: 'Step', exact: true });
    this.changes = page.getByRole('region', { name: 'Changes' });
    this.told = page.getByTestId('workbench-announcer');
    this.dialog = page.getByRole('dialog');
  }

  async open(id: string): Promise<void> {
    await this.page.goto(`/curate/${id}`);
    // A phone shows another pane first.
    await this.page
      .getByRole('grid', { name: 'Lines of the source', includeHidden: true })
      .waitFor({ state: 'attached' });
  }

  /** The row of a line: "Line 8, execution of step 2: …". */
  line(number: number): Locator {
    return this.grid.getByRole('row', { name: new RegExp(`^Line ${number} ?\\D`) });
  }

  head(number: number): Locator {
    return this.grid.getByRole('row', { name: new RegExp(`^Step ${number}:`) });
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async saved(): Promise<void> {
    await expect(this.page.locator('[data-saving=saved]')).toBeAttached();
  }

  /**
   * Drags the boundary on a line's upper edge, or on what lies above it, to the middle of the lower half of another
   * line.
   */
  async dragBoundary(above: number, to: number): Promise<void> {
    const handle = this.grid.locator(`[data-boundary="${above}"]`);
    await handle.scrollIntoViewIfNeeded();
    const from = await handle.boundingBox();
    const target = await this.line(to).boundingBox();
    if (!from || !target) throw new Error('The boundary or the line is not in view.');
    const x = from.x + from.width / 2;
    await this.page.mouse.move(x, from.y + from.height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(x, target.y + target.height * 0.75, { steps: 5 });
    await this.page.mouse.up();
  }
}
