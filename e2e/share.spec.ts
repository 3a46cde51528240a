import { expect, test } from './fixtures.ts';
import { ExamplePage } from './pages/example-page.ts';
import { SessionPage } from './pages/session-page.ts';

/** What a person sees of the state in a link. */
async function shown(session: SessionPage) {
  return {
    events: await session.transport.events(),
    selected: await session.inspector.title.textContent(),
    tab: await session.inspector.panel.getByRole('tab', { selected: true }).textContent(),
    time: await session.layout('Time').isChecked(),
    loop: await session.transport.looped(),
    tokens: await session.page.getByRole('radio', { name: 'Tokens' }).isChecked(),
    answer: await session.node('Final answer').count(),
  };
}

test('the address is the moment: in another browser it shows the same', async ({
  session,
  ended,
  page,
  browser,
  baseURL,
}) => {
  test.slow();
  await session.open(ended.id);
  await page.keyboard.press('Home');
  await page.keyboard.press('2');
  await page.keyboard.press('i');
  for (let batch = 0; batch < 4; batch++) await page.keyboard.press('k');
  await page.keyboard.press('o');
  await page.getByRole('radio', { name: 'Tokens' }).check();
  await session.layout('Time').check();
  await session.choose('Execution 1.1');
  await session.inspector.show('Timing');
  await expect(session.transport.loopStart).toBeVisible();
  const before = await shown(session);
  await expect(page).toHaveURL(
    new RegExp(
      `at=${before.events.at}&axis=tokens&node=execution:1\\.1&tab=timing&layout=time&loop=\\d+-\\d+`,
    ),
  );

  const context = await browser.newContext({ baseURL });
  try {
    const other = new SessionPage(await context.newPage());
    await other.page.goto(page.url());
    await other.graph.waitFor();
    await expect(other.inspector.title).toHaveText('Execution 1.1');
    await expect(other.transport.loopStart).toBeVisible();
    expect(await shown(other)).toEqual(before);
    // The selected card is in view, wherever the view of the other window is.
    await expect(other.node('Execution 1.1')).toBeInViewport();
  } finally {
    await context.close();
  }
});

test('Share copies that address, a bookmark its own', async ({
  example,
  page,
  context,
  browser,
  baseURL,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await example.open('fell-race');
  await page.keyboard.press('Home');
  await page.keyboard.press('1');
  const early = await example.transport.events();
  await page.keyboard.press('b');
  await page.keyboard.press('2');
  const { at } = await example.transport.events();
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByText('Link copied')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(copied).pathname).toBe('/examples/fell-race');
  expect(new URL(copied).searchParams.get('at')).toBe(String(at));

  await example.bookmarks.open();
  await example.bookmarks.panel.getByRole('button', { name: /^Copy the link of/ }).click();
  await expect
    .poll(async () =>
      new URL(await page.evaluate(() => navigator.clipboard.readText())).searchParams.get('at'),
    )
    .toBe(String(early.at));

  const other = new ExamplePage(await (await browser.newContext({ baseURL })).newPage());
  await other.page.goto(copied);
  await other.graph.waitFor();
  expect((await other.transport.events()).at).toBe(at);
  await other.page.context().close();
});

test('a link to a piece opens its text, at the end of the log', async ({ example, page }) => {
  await page.goto('/examples/fell-race?node=execution:3.2');
  await example.graph.waitFor();
  await expect(example.inspector.title).toHaveText('Execution 3.2');
  await expect(example.inspector.tab('Text')).toHaveAttribute('aria-selected', 'true');
  await expect(example.node('Execution 3.2')).toBeInViewport();
  const { at, of } = await example.transport.events();
  expect(at).toBe(of);
});

test('a link to the transcript opens it; nonsense in an address is as if it were not there', async ({
  example,
  page,
}) => {
  await page.goto('/examples/fell-race?view=transcript&at=300');
  await example.transcript.waitFor();
  expect((await example.transport.events()).at).toBe(300);
  await page.goto('/examples/fell-race?at=none&node=<img>&layout=5&loop=9-1&tab=x&from=there');
  await example.graph.waitFor();
  const { at, of } = await example.transport.events();
  expect(at).toBe(of);
  await expect(example.inspector.panel).toHaveCount(0);
  await page.keyboard.press('Home');
  await expect(page).toHaveURL(/\?from=there&at=1$/);
});

test('the address rests while the page plays, and follows once it stands', async ({ example, page }) => {
  await example.open('fell-race');
  await page.evaluate(() => {
    const counter = window as unknown as { writes: number };
    counter.writes = 0;
    const replace = history.replaceState.bind(history);
    history.replaceState = (...parts) => {
      // The router writes its own state with the same address.
      if (new URL(String(parts[2]), location.href).href !== location.href) counter.writes++;
      replace(...parts);
    };
  });
  const writes = () => page.evaluate(() => (window as unknown as { writes: number }).writes);
  await page.keyboard.press('Home');
  await expect(page).toHaveURL(/\?at=1$/);
  const rested = await writes();
  await example.transport.play.click();
  await expect.poll(async () => (await example.transport.events()).at).toBeGreaterThan(60);
  expect((await writes()) - rested).toBe(0);
  await example.transport.pause.click();
  const { at } = await example.transport.events();
  await expect(page).toHaveURL(new RegExp(`\\?at=${at}$`));
});
