import { test as base, expect } from './fixtures.ts';
import { ComparePage } from './pages/compare-page.ts';
import { WorkbenchPage } from './pages/workbench-page.ts';
import { violations, violationsInBoth } from './support/accessibility.ts';
import { chainRecord, parallelRecord } from './support/authors-record.ts';
import { CurationApi } from './support/curation-api.ts';
import { seatsQuestion, seatsText } from './support/curation-texts.ts';

const test = base.extend<{ workbench: WorkbenchPage; curation: CurationApi }>({
  workbench: async ({ page }, use) => use(new WorkbenchPage(page)),
  curation: async ({ request, api, baseURL }, use) => {
    const curation = new CurationApi(request, api, baseURL);
    await use(curation);
    await curation.cleanUp();
  },
});

// The first visit to a page of three panes takes long on a slow machine.
test.describe.configure({ timeout: 120_000 });

test('a trace taken apart by rules: the panes agree, hover lights everywhere, Play joins exact passages', async ({
  workbench,
  curation,
  page,
}) => {
  const id = await curation.create({
    text: seatsText,
    question: seatsQuestion,
    expected: '198',
    name: 'seats.txt',
  });
  const { proposal, summary } = await curation.record(id);
  const steps = proposal?.decomposition.steps ?? [];
  await workbench.open(id);

  await expect(page.getByRole('heading', { level: 1 })).toHaveText(seatsQuestion);
  await expect(workbench.steps).toHaveCount(steps.length);
  await expect(workbench.coverage).toContainText('every line is in a step');
  await expect(workbench.number('Stages')).toHaveAccessibleName(new RegExp(` to ${summary?.stages}$`));
  await expect(workbench.number('Prompts')).toContainText(`${summary?.prompts}`);
  await expect(workbench.rounds.getByRole('button', { name: /^Execution \d/ })).toHaveCount(
    summary?.prompts ?? 0,
  );

  // A decomposition by rules is a draft until a person accepts it.
  await expect(workbench.verdict).toContainText('draft');
  await workbench.verdict.click();
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(workbench.verdict).not.toContainText('draft');
  expect(await curation.record(id)).toMatchObject({ review: 'accept', draft: false });
  await page.keyboard.press('Escape');

  // The first step with an execution, as each pane in turn shows it.
  const number = steps.findIndex(({ execution }) => execution.length > 0) + 1;
  const line = workbench.line(steps[number - 1]?.plan[0]?.first ?? 0);
  const lit = async () => {
    await expect(workbench.step(number).locator('xpath=..')).toHaveAttribute('data-lit');
    await expect(line.locator('[data-lit]').first()).toBeAttached();
    await expect(workbench.node('Execution 1.1')).toHaveAttribute('data-lit', 'own');
  };
  await workbench.step(number).hover();
  await lit();
  await page.mouse.move(5, 5);
  await expect(workbench.node('Execution 1.1')).not.toHaveAttribute('data-lit');
  await workbench.node('Execution 1.1').hover();
  await lit();
  await line.hover();
  await lit();

  await workbench.node('Execution 1.1').click();
  await expect(workbench.step(number)).toHaveAttribute('aria-pressed', 'true');
  await expect(workbench.stepPanel.getByRole('heading')).toContainText(`Step ${number}`);
  await workbench.rounds.getByRole('tab', { name: 'Transcript' }).click();
  await expect(workbench.rounds).toContainText('<execution_1.1>');

  await workbench.play.click();
  await page.waitForURL(/\/compare\?a=curation:.+:source&b=curation:.+:rounds/, { timeout: 60_000 });
  const compare = new ComparePage(page);
  await expect(compare.content.getByRole('heading', { name: /^Exact passages/ })).toBeVisible({
    timeout: 60_000,
  });
  await expect(compare.lanes.first()).toContainText('Sequential');
  await expect(compare.passages('left').first()).toBeVisible();
  // This page shows the same numbers for the record.
  await expect(page.getByRole('main')).toContainText(
    (summary?.sequentialTokensAfter ?? 0).toLocaleString('en'),
  );

  // The page stores something only on request, and then says what.
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await page.waitForURL(/\/compare\?a=(?!curation)/, { timeout: 60_000 });
  curation.adoptKept(page.url());
  await page.goto('/library?origin=curated');
  await expect(page.getByRole('main')).toContainText('seats.txt: rounds');
});

