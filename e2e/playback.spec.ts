import { expect, test } from './fixtures.ts';

/** Written by hand, four rounds: no prompt, two, three and one. */
const EXAMPLE = 'fell-race';

test.beforeEach(async ({ example }) => {
  await example.open(EXAMPLE);
  await expect(example.node('Final answer', 'done')).toBeVisible();
});

test('steps by batch, event, prompt and stage, by buttons and keys', async ({ example, page }) => {
  const { transport } = example;
  await transport.step('To the start').click();
  await transport.unit.selectOption({ label: 'by prompt' });
  await transport.step('Forward one prompt').click();
  await expect(example.node('Execution 2.1', 'prompt being written')).toBeVisible();
  await transport.step('Forward one prompt').click();
  await expect(example.node('Execution 2.2', 'prompt being written')).toBeVisible();
  await transport.step('Back one prompt').click();
  await expect(example.node('Execution 2.2')).toHaveCount(0);

  await transport.unit.selectOption({ label: 'by batch' });
  const before = await transport.events();
  await transport.step('Forward one token batch').click();
  const after = await transport.events();
  expect(after.at).toBeGreaterThan(before.at);
  await page.keyboard.press('k');
  expect((await transport.events()).at).toBeGreaterThan(after.at);
  await page.keyboard.press('j');
  expect(await transport.events()).toEqual(after);

  await page.keyboard.press('p');
  await expect(example.node('Execution 2.2')).toBeVisible();
  await page.keyboard.press('Shift+P');
  await expect(example.node('Execution 2.2')).toHaveCount(0);
  await transport.unit.selectOption({ label: 'by stage' });
  await transport.step('Forward one stage').last().click();
  await expect(example.node('Plan 3')).toBeVisible();
});

test('jumps to forks, joins, changes of the critical path; says so where there is none', async ({
  example,
  page,
}) => {
  const { transport } = example;
  await transport.step('To the start').click();
  await transport.jump('Next fork');
  await expect(example.fork(2)).toHaveAccessibleName(/1 of 1 prompts handed out/);
  await page.keyboard.press('1');
  await expect(example.fork(2)).toHaveAccessibleName(/2 of 2 prompts handed out/);
  await page.keyboard.press('2');
  await expect(example.join(2)).toHaveAccessibleName(/2 of 2 executions ended/);
  await expect(example.node('Plan 3')).toHaveCount(0);
  const joined = await transport.events();
  await transport.jump('Next join');
  await expect(example.join(3)).toHaveAccessibleName(/3 of 3 executions ended/);
  await transport.jump('Previous join');
  expect(await transport.events()).toEqual(joined);

  await page.keyboard.press('4');
  await expect(
    example.graph.getByRole('button', { name: /^Execution 3\.\d.*on the critical path/ }),
  ).toHaveCount(1);
  await page.keyboard.press('End');
  await page.keyboard.press('1');
  await expect(page.getByText('There is no later fork.')).toBeVisible();
});

test('a loop by keys plays its range again and again, until there is none', async ({ example, page }) => {
  const { transport } = example;
  await page.keyboard.press('Home');
  await page.keyboard.press('1');
  await page.keyboard.press('i');
  for (let batch = 0; batch < 6; batch++) await page.keyboard.press('k');
  await page.keyboard.press('o');
  await expect(transport.loopStart).toBeVisible();
  const loop = await transport.looped();
  expect(loop).not.toBeNull();
  if (!loop) return;
  expect(loop.to).toBe((await transport.events()).at);

  await transport.play.click();
  // A loop returns: twice, the playhead is at its end and then before it.
  await page.evaluate(() => {
    const slider = document.querySelector('[role="slider"][aria-label="Playhead"]');
    const counter = window as unknown as { returns: number };
    counter.returns = 0;
    let last = 0;
    new MutationObserver(() => {
      const at = Number(
        /event ([\d,]+)/.exec(slider?.getAttribute('aria-valuetext') ?? '')?.[1]?.replaceAll(',', ''),
      );
      if (at < last) counter.returns++;
      last = at;
    }).observe(slider as Node, { attributes: true });
  });
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { returns: number }).returns))
    .toBeGreaterThanOrEqual(2);
  const { at } = await transport.events();
  expect(at).toBeGreaterThanOrEqual(loop.from);
  expect(at).toBeLessThanOrEqual(loop.to);

  await page.keyboard.press('x');
  await expect(transport.loopStart).toHaveCount(0);
  await expect.poll(async () => (await transport.events()).at).toBeGreaterThan(loop.to);
});

