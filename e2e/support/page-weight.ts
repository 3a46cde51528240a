import type { BrowserContext, Page, Request } from '@playwright/test';

/** A script as the server sent it: its body compressed, its head left out. */
export interface LoadedScript {
  url: string;
  bytes: number;
}

export interface PageWeight {
  /**
   * What came before the page had time on its hands: the first view stands (weight-budgets.ts), nothing is under way, and no
   * idle callback has run. Of a session that is header, numbers, graph, transport and timeline; what stands in the rail under
   * the numbers comes in the first idle moment.
   */
  first: readonly LoadedScript[];
  /** What the page then fetches ahead, for what a person may do next. */
  ahead: readonly LoadedScript[];
}

/** A page as somebody sees it who has never been here; `view` waits until its first view stands. */
export interface FirstVisit {
  path: string;
  view: (page: Page) => Promise<void>;
}

interface HeldIdle {
  releaseIdle: () => void;
  idleMoment: () => Promise<void>;
}

/**
 * Loads the page in a context of its own, with an empty cache, and adds up the scripts that the browser received: what the
 * build's manifests list is not all, for links in view and the page itself fetch more. Idle callbacks wait until the first
 * view stands: whether they come before or after it is a race that the machine's load decides, and a budget must not
 * depend on it.
 */
export async function weigh(context: BrowserContext, { path, view }: FirstVisit): Promise<PageWeight> {
  const page = await context.newPage();
  const underWay = new Set<Request>();
  let received: Promise<LoadedScript>[] = [];
  page.on('request', (request) => void (isScript(request) && underWay.add(request)));
  page.on('requestfailed', (request) => underWay.delete(request));
  page.on('requestfinished', (request) => {
    if (underWay.delete(request)) received.push(sizeOf(request));
  });
  /** Nothing is under way, nor did an idle moment start more. */
  async function settled(): Promise<void> {
    do {
      while (underWay.size > 0) await page.waitForEvent('requestfinished');
      await page.evaluate(() => (window as unknown as HeldIdle).idleMoment());
    } while (underWay.size > 0);
  }

  await page.addInitScript(holdIdle);
  await page.goto(path);
  await view(page);
  await page.waitForLoadState('networkidle');
  await settled();
  const first = await Promise.all(received);
  received = [];
  await page.evaluate(() => (window as unknown as HeldIdle).releaseIdle());
  await settled();
  const ahead = await Promise.all(received);
  await page.close();
  return { first, ahead };
}

export const bytesOf = (scripts: readonly LoadedScript[]): number =>
  scripts.reduce((sum, { bytes }) => sum + bytes, 0);

/** By its name: scripts that are fetched ahead, or for a worker, are no `<script>` to the browser. */
function isScript(request: Request): boolean {
  return new URL(request.url()).pathname.endsWith('.js');
}

async function sizeOf(request: Request): Promise<LoadedScript> {
  const { responseBodySize } = await request.sizes();
  return { url: request.url(), bytes: responseBodySize };
}

function holdIdle(): void {
  const native = window.requestIdleCallback.bind(window);
  const waiting: IdleRequestCallback[] = [];
  let held = true;
  window.requestIdleCallback = (callback, options) => {
    if (!held) return native(callback, options);
    waiting.push(callback);
    // No handle of the browser's own: cancelling what waits here does nothing.
    return -1;
  };
  Object.assign(window, {
    idleMoment: () => new Promise<void>((resolve) => native(() => resolve())),
    releaseIdle() {
      held = false;
      for (const callback of waiting.splice(0)) native(callback);
    },
  });
}
