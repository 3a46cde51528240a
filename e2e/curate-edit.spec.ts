import { test as base, expect } from './fixtures.ts';
import { CurationSource } from './pages/curation-source.ts';
import { violationsInBoth } from './support/accessibility.ts';
import { CurationApi } from './support/curation-api.ts';
import { fourSteps } from './support/curation-steps.ts';

const test = base.extend<{ records: CurationApi; source: CurationSource }>({
  records: async ({ context, request, api, baseURL }, use) => {
    const records = new CurationApi(request, api, baseURL);
    await use(records);
    await Promise.all(context.pages().map((page) => page.close()));
    await records.cleanUp();
  },
  source: async ({ page }, use) => use(new CurationSource(page)),
});

test('a step is corrected with the keyboard alone, and every edit is told', async ({
  records,
  source,
  page,
}) => {
  await source.open(await records.create(fourSteps));
  await expect(source.line(8)).toContainText('execution of step 2');
  while (!(await source.grid.evaluate((element) => element === document.activeElement)))
    await source.press('Tab');

  await source.press('ArrowRight', 'ArrowRight', 'j', 'Shift+j', 'p');
  await expect(source.told).toHaveText(
    'Lines 7–8 are now the plan of step 2. Ratio 1 → 1.33, Stages 4 → 3, Prompts 4 → 3.',
  );
  await expect(source.line(8)).toContainText('plan of step 2');

  await source.press('[');
  await expect(source.told).toContainText('Line 8 is now the execution of step 2.');
  await source.press(']', 'x');
  await expect(source.told).toContainText('Lines 7–8 belong to no step now.');
  await source.press('Control+z', 'Control+z', 'Control+z', 'Control+z');
  await expect(source.told).toContainText('Undone: Lines 7–8 are now the plan of step 2.');

  await source.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Prompt of step 2' }).first()).toBeFocused();
  await page.keyboard.type(' Twice.');
  await source.press('Escape');
  await expect(source.grid).toBeFocused();
  await expect(source.grid.getByRole('button', { name: /Find part 2 of the sum\. Twice\./ })).toBeVisible();

  await source.press('ArrowRight', 'ArrowRight', 'd');
  await expect(source.step.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('2');
  await source.press('Enter');
  await expect(source.told).toContainText('Step 4 now depends on step 2.');
  await source.press('Escape');
  await source.press('o');
  await expect(source.told).toContainText('Step 4 is plan-only.');
  await source.press('?');
  await expect(source.dialog).toContainText('Split the step before this line');
  await source.press('Escape');
  await source.press('Home', 's');
  await expect(page.getByRole('alert').filter({ hasText: 'split it at a later one' })).toBeVisible();
  await source.saved();
});

test('a boundary is dragged by mouse; the coverage strip counts, shows and goes there', async ({
  records,
  source,
}) => {
  await source.open(await records.create(fourSteps));
  await expect(source.coverage).toContainText('1 line lost');

  await source.dragBoundary(10, 9);
  await expect(source.told).toContainText('Line 10 is now the plan of step 3.');
  await expect(source.line(10)).toContainText('plan of step 3');
  await source.dragBoundary(5, 4);
  await expect(source.told).toContainText('Line 5 is now the plan of step 2.');
  await expect(source.coverage).toContainText('every line is in a step');

  await source.slider.focus();
  await source.press('End', 'ArrowLeft', 'Shift+ArrowLeft');
  await expect(source.slider).toHaveAttribute('aria-valuetext', 'Line 18, execution of step 4');
  await expect(source.line(18)).toHaveAttribute('aria-selected', 'true');
  await expect(source.line(19)).toHaveAttribute('aria-selected', 'true');
  await expect(source.line(20)).toHaveAttribute('aria-selected', 'false');
  await source.press('x');
  await expect(source.coverage).toContainText('2 lines lost');
  await source.press('Home');
  await source.coverage.getByRole('button', { name: '2 lines lost' }).click();
  await expect(source.slider).toHaveAttribute('aria-valuetext', 'Line 19, of no step');
  const band = await source.slider.boundingBox();
  if (!band) throw new Error('There is no strip.');
  await source.slider.click({ position: { x: band.width * 0.32, y: band.height / 2 } });
  await expect(source.slider).toHaveAttribute('aria-valuetext', 'Line 7, plan of step 2');
});

test('split, merge, prompt, undo and redo; a reload keeps all of it; single changes are taken back', async ({
  records,
  source,
  page,
}) => {
  const id = await records.create(fourSteps);
  await source.open(id);
  await source.line(13).click();
  await source.press('s');
  await expect(source.told).toContainText(
    'Step 3 is split at line 13: what follows is step 4, which depends on it.',
  );
  await expect(source.head(5)).toBeVisible();
  await source.line(6).click();
  await source.press('m');
  await expect(source.told).toContainText('Steps 2 and 3 are one: step 2.');
  await source.step.getByRole('textbox', { name: 'Prompt of step 2' }).fill('Find parts two and three.');
  await source.line(1).click();
  await source.press('Control+z');
  await expect(source.told).toContainText('Undone: The prompt of step 2 is changed.');
  await source.saved();
  expect(await records.record(id)).toMatchObject({ editLog: { edits: { length: 3 }, cursor: 2 } });

  await page.reload();
  await expect(source.head(4)).toBeVisible();
  await source.grid.focus();
  await source.press('Control+Shift+z');
  await expect(source.grid.getByRole('button', { name: /Find parts two and three/ })).toBeVisible();
  // Reload at once, before anything is saved: the browser also stores the draft.
  await source.press('Control+z', 'Control+z');
  await expect(source.head(5)).toBeVisible();
  await page.reload();
  await expect(source.head(5)).toBeVisible();
  await source.grid.focus();
  await source.press('Control+Shift+z', 'Control+Shift+z');
  await expect(source.grid.getByRole('button', { name: /Find parts two and three/ })).toBeVisible();

  await page.getByRole('button', { name: 'Changes' }).click();
  await expect(source.changes).toContainText('Proposed by the authors’ files');
  await source.changes.getByRole('button', { name: 'Revert: Prompt' }).click();
  await expect(source.grid.getByRole('button', { name: /Find parts two and three/ })).toHaveCount(0);
  await source.changes.getByRole('button', { name: 'Revert all' }).click();
  await expect(source.changes).toContainText('The draft is the proposal');
  await expect(source.head(4)).toBeVisible();
  await source.saved();
});

test('two windows: the later one is asked, and loads the other version or overwrites it', async ({
  records,
  source,
  context,
  clean,
}) => {
  clean.expectConsole(/409/);
  const id = await records.create(fourSteps);
  await source.open(id);
  const second = new CurationSource(await context.newPage());
  await second.open(id);

  await source.line(6).click();
  await source.press('o');
  await source.saved();
  await expect.poll(async () => (await records.record(id)).editLog.cursor).toBe(1);
  await second.line(11).click();
  await second.press('m');
  await expect(second.dialog).toContainText('Changed in another window');
  await second.dialog.getByRole('button', { name: 'Load the other version' }).click();
  await expect(second.head(4)).toBeVisible();
  await second.saved();

  await second.press('m');
  await expect.poll(async () => (await records.record(id)).editLog.cursor).toBe(2);
  await source.press('o');
  await expect(source.dialog).toContainText('Here 2 corrections; the other version has 2 corrections.');
  await source.dialog.getByRole('button', { name: 'Overwrite' }).click();
  await source.saved();
  expect((await records.record(id)).editLog.edits.map(({ type }) => type)).toEqual([
    'set-plan-only',
    'set-plan-only',
  ]);
});

const devices = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
};
for (const [device, options] of Object.entries(devices)) {
  test.describe(`${device}, light and dark`, () => {
    test.use({ ...options, contextOptions: { reducedMotion: 'reduce' } });

    test('axe finds nothing in source, step, changes and their dialogs', async ({
      records,
      source,
      page,
    }) => {
      await source.open(await records.create(fourSteps));
      const phone = device === 'phone';
      if (phone) await page.getByRole('button', { name: 'Source', exact: true }).click();
      if (phone) await source.line(8).tap();
      else await source.line(8).click();
      await source.press('Shift+ArrowDown', 'Shift+ArrowDown', 'c');
      await expect(source.line(9)).toContainText('comment of step 2');
      expect.soft(await violationsInBoth(page), 'source').toEqual([]);
      await source.press('Control+z', 'Enter');
      await expect(page.getByRole('textbox', { name: 'Prompt of step 2' }).first()).toBeVisible();
      await page.keyboard.type(' Twice.');
      await page.getByRole('button', { name: 'Changes' }).click();
      await expect(source.changes).toContainText('Twice.');
      expect.soft(await violationsInBoth(page), 'prompt and changes').toEqual([]);
      if (phone) {
        await page.getByRole('button', { name: 'Close' }).click();
        await page.getByRole('button', { name: 'Step', exact: true }).click();
      }
      await source.step.getByRole('combobox').focus();
      expect.soft(await violationsInBoth(page), 'step').toEqual([]);
      await source.press('Escape');
      await page.keyboard.press('?');
      await expect(source.dialog).toBeVisible();
      expect.soft(await violationsInBoth(page), 'help').toEqual([]);
    });
  });
}