test('a loop by mouse: Shift and a drag on the ruler, its handles, a stage by the button', async ({
  example,
  page,
}) => {
  const { transport } = example;
  await transport.pressAt(0.9);
  const at = await transport.events();
  await page.keyboard.down('Shift');
  await transport.drag(0.2, 0.5);
  await page.keyboard.up('Shift');
  await expect(transport.loopStart).toBeVisible();
  const drawn = await transport.looped();
  expect(drawn && drawn.from > 0 && drawn.to > drawn.from).toBe(true);
  // The playhead does not move: the drag only chose the range.
  expect(await transport.events()).toEqual(at);

  const handle = await transport.loopEnd.boundingBox();
  if (!handle || !drawn) throw new Error('The loop has no handle');
  await page.mouse.move(handle.x + 4, handle.y + 10);
  await page.mouse.down();
  await page.mouse.move(handle.x + 124, handle.y + 10, { steps: 5 });
  await page.mouse.up();
  expect((await transport.looped())?.to).toBeGreaterThan(drawn.to);
  expect((await transport.looped())?.from).toBe(drawn.from);
  await transport.loopStart.focus();
  await page.keyboard.press('Shift+ArrowRight');
  expect((await transport.looped())?.from).toBeGreaterThan(drawn.from);

  await transport.noLoop.click();
  await expect(transport.loopStart).toHaveCount(0);
  await transport.pressAt(0.5);
  await transport.loop.click();
  await expect(transport.loopStart).toBeVisible();
  const stage = await transport.looped();
  const { at: inStage } = await transport.events();
  expect(stage && stage.from <= inStage && inStage <= stage.to).toBe(true);
});

test('bookmarks: added by key, renamed, gone to, kept in this browser, deleted', async ({
  example,
  page,
}) => {
  const { transport, bookmarks } = example;
  await page.keyboard.press('Home');
  await page.keyboard.press('2');
  const joined = await transport.events();
  await page.keyboard.press('b');
  await page.keyboard.press('End');
  await page.keyboard.press('b');

  await page.reload();
  await example.graph.waitFor();
  await bookmarks.open();
  await expect(bookmarks.entries).toHaveCount(2);
  const first =
    (await bookmarks.entries.first().getByRole('button').first().innerText()).split('\n')[0] ?? '';
  await bookmarks.action('Rename', first).click();
  await bookmarks.name.fill('Both cases are in');
  await bookmarks.name.press('Enter');
  await bookmarks.entry('Both cases are in').click();
  expect(await transport.events()).toEqual(joined);
  await page.keyboard.press('Escape');
  await expect(bookmarks.panel).toBeHidden();
  await page.keyboard.press('5');
  expect((await transport.events()).at).toBeGreaterThan(joined.at);
  await page.keyboard.press('Shift+Digit5');
  expect(await transport.events()).toEqual(joined);

  await bookmarks.open();
  await bookmarks.action('Delete', 'Both cases are in').click();
  await expect(bookmarks.entries).toHaveCount(1);
});

test('the time layout: place is moment, width is duration, the nodes are the same', async ({
  example,
  page,
}) => {
  const all = await example.nodes.count();
  await example.layout('Time').check();
  await page.getByRole('button', { name: 'Fit everything' }).click();
  await expect(example.nodes).toHaveCount(all);
  const [plan, shorter, longer, next] = await example.places(
    'Plan 2',
    'Execution 2.1',
    'Execution 2.2',
    'Plan 3',
  );
  if (!plan || !shorter || !longer || !next) throw new Error('no places');
  expect(shorter.x).toBeGreaterThan(plan.x);
  expect(longer.x).toBeGreaterThan(shorter.x);
  // 268 tokens and 179: the widths must have the same ratio.
  expect(longer.width / shorter.width).toBeGreaterThan(1.35);
  expect(longer.width / shorter.width).toBeLessThan(1.65);
  // The next plan waits for the longer one, which ends where it begins.
  expect(Math.abs(longer.x + longer.width - next.x)).toBeLessThan(4);
  expect(Math.abs(plan.y - next.y)).toBeLessThan(1);
  expect(longer.y).toBeGreaterThan(shorter.y);

  await page.keyboard.press('v');
  await expect(example.layout('Structure')).toBeChecked();
  const [structured] = await example.places('Execution 2.1');
  expect(structured?.height).toBeGreaterThan(shorter.height);
});

test('the time layout in a replay: what is written has its place, what is not is not there', async ({
  example,
  page,
}) => {
  await example.layout('Time').check();
  await page.keyboard.press('Home');
  await page.keyboard.press('1');
  await page.getByRole('button', { name: 'Fit everything' }).click();
  await expect(example.node('Execution 2.1', 'waiting')).toBeVisible();
  await expect(example.node('Plan 3')).toHaveCount(0);
  const [early] = await example.places('Execution 2.1');
  // It is short, but a person can still click it.
  expect(early?.width).toBeGreaterThanOrEqual(12);
  await example.node('Execution 2.1').click();
  await expect(example.inspector.title).toHaveText('Execution 2.1');
});
