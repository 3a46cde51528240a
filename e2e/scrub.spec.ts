import { expect, test } from './fixtures.ts';

test.beforeEach(async ({ session, ended }) => {
  await session.open(ended.id);
  await expect(session.node('Final answer', 'done')).toBeVisible();
});

test('opens on the end; an earlier moment shows fewer nodes', async ({ session, ended }) => {
  const { transport, nodes } = session;
  expect(await transport.events()).toEqual({ at: ended.lastSeq + 1, of: ended.lastSeq + 1 });
  const all = await nodes.count();

  await transport.step('To the start').click();
  await expect(nodes).toHaveCount(1);
  await expect(session.node('Question')).toBeVisible();
  expect(await transport.events()).toMatchObject({ at: 1 });

  await transport.step('To the end').click();
  await expect(nodes).toHaveCount(all);
  expect(await transport.events()).toEqual({ at: ended.lastSeq + 1, of: ended.lastSeq + 1 });
});

test('the slider by keyboard', async ({ session }) => {
  const { transport, nodes } = session;
  const all = await nodes.count();
  const endMs = Number(await transport.slider.getAttribute('aria-valuemax'));
  await transport.slider.focus();

  await transport.slider.press('ArrowLeft');
  expect(await transport.atMs()).toBeCloseTo(endMs * 0.99, -1);
  await transport.slider.press('Shift+ArrowLeft');
  expect(await transport.atMs()).toBeCloseTo(endMs * 0.94, -1);
  await transport.slider.press('ArrowRight');
  expect(await transport.atMs()).toBeCloseTo(endMs * 0.95, -1);

  await transport.slider.press('PageDown');
  await transport.slider.press('PageDown');
  await transport.slider.press('PageDown');
  expect(await nodes.count()).toBeLessThan(all);
  await transport.slider.press('Home');
  await expect(nodes).toHaveCount(1);
  await transport.slider.press('End');
  await expect(nodes).toHaveCount(all);
});

test('the slider by mouse: a press jumps, a drag scrubs', async ({ session }) => {
  const { transport, nodes } = session;
  const all = await nodes.count();
  const endMs = Number(await transport.slider.getAttribute('aria-valuemax'));

  await transport.pressAt(0.25);
  expect(Math.abs((await transport.atMs()) - endMs * 0.25)).toBeLessThan(endMs * 0.01);
  const early = await nodes.count();
  expect(early).toBeLessThan(all);
  await expect(session.node('Final answer')).toHaveCount(0);

  await transport.drag(0.25, 0.75);
  expect(Math.abs((await transport.atMs()) - endMs * 0.75)).toBeLessThan(endMs * 0.01);
  expect(await nodes.count()).toBeGreaterThan(early);

  await transport.drag(0.75, 0.02);
  expect(await nodes.count()).toBeLessThanOrEqual(early);
});

test('steps by event and by stage, with buttons and keys', async ({ session, page }) => {
  const { transport } = session;
  const { of } = await transport.events();
  await transport.step('Back one event').click();
  expect(await transport.events()).toEqual({ at: of - 1, of });
  await transport.step('Back one event').click();
  await transport.step('Forward one event').click();
  expect(await transport.events()).toEqual({ at: of - 1, of });
  await page.keyboard.press('ArrowLeft');
  expect(await transport.events()).toEqual({ at: of - 2, of });
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  expect(await transport.events()).toEqual({ at: of, of });

  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(session.node('Plan 2')).toBeVisible();
  await expect(session.node('Execution 2.1')).toHaveCount(0);
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(session.node('Plan 2')).toHaveCount(0);
  await page.keyboard.press('End');
  expect(await transport.events()).toEqual({ at: of, of });
});

