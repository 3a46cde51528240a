import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** A card's frame lies outside its click target: 95 % in view means the whole card. */
const whole = { ratio: 0.95 };

async function centre(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('It has no place on the page');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Drags the background of the graph, at its lower edge where no card lies. */
async function pan(page: Page, graph: Locator, by: { x: number; y: number }): Promise<void> {
  const box = await graph.boundingBox();
  if (!box) throw new Error('The graph has no place on the page');
  const from = { x: box.x + box.width / 2, y: box.y + box.height - 70 };
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 5 });
  await page.mouse.up();
}

test('the view follows the run until the person pans, and again when asked', async ({
  session,
  page,
  api,
}) => {
  const id = await api.start({ tokensPerSecond: 60 });
  await session.open(id);
  const follow = page.getByRole('button', { name: 'Follow', exact: true });
  await expect(session.runningExecutions.first()).toBeInViewport();
  await expect(follow).toHaveCount(0);

  await pan(page, session.graph, { x: 120, y: 0 });
  await expect(follow).toBeVisible();
  const kept = await centre(session.node('Question'));
  await expect(session.node('Execution 1.3')).toBeVisible();
  expect(await centre(session.node('Question'))).toEqual(kept);

  await follow.click();
  await expect(follow).toHaveCount(0);
  await expect(session.runningExecutions.first()).toBeInViewport(whole);
});

test.describe('with a camera that jumps', () => {
  // A card that glides has no size to measure.
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('fit shows everything, zoom keeps to its step, by button and key; the overview is there', async ({
    session,
    page,
    ended,
  }) => {
    await session.open(ended.id);
    await expect(page.getByRole('img', { name: 'Overview of the graph' })).toBeVisible();
    const widthOf = async () => (await session.node('Question').boundingBox())?.width ?? 0;

    await page.getByRole('button', { name: 'Fit everything' }).click();
    await expect(session.node('Final answer')).toBeInViewport(whole);
    await expect(session.node('Question')).toBeInViewport(whole);
    const fitted = await widthOf();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect.poll(widthOf).toBeCloseTo(fitted * 1.25, 0);
    await page.getByRole('button', { name: 'Zoom out' }).click();
    await expect.poll(widthOf).toBeCloseTo(fitted, 0);

    await page.keyboard.press('+');
    await expect.poll(widthOf).toBeCloseTo(fitted * 1.25, 0);
    await page.keyboard.press('+');
    await page.keyboard.press('f');
    await expect.poll(widthOf).toBeCloseTo(fitted, 0);
    await page.keyboard.press('-');
    await expect.poll(widthOf).toBeLessThan(fitted * 0.9);
  });
});

test('a bar of the timeline leads to its card, and says whether it is critical', async ({
  session,
  ended,
}) => {
  await session.open(ended.id);
  await session.bar('Execution 2.1').click();
  await expect(session.inspector.title).toHaveText('Execution 2.1');
  await expect(session.node('Execution 2.1')).toBeInViewport(whole);
  await expect(session.node('Execution 2.1')).toHaveAttribute('aria-pressed', 'true');
  await expect(session.timeline.getByRole('button', { name: /, on the critical path$/ })).not.toHaveCount(0);
  await expect(session.graph.getByRole('button', { name: /, on the critical path$/ })).not.toHaveCount(0);
});

test('the rounds lead to their stage', async ({ session, page, ended }) => {
  await session.open(ended.id);
  await session.rounds.getByRole('button').first().click();
  await expect(session.node('Plan 1')).toBeInViewport(whole);
  await page.keyboard.press('t');
  await session.rounds.getByRole('button').nth(1).click();
  await expect(session.node('Plan 2')).toBeInViewport(whole);
});
