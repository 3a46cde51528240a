import { test as base, expect } from './fixtures.ts';
import { ComparePage } from './pages/compare-page.ts';
import { fiveNumbers } from './support/session-api.ts';

const test = base.extend<{ compare: ComparePage }>({
  compare: async ({ page }, use) => use(new ComparePage(page)),
});

// Most of these go through two or three pages.
test.describe.configure({ timeout: 120_000 });

/** A SPRINT example and its sequential partner, which is longer. */
const sprint = 'example:countdown-907';
const sequential = 'example:countdown-907-sequential';

test('an example leads to the comparison with its partner: sequential above, answers equal', async ({
  example,
  compare,
  page,
}) => {
  await example.open('countdown-907');
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  await expect(compare.race).toBeVisible({ timeout: 30_000 });
  await expect(page).toHaveTitle(/^Compare · Use 15, 6, 7, 4, 20, 7/);
  await expect(compare.lanes.first()).toContainText('Sequential');
  await expect(compare.lanes.last()).toContainText('SPRINT');
  await expect(compare.verdict).toHaveAttribute('data-verdict', 'equal');
  await expect(compare.lane('a').getByRole('img', { name: 'Fork 1.1' })).toBeAttached();
  await expect(compare.lane('a').getByRole('img', { name: 'Join of stage 1' })).toBeAttached();
});

test('the race plays to its end, and says who is still running when the other has ended', async ({
  compare,
}) => {
  await compare.open(sprint, sequential, '&axis=tokens&at=1600&speed=16');
  await expect(compare.lane('a')).toContainText('ended');
  await expect(compare.lane('b')).toContainText('still running');
  await expect(compare.race).toContainText(
    /SPRINT ended 81 tokens ago; Sequential is still running, [\d,]+ tokens to go\./,
  );

  await compare.page.getByRole('button', { name: 'To the start' }).click();
  expect(await compare.at()).toBe(0);
  await expect(compare.race).toContainText('Both are running.');
  await compare.play.click();
  await expect(compare.pause).toBeVisible();
  await expect(compare.play).toBeVisible({ timeout: 45_000 });
  await expect(compare.race).toContainText(/SPRINT ended [\d,]+ tokens earlier on the critical path\./);
  expect(await compare.at()).toBe(Number(await compare.slider.getAttribute('aria-valuemax')));
});

test('keys move both, as on the session page', async ({ compare, page }) => {
  await compare.open(sprint, sequential, '&axis=tokens');
  await page.keyboard.press('Home');
  expect(await compare.at()).toBe(0);
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  expect(await compare.at()).toBeGreaterThan(0);
  await page.keyboard.press('.');
  await expect(compare.speed).toHaveValue('2');
  await page.keyboard.press('Space');
  await expect(compare.pause).toBeVisible();
  await page.keyboard.press('Space');
  await expect(compare.play).toBeVisible();
  await compare.slider.focus();
  await page.keyboard.press('End');
  expect(await compare.at()).toBe(Number(await compare.slider.getAttribute('aria-valuemax')));
});

test('the numbers stand side by side under one named definition', async ({ compare }) => {
  await compare.open(sprint, sequential);
  await expect(compare.number('sequential')).toContainText(/1,519.*2,880/s);
  await expect(compare.number('sequential')).toContainText('−1,361 · 0.53 ×');
  await expect(compare.number('total')).toContainText(/3,404.*2,880/s);
  await expect(compare.number('saved-against')).toContainText('47 %');
  await expect(compare.number('saved-against')).toContainText('1 − 1,519 ÷ 2,880');
  await expect(compare.number('saved-against')).toContainText('countdown-reasoner');
  await expect(compare.numbers).toContainText('tokenizer qwen3, both');
  await expect(compare.numbers).toContainText('not a language model');

  const authors = await compare.number('sequential').innerText();
  await compare.definition.selectOption('with-tags');
  await expect(compare.number('sequential')).not.toHaveText(authors);
});

test('a bar shows its text and leads to its session', async ({ compare, page, session }) => {
  await compare.open(sprint, sequential);
  await compare.bar('a', 'Execution 1.2').click();
  const panel = page.getByRole('complementary', { name: /Execution 1\.2/ });
  await expect(panel).toContainText('Prompt 1.2');
  await panel.getByRole('link', { name: 'Open the session at this moment' }).click();
  await expect(page).toHaveURL(/\/examples\/countdown-907\?.*node=execution:1\.2/);
  await session.graph.waitFor({ timeout: 30_000 });
  await expect(session.inspector.title).toHaveText(/Execution 1\.2/);
});