test('dependencies are drawn and removed by mouse; a circle is refused with its path', async ({
  workbench,
  curation,
}) => {
  await workbench.open(await curation.create({ ...parallelRecord, settings: 'authors' }));
  await expect(workbench.number('Stages')).toHaveAccessibleName(/ to 2$/);
  await expect(workbench.edges('shown')).toHaveCount(6);

  await workbench.drawDependency(2, 4);
  await expect(workbench.step(4)).toHaveAccessibleName(/stage 2, .*needs steps 1, 2/);
  await expect(workbench.number('Stages')).toHaveAccessibleName(/ to 3$/);
  await expect(workbench.node('Execution 2.1')).toBeAttached();
  await expect(workbench.verdict).toHaveText(/^Rejected/);

  // Step 5 now needs step 2 through step 4: the graph no longer draws that edge, unless “implied” is on.
  await expect(workbench.edges('implied')).toHaveCount(0);
  await workbench.graph.getByRole('button', { name: /implied/ }).click();
  await expect(workbench.edges('implied')).toHaveCount(2);
  await workbench.graph.getByRole('button', { name: /implied/ }).click();

  await workbench.drawDependency(5, 1);
  await expect(workbench.refusal).toContainText(/1 → (2|3) → .*5 → 1/);
  await expect(workbench.edges('lit').first()).toBeAttached();
  await expect(workbench.edges('closing')).toHaveCount(1);
  await workbench.refusal.getByRole('button', { name: 'Dismiss' }).click();
  await expect(workbench.edges('closing')).toHaveCount(0);

  await workbench.clickEdge(2, 4);
  await workbench.removeEdge(2, 4).click();
  await expect(workbench.number('Stages')).toHaveAccessibleName(/ to 2$/);
  await expect(workbench.verdict).toHaveText(/^Kept/);
});

test('dependencies by keyboard alone, undone and kept over a reload', async ({
  workbench,
  curation,
  page,
}) => {
  const id = await curation.create({ ...parallelRecord, settings: 'authors' });
  await workbench.open(id);
  await workbench.step(1).focus();
  await page.keyboard.press('ArrowDown');
  await expect(workbench.graph.locator(':focus')).toHaveAccessibleName(/^Step [234],/);
  await workbench.step(3).focus();
  await page.keyboard.press('d');
  const field = workbench.stepPanel.getByRole('combobox');
  await expect(field).toBeFocused();
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await expect(workbench.step(3)).toHaveAccessibleName(/needs steps 1, 2/);

  await workbench.removeEdge(2, 3).focus();
  await expect(workbench.removeEdge(2, 3)).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(workbench.step(3)).toHaveAccessibleName(/needs step 1,/);
  await workbench.undo.click();
  await expect(workbench.step(3)).toHaveAccessibleName(/needs steps 1, 2/);
  await expect(workbench.saving).toHaveAttribute('data-saving', 'saved');
  await workbench.open(id);
  await expect(workbench.step(3)).toHaveAccessibleName(/needs steps 1, 2/);
  await workbench.undo.click();
  await expect(workbench.step(3)).toHaveAccessibleName(/needs step 1,/);
  await expect(workbench.saving).toHaveAttribute('data-saving', 'saved');

  // Only after a warning does the page replace the files' decomposition; the corrections go with it.
  await page.getByRole('button', { name: 'by the authors’ files' }).click();
  await page.getByRole('menuitem', { name: 'Take apart anew by rules' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take apart anew' }).click();
  await expect(page.getByRole('button', { name: /^by rules v\d/ })).toBeVisible({ timeout: 30_000 });
  await expect(workbench.redo).toBeDisabled();
});

test('the authors’ files open with their stages and prompts; a threshold changes the verdict at once', async ({
  workbench,
  curation,
  page,
}) => {
  const id = await curation.create({ ...parallelRecord, settings: 'authors', question: 'How many seats?' });
  await workbench.open(id);
  await expect(workbench.verdict).toHaveText(/^Kept/);
  await expect(page.getByText('by the authors’ files')).toBeVisible();
  for (const [number, place] of [
    [1, 'stage 1, plan only'],
    [2, 'stage 1, prompt 1.1'],
    [3, 'stage 1, prompt 1.2'],
    [4, 'stage 1, prompt 1.3'],
    [5, 'stage 2, plan only'],
  ] as const)
    await expect(workbench.step(number)).toHaveAccessibleName(new RegExp(`^Step ${number}, ${place}`));

  await page.getByRole('button', { name: 'Authors', exact: true }).click();
  const panel = page.getByRole('complementary', { name: 'Profile and thresholds' });
  await panel.getByLabel('Ratio at least').fill('4');
  await expect(workbench.verdict).toHaveText(/^Rejected/);
  await expect(page.getByRole('button', { name: 'Custom', exact: true })).toBeVisible();
  await panel.getByText('Paper', { exact: true }).click();
  await expect(workbench.verdict).toHaveText(/^Kept/);
  await workbench.verdict.click();
  await expect(workbench.reasons).toContainText('Ratio (steps ÷ stages) 2.5, at least 1.5');
  await page.keyboard.press('Escape');
  await expect(workbench.saving).toHaveAttribute('data-saving', 'saved');
  expect((await curation.record(id)).settings.profile).toBe('paper');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'Training data, TRL' }).click();
  expect((await download).suggestedFilename()).toMatch(/-trl\.zip$/);

  await workbench.open(await curation.create({ ...chainRecord, settings: 'authors' }));
  await expect(workbench.verdict).toHaveText(/^Rejected/);
  await workbench.verdict.click();
  await expect(workbench.reasons).toContainText(/ratio.*below 1\.5/);
  await expect(workbench.number('Stages')).toHaveAccessibleName(/ to 3$/);
});