test('plays from the start to the end, pauses in between, at a chosen speed', async ({ session, page }) => {
  const { transport } = session;
  const { of } = await transport.events();
  const begin = transport.step('To the start');

  await begin.click();
  await transport.speed.selectOption({ label: '¼×' });
  await transport.play.click();
  await expect(transport.pause).toBeVisible();
  await expect.poll(async () => (await transport.events()).at).toBeGreaterThan(3);
  await transport.pause.click();
  await expect(transport.play).toBeVisible();
  const paused = await transport.events();
  expect(paused.at).toBeLessThan(of);
  // A paused playhead does not move, whatever the page draws meanwhile.
  await session.node('Question').click();
  await expect(session.inspector.title).toHaveText('Question');
  expect(await transport.events()).toEqual(paused);

  await transport.speed.selectOption({ label: '16×' });
  await transport.play.click();
  await expect.poll(async () => (await transport.events()).at).toBe(of);
  await expect(transport.play).toBeVisible();

  // Space plays from the start again once the end was reached.
  await transport.speed.selectOption({ label: '¼×' });
  await session.rounds.getByRole('heading').click();
  await page.keyboard.press('Space');
  await expect(transport.pause).toBeVisible();
  await expect.poll(async () => (await transport.events()).at).toBeLessThan(of);
  await page.keyboard.press('Space');
  await expect(transport.play).toBeVisible();
});

test('keys of the page', async ({ session, page }) => {
  const { transport } = session;
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keys' });
  await expect(help).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();

  await page.keyboard.press('t');
  await expect(session.transcript).toContainText('<Plan_1>');
  await page.keyboard.press('t');
  await expect(session.graph).toBeVisible();

  const before = await transport.speed.inputValue();
  await page.keyboard.press('.');
  await expect(transport.speed).not.toHaveValue(before);
  await page.keyboard.press(',');
  await expect(transport.speed).toHaveValue(before);

  await session.node('Plan 1').click();
  await expect(session.inspector.panel).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(session.inspector.panel).toBeHidden();
});

test('a key that comes right behind the Escape of a dialog is the page’s again', async ({
  session,
  page,
}) => {
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  // The browser hides a dialog at once and tells of it in a later task; until then the focus may still be in there.
  const wasInside = await page.evaluate(() => {
    const dialog = document.querySelector<HTMLDialogElement>('dialog[open]');
    dialog?.close();
    const target = document.activeElement;
    target?.dispatchEvent(new KeyboardEvent('keydown', { key: 't', bubbles: true, cancelable: true }));
    return dialog?.contains(target);
  });
  expect(wasInside).toBe(true);
  await expect(session.transcript).toContainText('<Plan_1>');
});

test('keys are quiet while something is typed or chosen', async ({ session, page }) => {
  const { transport } = session;
  const events = await transport.events();
  const speed = await transport.speed.inputValue();
  await page.getByRole('button', { name: /, rename$/ }).click();
  const title = page.getByRole('textbox', { name: 'Title of this session' });
  await title.pressSequentially('t f g l ? . ,');
  await title.press('Home');
  await title.press('ArrowLeft');
  await expect(title).toHaveValue('t f g l ? . ,');
  await expect(session.graph).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await transport.speed.inputValue()).toBe(speed);
  expect(await transport.events()).toEqual(events);
  await title.press('Escape');
  await expect(title).toHaveCount(0);

  const definition = page.getByRole('combobox', { name: 'Definition of sequential tokens' });
  await definition.focus();
  await definition.press('t');
  await expect(session.graph).toBeVisible();
});

test('the tokens axis keeps the moment', async ({ session, page }) => {
  const { transport } = session;
  await transport.pressAt(0.5);
  const { at } = await transport.events();
  const axis = page.getByRole('group', { name: 'Timeline axis' });
  await axis.getByRole('radio', { name: 'Tokens' }).check();
  expect((await transport.events()).at).toBe(at);
  await expect(session.timeline).toContainText('0 tokens');
  await axis.getByRole('radio', { name: 'Wall time' }).check();
  expect((await transport.events()).at).toBe(at);
});
