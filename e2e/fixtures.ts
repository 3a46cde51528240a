import { test as base, expect } from '@playwright/test';
import { ExamplePage } from './pages/example-page.ts';
import { HomePage } from './pages/home-page.ts';
import { ImportPage } from './pages/import-page.ts';
import { SessionPage } from './pages/session-page.ts';
import { SettingsPage } from './pages/settings-page.ts';
import { type CleanPage, watchPages } from './support/clean-page.ts';
import { withEndedSession } from './support/ended-session.ts';
import { type Respond, type ScriptedEndpoint, startScriptedEndpoint } from './support/scripted-endpoint.ts';
import { serverOf } from './support/server-of.ts';
import { type Session, SessionApi } from './support/session-api.ts';

export { expect };

interface Fixtures {
  /** Fails the test on console errors and warnings, exceptions and foreign requests of any of its pages. */
  clean: CleanPage;
  api: SessionApi;
  /** Starts an OpenAI-compatible server that answers as the test says, and makes it an endpoint of the app. */
  startEndpoint: (respond: Respond) => Promise<ScriptedEndpoint>;
  home: HomePage;
  importPage: ImportPage;
  session: SessionPage;
  settings: SettingsPage;
  example: ExamplePage;
}

interface WorkerFixtures {
  /** The address of this worker's server. */
  server: string;
  /** A finished session of five numbers that tests only read. */
  ended: Session;
}

export const test = base.extend<Fixtures & { baseURL: string }, WorkerFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what is needed.
  server: [async ({}, use, { parallelIndex }) => use(serverOf(parallelIndex)), { scope: 'worker' }],
  baseURL: async ({ server }, use) => use(server),
  clean: [
    async ({ context, baseURL }, use) => {
      const clean = watchPages(context, baseURL);
      await use(clean);
      expect(clean.faults(), 'console, exceptions and requests').toEqual([]);
    },
    { auto: true },
  ],
  api: async ({ context, request, baseURL }, use) => {
    const api = new SessionApi(request, baseURL);
    await use(api);
    // A page that still requests its session would get an error, and log it.
    await Promise.all(context.pages().map((page) => page.close()));
    await api.cleanUp();
  },
  startEndpoint: async ({ api }, use) => {
    const started: ScriptedEndpoint[] = [];
    await use(async (respond) => {
      const endpoint = await startScriptedEndpoint(api, respond);
      started.push(endpoint);
      return endpoint;
    });
    await Promise.all(started.map((endpoint) => endpoint.close()));
  },
  ended: [
    async ({ playwright, server }, use) =>
      withEndedSession(await playwright.request.newContext({ baseURL: server }), server, use),
    { scope: 'worker' },
  ],
  home: async ({ page }, use) => use(new HomePage(page)),
  importPage: async ({ page }, use) => use(new ImportPage(page)),
  session: async ({ page }, use) => use(new SessionPage(page)),
  settings: async ({ page }, use) => use(new SettingsPage(page)),
  example: async ({ page }, use) => use(new ExamplePage(page)),
});
