import type { Locator, Page } from '@playwright/test';

/** One curation record: source, dependency graph and packed rounds beside each other. */
export class WorkbenchPage {
  readonly page: Page;
  readonly source: Locator;
  readonly graph: Locator;
  readonly rounds: Locator;
  readonly coverage: Locator;
  readonly stepPanel: Locator;
  readonly numbers: Locator;
  /** Kept or rejected; opens the reasons. */
  readonly verdict: Locator;
  readonly reasons: Locator;
  readonly play: Locator;
  readonly undo: Locator;
  readonly redo: Locator;
  /** Shows `Saved` once the server has everything. */
  readonly saving: Locator;
  /** Why the last edit was refused. */
  readonly refusal: Locator;

  constructor(page: Page) {
    this.page = page;
    this.source = page.getByRole('region', { name: 'Source', exact: true });
    this.graph = page.getByRole('region', { name: 'Dependency graph' });
    this.rounds = page.getByRole('region', { name: 'Packed rounds' });
    this.coverage = page.getByRole('region', { name: 'Coverage' });
    this.stepPanel = page.getByRole('region', { name: 'Step', exact: true });
    this.numbers = page.getByRole('list', { name: 'Before and after' });
    this.verdict = page.getByRole('button', { name: /^(Kept|Rejected)/ });
    this.reasons = page.getByRole('region', { name: /^Why it is (kept|rejected)$/ });
    this.play = page.getByRole('button', { name: 'Play source and result in Compare' });
    this.undo = page.getByRole('banner').getByRole('button', { name: 'Undo' });
    this.redo = page.getByRole('banner').getByRole('button', { name: 'Redo' });
    this.saving = page.getByRole('banner').locator('[data-saving]');
    this.refusal = page.getByRole('alert').filter({ hasText: /\S/ });
  }

  async open(id: string): Promise<void> {
    await this.page.goto(`/curate/${id}`);
    await this.step(1).waitFor({ state: 'attached', timeout: 60_000 });
  }

  /** A step in the dependency graph. */
  step(number: number): Locator {
    return this.graph.getByRole('button', { name: new RegExp(`^Step ${number}, stage`) });
  }

  get steps(): Locator {
    return this.graph.getByRole('button', { name: /^Step \d+, stage/ });
  }

  /** A plan, an execution or the answer in the packed rounds. */
  node(name: string): Locator {
    return this.rounds.getByRole('button', { name: new RegExp(`^${name.replace('.', '\\.')}\\b`) });
  }

  /** The line of the source with this number. */
  line(number: number): Locator {
    return this.source.locator(`[data-line="${number}"]`);
  }

  /** The button on the focused or clicked edge. */
  removeEdge(parent: number, step: number): Locator {
    return this.graph.getByRole('button', {
      name: new RegExp(`^Step ${step} needs step ${parent}\\b.*: remove$`),
    });
  }

  edges(kind: 'shown' | 'implied' | 'lit' | 'closing' | 'suggested'): Locator {
    return this.graph.locator(`path[data-kind="${kind}"]`);
  }

  /** One of the numbers; its name contains the values before and after: `Stages 5 to 2`. */
  number(name: string): Locator {
    return this.numbers.getByRole('button', { name: new RegExp(`^${name}`) });
  }

  tab(name: 'Source' | 'Steps' | 'Rounds' | 'Step'): Locator {
    return this.page
      .getByRole('navigation', { name: 'Parts of this page' })
      .getByRole('button', { name, exact: true });
  }

  /** Clicks in the middle of the edge's line. */
  async clickEdge(parent: number, step: number): Promise<void> {
    const [from, to] = await Promise.all(
      [parent, step].map((number) => this.step(number).getAttribute('data-step')),
    );
    const { x, y } = await this.graph
      .locator(`path[data-edge="${from}>${to}"]`)
      .evaluate((path: SVGPathElement) => {
        const point = path.getPointAtLength(path.getTotalLength() / 2);
        const { x, y } = new DOMPoint(point.x, point.y).matrixTransform(path.getScreenCTM() ?? undefined);
        return { x, y };
      });
    await this.page.mouse.click(x, y);
  }

  /** From the handle under one step to the handle over another, by mouse. */
  async drawDependency(parent: number, step: number): Promise<void> {
    const [from, to] = [await boxOf(this.step(parent)), await boxOf(this.step(step))];
    const { mouse } = this.page;
    await mouse.move(from.x + from.width / 2, from.y + from.height);
    await mouse.down();
    await mouse.move(to.x + to.width / 2, to.y, { steps: 8 });
    await mouse.up();
  }
}

async function boxOf(element: Locator) {
  const box = await element.boundingBox();
  if (!box) throw new Error('A step is not in view.');
  return box;
}
