import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** What CSS moves at the moment: the animation or property, and its element. */
const running = (page: Page) =>
  page.evaluate(() =>
    document
      .getAnimations()
      .filter((animation) => animation.playState === 'running')
      .map((animation) => {
        const what =
          animation instanceof CSSAnimation
            ? animation.animationName
            : animation instanceof CSSTransition
              ? animation.transitionProperty
              : 'script';
        const target = animation.effect instanceof KeyframeEffect ? animation.effect.target : null;
        return `${what} of ${target?.outerHTML.slice(0, 200)}`;
      }),
  );

/**
 * The number of elements without text inside the graph that a script moves over this many frames: the dots on the
 * edges. An element that gets a new layout moves its text along, and a growing bar is scaled, not moved.
 */
const movedByScript = (page: Page, frames: number) =>
  page.evaluate(
    (count) =>
      new Promise<number>((resolve) => {
        const graph = document.querySelector('[aria-label="Flow graph"]');
        if (!graph) throw new Error('There is no graph');
        const places = new Map<Element, Set<string>>();
        let left = count;
        const look = () => {
          for (const element of graph.querySelectorAll<HTMLElement>('[aria-hidden] [style*="translate("]')) {
            if (element.textContent !== '') continue;
            const seen = places.get(element) ?? new Set();
            places.set(element, seen.add(element.style.transform));
          }
          left -= 1;
          if (left > 0) requestAnimationFrame(look);
          else resolve([...places.values()].filter((seen) => seen.size > 2).length);
        };
        look();
      }),
    frames,
  );

test.describe('without the wish for less motion', () => {
  test('dots move along the edges in use, and what runs is animated', async ({ session, api }) => {
    const id = await api.start({ tokensPerSecond: 15 });
    await session.open(id);
    await expect(session.node('Plan 1', 'running')).toBeVisible();
    await expect.poll(() => movedByScript(session.page, 12)).toBeGreaterThan(0);
    await expect.poll(() => running(session.page)).not.toEqual([]);
  });
});

test.describe('with prefers-reduced-motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('nothing moves on a live session', async ({ session, api, page }) => {
    const id = await api.start({ tokensPerSecond: 30 });
    await session.open(id);
    await expect(session.node('Plan 1', 'running')).toBeVisible();
    expect(await running(page)).toEqual([]);
    expect(await movedByScript(page, 12)).toBe(0);
    await expect(session.runningExecutions.first()).toBeVisible();
    expect(await running(page)).toEqual([]);
    expect(await movedByScript(page, 12)).toBe(0);

    // The replay continues all the same.
    const { at } = await session.transport.events();
    await expect.poll(async () => (await session.transport.events()).at).toBeGreaterThan(at + 5);
    await session.node('Execution 1.1').click();
    await expect(session.inspector.title).toHaveText('Execution 1.1');
    expect(await running(page)).toEqual([]);
  });

  test('nothing moves at home, in settings, in dialogs', async ({ home, settings, api, page }) => {
    await api.start({ tokensPerSecond: 15, title: 'Still running' });
    await home.open();
    await expect(home.recentRow('Still running')).toContainText('running');
    expect(await running(page)).toEqual([]);
    await home.act('Still running', 'Delete');
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await running(page)).toEqual([]);
    await settings.open();
    expect(await running(page)).toEqual([]);
    await settings.add({ name: 'Nothing' });
    expect(await running(page)).toEqual([]);
  });
});