test('what is not there, and a server that does not answer, are said', async ({
  page,
  workbench,
  curation,
  clean,
}) => {
  clean.expectConsole(/status of 404|ERR_FAILED|ERR_CONNECTION/);
  await page.goto('/curate/nothere0nothere0');
  await expect(page.getByRole('heading', { name: 'There is no such record' })).toBeVisible();

  const id = await curation.create({ ...parallelRecord, settings: 'authors' });
  await page.route(`**/api/curation/records/${id}`, (route) => route.abort());
  await page.goto(`/curate/${id}`);
  await expect(page.getByRole('alert').filter({ hasText: 'does not answer' })).toBeVisible();
  await page.unroute(`**/api/curation/records/${id}`);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(workbench.step(1)).toBeVisible();
});

test.describe('light and dark', () => {
  // Reduced motion: a colour that is on its way to another has no contrast to measure.
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('axe finds nothing, with a step, a panel and a refusal open', async ({
    workbench,
    curation,
    page,
  }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await workbench.open(await curation.create({ ...parallelRecord, settings: 'authors' }));
    await workbench.node('Execution 1.1').click();
    await workbench.drawDependency(5, 1);
    await expect(workbench.edges('closing')).toHaveCount(1);
    await page.getByRole('button', { name: 'Authors', exact: true }).click();
    expect(await violationsInBoth(page)).toEqual([]);
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

  test('one pane at a time; nothing lies beyond the edge', async ({ workbench, curation, page }) => {
    await workbench.open(await curation.create({ ...parallelRecord, settings: 'authors' }));
    await expect(workbench.tab('Steps')).toHaveAttribute('aria-current', 'page');
    await workbench.step(2).tap();
    await workbench.tab('Step').tap();
    await expect(workbench.stepPanel.getByRole('heading')).toContainText('Step 2');
    await expect(workbench.graph).toBeHidden();
    await workbench.tab('Source').tap();
    await expect(workbench.line(1)).toBeVisible();
    await workbench.tab('Rounds').tap();
    await expect(workbench.node('Plan 1')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await violations(page)).toEqual([]);
  });
});
