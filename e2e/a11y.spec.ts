import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { violationsInBoth, violations as violationsOf } from './support/accessibility.ts';
import { importTraces } from './support/import-traces.ts';
import { leaky, leakyQuestion } from './support/leaky-trace.ts';
import { sequentialText, sprintText } from './support/trace-texts.ts';

/** In light and in dark, which is the same document in other colours. */
const violations = (page: Page) =>
  violationsInBoth(page, { inDark: ['color-contrast', 'link-in-text-block'] });

const devices = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
};

test('what stands in someone’s way is found, with its place', async ({ page }) => {
  await page.setContent('<main><h1>A picture</h1><img src="data:," /></main>');
  expect(await violationsOf(page)).toContainEqual(expect.stringMatching(/^image-alt \(critical\): img: /));
  expect(await violationsOf(page, { within: 'h1' })).toEqual([]);
});

test.describe('in a dark system', () => {
  test.use({ colorScheme: 'dark' });

  test('a page opens dark', async ({ home, page }) => {
    await home.open();
    await expect(page.locator('html')).toHaveClass(/dark/);
  });
});

for (const [device, options] of Object.entries(devices)) {
  test.describe(`${device}, light and dark`, () => {
    // Reduced motion: a colour that is on its way to another has no contrast to measure.
    test.use({ ...options, contextOptions: { reducedMotion: 'reduce' } });

    test('home', async ({ home, api, page, ended }) => {
      await api.run({ title: 'One more' });
      await home.open();
      await expect(home.recentRow('One more')).toBeVisible();
      await expect(home.recentRow(ended.question).first()).toBeVisible();
      await home.openAdvanced();
      expect(await violations(page)).toEqual([]);
    });

    test('a live session', async ({ session, api, page }) => {
      const id = await api.start({ tokensPerSecond: 60 });
      await session.open(id);
      await expect(session.runningExecutions.first()).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });

    test('leaks, the checks, and an open finding', async ({ session, api, page, request, baseURL }) => {
      const [id = ''] = await importTraces(request, baseURL, api, [
        { text: leaky, kind: 'transcript', question: leakyQuestion },
      ]);
      await page.goto('/leaks');
      await expect(page.getByRole('region', { name: 'Uses a result of a sibling' })).toBeVisible();
      expect.soft(await violations(page), 'leaks').toEqual([]);
      await page.getByRole('button', { name: 'Checks' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect.soft(await violations(page), 'checks').toEqual([]);
      await page.goto(`/sessions/${id}?finding=sibling-result.1`);
      await expect(session.inspector.panel.getByRole('region', { name: 'Finding' })).toBeVisible();
      expect.soft(await violations(page), 'finding').toEqual([]);
    });

    test('an ended session with the inspector, and its transcript', async ({ session, page, ended }) => {
      await session.open(ended.id);
      if (device === 'phone') {
        expect.soft(await violations(page), 'graph').toEqual([]);
        for (const tab of ['Numbers', 'Timeline', 'Text'] as const) {
          await session.tab(tab).click();
          expect.soft(await violations(page), tab).toEqual([]);
        }
        return;
      }
      await session.node('Execution 1.1').click();
      for (const tab of ['Text', 'What it saw', 'Timing', 'Raw'] as const) {
        await session.inspector.show(tab);
        expect.soft(await violations(page), tab).toEqual([]);
      }
      await session.showTranscript();
      expect.soft(await violations(page), 'transcript').toEqual([]);
    });

    test('settings, and the form of an endpoint', async ({ settings, page }) => {
      await settings.open();
      expect.soft(await violations(page)).toEqual([]);
      await settings.add({ name: 'Nothing' });
      expect.soft(await violations(page), 'form').toEqual([]);
    });

    test('import: the start, what was found, the result', async ({ importPage, page, api }) => {
      await importPage.open();
      expect.soft(await violations(page), 'start').toEqual([]);
      await importPage.choose([
        { name: 'planner_trajectory_1.txt', content: sprintText('Is this accessible?', 'yes') },
        { name: 'base_model_trajectory_1.txt', content: sequentialText('yes') },
        { name: 'lonely.txt', content: sequentialText('no') },
        { name: 'empty.txt', content: '' },
      ]);
      await expect(importPage.summary).toHaveText('1 SPRINT, 2 sequential, 1 pair');
      expect.soft(await violations(page), 'found').toEqual([]);
      await importPage.partner('lonely.txt').click();
      expect.soft(await violations(page), 'partner').toEqual([]);
      await page.keyboard.press('Escape');
      await importPage.importButton(3).click();
      await expect(importPage.heading('3 traces imported, 1 pair')).toBeVisible();
      for (const id of await importPage.sessionIds()) api.adopt(id);
      expect.soft(await violations(page), 'result').toEqual([]);
    });

    test('an example', async ({ example, page }) => {
      await example.open('domino-tilings');
      await expect(example.node('Final answer', 'done')).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });

    test('a comparison', async ({ page }) => {
      await page.goto(
        '/compare?a=example:countdown-907&b=example:countdown-907-sequential&axis=tokens&at=1600',
      );
      await expect(page.getByRole('region', { name: 'Race' })).toContainText('still running');
      await expect(page.getByRole('heading', { name: /^Similar wording/ })).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });

    test('what is not there', async ({ page, clean }) => {
      clean.expectConsole(/status of 404/);
      await page.goto('/no-such-page');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect.soft(await violations(page), 'page').toEqual([]);
      await page.goto('/sessions/none');
      await expect(page.getByText('There is no such session')).toBeVisible();
      expect.soft(await violations(page), 'session').toEqual([]);
    });
  });
}
