import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const width = 390;
test.use({ viewport: { width, height: 844 }, isMobile: true, hasTouch: true });

/** Fails where the page is wider than the phone, or where a control lies beyond its edge. */
async function expectFits(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  const outside = await page.evaluate((edge) => {
    // An element that scrolls, or ends in an ellipsis, may be longer than its visible part.
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      (/auto|scroll/.test(getComputedStyle(element).overflowX) ||
        getComputedStyle(element).textOverflow === 'ellipsis' ||
        scrolls(element.parentElement));
    return [...document.querySelectorAll('button, a, input, select, textarea')]
      .filter((element) => element.checkVisibility() && !element.closest('[aria-label="Flow graph"]'))
      .filter((element) => !scrolls(element.parentElement))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && (box.left < -1 || box.right > edge + 1))
      .map(({ element }) => element.getAttribute('aria-label') ?? element.textContent);
  }, width);
  expect(outside, 'controls beyond the edge').toEqual([]);
}

test('home fits, and a question can be run', async ({ home, session, api, page }) => {
  await home.open();
  await expectFits(page);
  await home.openAdvanced();
  await expectFits(page);
  await home.chip(/45/).tap();
  await home.run.tap();
  api.adopt(await home.startedSession());
  await expect(session.node('Plan 1')).toBeVisible();
  await expectFits(page);
});

test('a session is one part at a time, chosen by the tabs', async ({ session, page, ended }) => {
  await session.open(ended.id);
  await expectFits(page);
  await expect(session.tab('Graph')).toHaveAttribute('aria-current', 'page');
  await expect(page.getByText(/^done · \d+ stages/).filter({ visible: true })).toBeVisible();
  await expect(session.timeline).toBeHidden();

  await session.tab('Numbers').tap();
  await expect(session.numbers).toBeVisible();
  await expect(session.graph).toBeHidden();
  await expectFits(page);
  await session.rounds.getByRole('button', { name: 'Final answer' }).tap();

  await session.tab('Text').tap();
  await expect(session.inspector.title).toHaveText('Final answer');
  await expect(session.inspector.content).toContainText('137');
  await expectFits(page);

  await session.tab('Timeline').tap();
  await expect(session.timeline).toBeVisible();
  await expect(session.bar('Execution 1.1')).toBeVisible();
  await expectFits(page);
  await session.transport.pressAt(0.5);
  const { at, of } = await session.transport.events();
  expect(at).toBeLessThan(of);

  await session.tab('Graph').tap();
  await expect(session.graph).toBeVisible();
  await expect(session.timeline).toBeHidden();
});

test('the actions of a session are one menu, and its title has the room', async ({
  session,
  page,
  ended,
}) => {
  await session.open(ended.id);
  const title = await session.header.getByRole('heading', { level: 1 }).boundingBox();
  expect(title?.width).toBeGreaterThan(width / 2);
  const menu = page.getByRole('menu', { name: 'Session actions' });
  await page.getByRole('button', { name: 'Session actions' }).tap();
  await menu.getByRole('menuitem', { name: 'Export' }).tap();
  await expectFits(page);
  await menu.getByRole('menuitem', { name: 'Back from Export' }).tap();
  await expect(menu.getByRole('menuitem', { name: 'Export' })).toBeFocused();
  await menu.getByRole('menuitem', { name: 'Export' }).tap();
  const download = page.waitForEvent('download');
  await menu.getByRole('menuitem', { name: /^Report/ }).tap();
  expect((await download).suggestedFilename()).toBe(`sprintscope-${ended.id}.md`);

  await page.getByRole('button', { name: 'Session actions' }).tap();
  await menu.getByRole('menuitem', { name: 'Compare' }).tap();
  await menu.getByRole('menuitem', { name: /Run the other side/ }).tap();
  await expect(page.getByRole('dialog', { name: /Run the other side/ })).toBeVisible();
  await expectFits(page);
});

test('settings fit, the form too', async ({ settings, page }) => {
  await settings.open();
  await expectFits(page);
  await settings.add({ name: 'On the phone' });
  await expectFits(page);
});
