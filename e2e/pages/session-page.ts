import type { Locator, Page } from '@playwright/test';
import { Bookmarks } from './bookmarks.ts';
import { Inspector } from './inspector.ts';
import { Transport } from './transport.ts';

/** The session page: graph, numbers, inspector, timeline. An example is the same page, read-only. */
export class SessionPage {
  readonly page: Page;
  readonly header: Locator;
  readonly graph: Locator;
  readonly numbers: Locator;
  readonly rounds: Locator;
  readonly answerLine: Locator;
  readonly doctor: Locator;
  readonly timeline: Locator;
  readonly transcript: Locator;
  readonly inspector: Inspector;
  readonly transport: Transport;
  readonly bookmarks: Bookmarks;

  constructor(page: Page) {
    this.page = page;
    this.header = page.getByRole('banner');
    this.graph = page.getByRole('region', { name: 'Flow graph' });
    this.numbers = page.getByRole('region', { name: 'Numbers' });
    this.rounds = page.getByRole('navigation', { name: 'Rounds' });
    this.answerLine = page.getByRole('region', { name: 'Answer line' });
    this.doctor = page.getByRole('region', { name: 'Doctor' });
    this.timeline = page.getByRole('region', { name: 'Timeline' });
    this.transcript = page.getByRole('region', { name: 'Transcript' });
    this.inspector = new Inspector(page);
    this.transport = new Transport(page);
    this.bookmarks = new Bookmarks(page);
  }

  async open(id: string): Promise<void> {
    await this.page.goto(`/sessions/${id}`);
    await this.graph.waitFor();
  }

  /** Every card of the graph: question, plans, executions, answer. */
  get nodes(): Locator {
    return this.graph.getByRole('button', {
      name: /^(Question|Plan|Execution|Final answer|Sequential|Answer)/,
    });
  }

  /** A card by its name, `Plan 1` or `Execution 2.1`, optionally in one state. */
  node(name: string, state?: string): Locator {
    const rest = state === undefined ? '(,|$)' : `, ${state}(,|$)`;
    return this.graph.getByRole('button', { name: new RegExp(`^${name.replace('.', '\\.')}${rest}`) });
  }

  /** Opens a card's inspector by a click, wherever the view is: a live one follows the newest card. */
  async choose(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Fit everything' }).click();
    await this.node(name).click();
    await this.inspector.title.filter({ hasText: name }).waitFor();
  }

  /** The executions that run now. A single one may be over before a busy machine looks. */
  get runningExecutions(): Locator {
    return this.graph.getByRole('button', { name: /^Execution \d+\.\d+, running(,|$)/ });
  }

  fork(stage: number): Locator {
    return this.graph.getByRole('img', { name: new RegExp(`^Fork of stage ${stage}:`) });
  }

  join(stage: number): Locator {
    return this.graph.getByRole('img', { name: new RegExp(`^Join of stage ${stage}:`) });
  }

  bar(name: string): Locator {
    return this.timeline.getByRole('button', { name: new RegExp(`^${name.replace('.', '\\.')},`) });
  }

  /** The pill in the header: `done`, `live` or `cancelled`, with the words beside it. */
  status(words: RegExp): Locator {
    return this.header.getByText(words);
  }

  /** The boxed answer in the answer line. */
  async shownAnswer(): Promise<string> {
    const words = await this.answerLine.getByRole('paragraph').filter({ hasText: '· boxed' }).innerText();
    return words.replace(/\s*· boxed$/, '');
  }

  /** A value in the numbers, by the name before it. */
  number(name: string): Locator {
    return this.numbers
      .getByRole('term')
      .filter({ has: this.page.getByRole('button', { name, exact: true }) })
      .locator('xpath=following-sibling::*[1]');
  }

  /** A tab of the phone's bar at the bottom. */
  tab(name: 'Graph' | 'Text' | 'Numbers' | 'Timeline'): Locator {
    return this.page.getByRole('navigation', { name: 'Parts of this page' }).getByRole('button', { name });
  }

  layout(name: 'Structure' | 'Time'): Locator {
    return this.page.getByRole('group', { name: 'Layout' }).getByRole('radio', { name });
  }

  /** Places of cards once they have stopped moving, in px of the page. */
  async places(...names: string[]): Promise<{ x: number; y: number; width: number; height: number }[]> {
    const read = () => Promise.all(names.map((name) => this.node(name).boundingBox()));
    let before = '';
    let now = await read();
    for (; JSON.stringify(now) !== before; now = await read()) {
      before = JSON.stringify(now);
      await this.page.evaluate(
        () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))),
      );
    }
    return now.map((box) => {
      if (!box) throw new Error(`No place on the page for one of ${names.join(', ')}`);
      return box;
    });
  }

  async showTranscript(): Promise<void> {
    await this.page.getByRole('group', { name: 'View' }).getByRole('radio', { name: 'Transcript' }).check();
    await this.transcript.waitFor();
  }
}