test('pointing at a passage lights the other, a click brings both into view', async ({ compare }) => {
  await compare.open(sprint, sequential, '&view=content');
  const first = compare.passages('left').first();
  await expect(first).toBeVisible();
  await expect(compare.content.getByRole('heading', { name: /^Similar wording/ })).toBeVisible();
  const id = (await first.getAttribute('data-match')) ?? '';
  await first.hover();
  await expect(compare.passage('right', id)).toHaveAttribute('data-lit', '');
  await expect(compare.ribbon(id)).toHaveAttribute('data-lit', '');
  await expect(compare.ribbon(id)).toHaveAttribute('d', /^M0 /);

  const last = compare.passages('left').last();
  const other = compare.passage('right', (await last.getAttribute('data-match')) ?? '');
  await expect(other).not.toBeInViewport();
  await last.click();
  await expect(other).toBeInViewport();
  await expect(last).toBeInViewport();
});

test('with the keyboard from passage to passage, and to the other side', async ({ compare, page }) => {
  await compare.open(sprint, sequential, '&view=content');
  const first = compare.passages('left').first();
  await first.focus();
  await page.keyboard.press('ArrowDown');
  await expect(compare.passages('left').nth(1)).toBeFocused();
  const id = (await compare.passages('left').nth(1).getAttribute('data-match')) ?? '';
  await page.keyboard.press('ArrowRight');
  await expect(compare.passage('right', id)).toBeFocused();
  await expect(compare.passage('left', id)).toHaveAttribute('data-lit', '');
});

test('the other side is run from a session and watched as it races', async ({
  api,
  session,
  compare,
  page,
}) => {
  await page.addInitScript(() => localStorage.setItem('sprintscope-built-in-pace', '1000'));
  const { id } = await api.run({ question: fiveNumbers });
  await session.open(id);
  await expect(session.number('Saved against sequential')).toHaveText('not run yet');
  await page.getByRole('button', { name: 'Run the other side' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('rule-based built-in');
  await dialog.getByRole('button', { name: 'Run and race' }).click();

  await expect(compare.race).toBeVisible({ timeout: 30_000 });
  const other = new URL(page.url()).searchParams.get('b') ?? '';
  api.adopt(other);
  await expect(compare.verdict).toHaveAttribute('data-verdict', /^(equal|different)$/, { timeout: 50_000 });
  await expect(compare.play).toBeVisible();

  await session.open(id);
  await expect(session.number('Saved against sequential')).toContainText(/−?\d+ %.*countdown-reasoner/s);
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/compare\\?a=${id}&b=${other}`));
  await expect(compare.race).toBeVisible({ timeout: 30_000 });
});

test('two runs are followed live on one clock', async ({ api, compare }) => {
  const [first, second] = await Promise.all([
    api.start({ question: fiveNumbers, tokensPerSecond: 10 }),
    api.start({ question: fiveNumbers, strategy: 'sequential', tokensPerSecond: 10 }),
  ]);
  await compare.open(first, second);
  await expect(compare.race.getByRole('button', { name: 'Live' })).toHaveAttribute('aria-pressed', 'true');
  await expect(compare.number('sequential')).toContainText('so far');
  await Promise.all([api.cancel(first), api.cancel(second)]);
  await expect(compare.race).toContainText('no fair race');
  await expect(compare.play).toBeVisible();
});

test('the address brings another page to the same moment', async ({ compare, browser, baseURL }) => {
  await compare.open(sprint, sequential);
  await compare.speed.selectOption('4');
  await compare.page.getByRole('button', { name: 'Swap sides' }).click();
  await expect(compare.lanes.first()).toContainText('SPRINT');
  await compare.slider.focus();
  for (let press = 0; press < 8; press++) await compare.page.keyboard.press('Shift+ArrowLeft');
  const at = await compare.at();
  // The address follows a moment later.
  await expect(compare.page).toHaveURL(new RegExp(`[?&]at=${at}(&|$)`));

  const context = await browser.newContext({ baseURL });
  const elsewhere = new ComparePage(await context.newPage());
  await elsewhere.page.goto(compare.page.url());
  await expect(elsewhere.race).toBeVisible();
  await expect(elsewhere.speed).toHaveValue('4');
  await expect(elsewhere.lanes.first()).toContainText('SPRINT');
  await expect(elsewhere.slider).toHaveAttribute('aria-valuenow', String(at));
  await context.close();
});

test('what is missing is named, and a partner can be chosen', async ({ compare, clean, page }) => {
  clean.expectConsole(/status of 404/);
  await page.goto(`/compare?a=${sprint}&b=nosuchsession`);
  await expect(page.getByRole('heading', { name: 'One of the two sessions is not here' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('nosuchsession');
  await page.getByRole('link', { name: 'Choose another partner' }).click();
  const same = page.getByRole('region', { name: 'The same question' });
  await same.getByRole('link', { name: /one thought after the other/ }).click();
  await expect(compare.race).toBeVisible();

  await page.goto('/compare?a=example:../x&b=y');
  await expect(page.getByRole('heading', { name: 'This address names no session' })).toBeVisible();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

  test('both sides are in view, nothing wider than the screen', async ({ compare, page }) => {
    await compare.open(sprint, sequential, '&axis=tokens&at=1600');
    await expect(compare.lane('b')).toContainText('still running');
    await expect(compare.bar('a', 'Plan 1')).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
