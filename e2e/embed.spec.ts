import { expect, test } from './fixtures.ts';
import { ExportMenu } from './pages/export-menu.ts';
import { SessionPage } from './pages/session-page.ts';
import { startForeignSite } from './support/foreign-site.ts';

const slug = 'countdown-27';

test('a page of another site frames the player, which plays there', async ({ browser, baseURL }) => {
  const path = `/embed/examples/${slug}?at=40&axis=tokens&theme=dark`;
  const site = await startForeignSite(`<iframe src="${baseURL}${path}" width="600" height="400"></iframe>`);
  const context = await browser.newContext({ colorScheme: 'light' });
  const faults: string[] = [];
  context.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  try {
    const page = await context.newPage();
    await page.goto(site.origin);
    const frame = page.frame({ url: new RegExp(slug) });
    if (!frame) throw new Error('There is no frame');
    await expect(frame.locator('html')).toHaveClass(/dark/);
    // At event 40 the first plan is still being written.
    await expect(frame.getByRole('button', { name: /^Plan 1, running/ })).toBeVisible();
    await expect(frame.getByRole('button', { name: /^Final answer/ })).toHaveCount(0);

    await frame.getByRole('combobox', { name: 'Speed' }).selectOption('16');
    await frame.getByRole('button', { name: 'Play', exact: true }).click();
    await expect(frame.getByRole('button', { name: /^Final answer, done/ })).toBeVisible({ timeout: 45_000 });

    // The frame has no button that starts, changes or deletes anything, so that nobody clicks one by accident.
    for (const name of ['Export', 'Delete session', 'Cancel run', 'Run again', 'Settings'])
      await expect(frame.getByRole('button', { name })).toHaveCount(0);

    const opened = context.waitForEvent('page');
    await frame.getByRole('link', { name: 'Open in Sprintscope' }).click();
    const app = new SessionPage(await opened);
    await expect(app.graph).toBeVisible();
    expect(new URL(app.page.url()).pathname).toBe(`/examples/${slug}`);
    expect(faults).toEqual([]);
  } finally {
    await context.close();
    await site.close();
  }
});

test('no other page may be framed', async ({ browser, baseURL, ended, request }) => {
  const site = await startForeignSite(`<iframe src="${baseURL}/sessions/${ended.id}"></iframe>`);
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const refused = page.waitForEvent('console', (message) => /frame/i.test(message.text()));
    await page.goto(site.origin);
    expect((await refused).type()).toBe('error');
  } finally {
    await context.close();
    await site.close();
  }
  for (const path of ['/', `/sessions/${ended.id}`, `/examples/${slug}`, '/library', '/api/health']) {
    const headers = (await request.get(path)).headers();
    expect(headers['x-frame-options'], path).toBe('DENY');
    expect(headers['content-security-policy'], path).toContain("frame-ancestors 'none'");
  }
  const embed = (await request.get(`/embed/sessions/${ended.id}`)).headers();
  expect(embed['x-frame-options']).toBeUndefined();
  expect(embed['content-security-policy']).toContain('frame-ancestors *');
  expect(embed['content-security-policy']).toContain("default-src 'self'");
});

test('the embed code frames what the page shows', async ({ session, page, ended }) => {
  await session.open(ended.id);
  await session.transport.step('To the start').click();
  await new ExportMenu(page).open();
  await page.getByRole('menuitem', { name: /^Embed/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Embed this session' });
  const code = dialog.getByRole('textbox', { name: 'Embed code' });
  await expect(code).toHaveValue(new RegExp(`/embed/sessions/${ended.id}\\?at=1"`));
  await dialog.getByRole('radio', { name: 'Dark' }).check();
  await expect(code).toHaveValue(/&amp;theme=dark"/);

  const source = /src="([^"]+)"/.exec(await code.inputValue())?.[1]?.replaceAll('&amp;', '&') ?? '';
  await page.goto(source);
  await expect(page.getByRole('link', { name: 'Open in Sprintscope' })).toBeVisible();
  await expect(session.graph).toBeVisible();
});

test('a session that is not there says so in the frame', async ({ page, clean }) => {
  clean.expectConsole(/404/);
  await page.goto('/embed/sessions/nothing-here');
  await expect(page.getByText('There is no such session here.')).toBeVisible();
});

test('small frames show graph, text, numbers and timeline without a scroll bar', async ({ page }) => {
  for (const [width, height] of [
    [600, 400],
    [390, 500],
    [900, 420],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.goto(`/embed/examples/${slug}`);
    const graph = page.getByRole('region', { name: 'Flow graph' });
    await expect(graph).toBeVisible();
    expect((await graph.boundingBox())?.height).toBeGreaterThan(170);
    const overflow = await page.evaluate(() => {
      const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
      return [scrollWidth - clientWidth, scrollHeight - clientHeight];
    });
    expect(overflow, `${width} × ${height}`).toEqual([0, 0]);
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  }
});
