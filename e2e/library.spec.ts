import fs from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { test as base, expect } from './fixtures.ts';
import { LibraryPage } from './pages/library-page.ts';
import { violationsInBoth } from './support/accessibility.ts';
import { importTraces, type TraceToImport } from './support/import-traces.ts';
import { sequentialText, sprintText } from './support/trace-texts.ts';

const test = base.extend<{ library: LibraryPage; add: (traces: TraceToImport[]) => Promise<string[]> }>({
  library: async ({ page }, use) => use(new LibraryPage(page)),
  add: async ({ request, baseURL, api }, use) => use((traces) => importTraces(request, baseURL, api, traces)),
});

/** Two SPRINT traces of different length and a sequential one; all of them, and no other trace, contain `word`. */
const threeOf = (word: string): TraceToImport[] => [
  {
    text: sprintText(null, '4', 3),
    kind: 'transcript',
    question: `How many ${word} in the long case?`,
    tags: [`${word}-long`],
    expected: '4',
  },
  {
    text: sprintText(null, '5', 1),
    kind: 'transcript',
    question: `How many ${word} in the short case?`,
    expected: '6',
    pairId: `${word}-pair-of-the-test`,
  },
  {
    text: sequentialText('5'),
    kind: 'sequential',
    question: `How many ${word} in the short case, one by one?`,
    pairId: `${word}-pair-of-the-test`,
  },
];

test.describe('finding traces', () => {
  test('search and filters narrow the table, stand in the address, and are cleared', async ({
    library,
    add,
    page,
  }) => {
    await add(threeOf('apples'));
    await library.open();
    await library.search.fill('apples CASE');
    await expect(library.rows).toHaveCount(3);
    await expect(library.count).toHaveText(/^3 of \d+ traces$|^3 traces$/);

    await library.filter('Answer', 'wrong');
    await expect(library.rows).toHaveCount(1);
    await expect(library.row(/short case\?$/)).toBeVisible();
    await library.filter('Answer', '');
    await library.filter('Pairs', 'yes');
    await expect(library.rows).toHaveCount(2);
    await expect(page).toHaveURL(/q=apples\+CASE.*paired=yes/);

    await page.reload();
    await expect(library.rows).toHaveCount(2);
    await expect(library.search).toHaveValue('apples CASE');

    await library.search.fill('apples nowhere to be found');
    await expect(page.getByText('No trace matches')).toBeVisible();
    await page.getByRole('main').getByRole('button', { name: 'Clear filters' }).last().click();
    await expect(library.search).toHaveValue('');
    await expect(library.rows.first()).toBeVisible();
  });

  test('a click on a heading sorts, another turns round; so do the keys; the address keeps it', async ({
    library,
    add,
    page,
  }) => {
    await add(threeOf('pears'));
    await library.open('?q=pears');
    await expect(library.rows).toHaveCount(3);
    const numbers = async () => (await library.column('Total tok')).map(Number);

    await library.heading('Total tok').getByRole('button').click();
    await expect(library.heading('Total tok')).toHaveAttribute('aria-sort', 'descending');
    const down = await numbers();
    expect(down).toEqual(down.toSorted((left, right) => right - left));
    expect(down[0]).toBeGreaterThan(down[2] ?? Number.NaN);

    await library.heading('Total tok').getByRole('button').press('Enter');
    await expect(library.heading('Total tok')).toHaveAttribute('aria-sort', 'ascending');
    await expect.poll(numbers).toEqual(down.toReversed());

    await expect(page).toHaveURL(/sort=total&order=up/);
    await page.reload();
    await expect.poll(numbers).toEqual(down.toReversed());
  });

  test('a running session is followed without a reload', async ({ library, api }) => {
    const question = 'Use 2, 4, 6, 9 and 25 once each, with + − × ÷, to make 138 for the library.';
    const id = await api.start({ question, tokensPerSecond: 15 });
    await library.open('?q=138+for+the+library');
    await expect(library.row(question)).toContainText('running');
    await api.cancel(id);
    await expect(library.row(question)).toContainText('cancelled');
  });
});

test.describe('tags', () => {
  test('are added and removed in the row, and filter', async ({ library, add, page }) => {
    await add(threeOf('plums'));
    await library.open('?q=plums');
    await library.row(/long case/).hover();
    await library
      .row(/long case/)
      .getByRole('button', { name: /^Tags/ })
      .click();
    await library.addTag('plums-checked');
    await expect(library.dialog.getByText('plums-checked')).toBeVisible();
    await library.dialog.getByRole('button', { name: 'Remove tag plums-long' }).click();
    await expect(library.dialog.getByText('plums-long')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(library.dialog).toHaveCount(0);

    await library.filter('Tag', 'plums-checked');
    await expect(library.rows).toHaveCount(1);
    await page.reload();
    await expect(library.row(/long case/)).toContainText('plums-checked');
  });

  test('are given to a whole selection', async ({ library, add }) => {
    await add(threeOf('figs'));
    await library.open('?q=figs');
    await expect(library.rows).toHaveCount(3);
    await library.box(/long case/).check();
    await library.box(/one by one/).check();
    await library.act('Tags').click();
    await library.addTag('figs-two');
    await expect(library.dialog.getByText('figs-two')).toBeVisible();
    await library.page.keyboard.press('Escape');
    await library.filter('Tag', 'figs-two');
    await expect(library.rows).toHaveCount(2);
  });
});

test.describe('many at once', () => {
  test('deleting asks with the exact number, and does only that', async ({ library, add, api, page }) => {
    const [long] = await add(threeOf('limes'));
    await library.open('?q=limes');
    await expect(library.rows).toHaveCount(3);
    await page.getByRole('checkbox', { name: 'Select all that are shown' }).check();
    await expect(library.selection).toContainText('3 selected');
    await library.box(/long case/).uncheck();
    await library.act('Delete').click();
    await expect(library.dialog).toContainText('Delete 2 traces?');
    await library.dialog.getByRole('button', { name: 'Keep' }).click();
    await expect(library.rows).toHaveCount(3);

    await library.act('Delete').click();
    await library.dialog.getByRole('button', { name: 'Delete 2 traces' }).click();
    await expect(library.rows).toHaveCount(1);
    await expect(library.selection).toHaveCount(0);
    await page.reload();
    await expect(library.rows).toHaveCount(1);
    expect(await api.session(long ?? '')).toMatchObject({ status: 'done' });
  });

  test('Shift chooses a range; what is chosen is exported as a zip in the chosen format', async ({
    library,
    add,
    page,
  }) => {
    await add(threeOf('kiwis'));
    await library.open('?q=kiwis&sort=name&order=up');
    await expect(library.rows).toHaveCount(3);
    await library.rows.nth(0).getByRole('checkbox').check();
    await library.rows
      .nth(2)
      .getByRole('checkbox')
      .click({ modifiers: ['Shift'] });
    await expect(library.selection).toContainText('3 selected');
    await library.act('Export').click();
    await library.dialog.getByRole('radio', { name: /^Tagged transcript/ }).check();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      library.dialog.getByRole('button', { name: 'Download zip' }).click(),
    ]);
    const files = unzipSync(new Uint8Array(fs.readFileSync(await download.path())));
    const texts = Object.values(files).map((bytes) => strFromU8(bytes));
    expect(texts).toHaveLength(3);
    expect(texts.filter((text) => text.includes('<Plan_1>') && text.includes('kiwis'))).toHaveLength(2);
    await expect(library.dialog).toHaveCount(0);
  });

  test('traces are paired and unpaired by hand; different questions are asked about', async ({
    library,
    add,
  }) => {
    const [, short, alone] = threeOf('dates');
    await add([
      { ...short!, pairId: undefined },
      { ...alone!, pairId: undefined },
    ]);
    await library.open('?q=dates');
    await expect(library.rows).toHaveCount(2);
    await expect(library.grid.getByRole('link', { name: 'Compare' })).toHaveCount(0);
    await library.box(/one by one/).check();
    await library.box(/short case\?$/).check();
    await library.act('Pair').click();
    await library.dialog.getByRole('button', { name: 'Pair them' }).click();
    await expect(library.grid.getByRole('link', { name: 'Compare' })).toHaveCount(2);
    await library.act('Unpair').click();
    await expect(library.grid.getByRole('link', { name: 'Compare' })).toHaveCount(0);
  });
});

test('everything by the keyboard: search, walk, select, help, open', async ({
  library,
  add,
  page,
  session,
}) => {
  const [long] = await add(threeOf('melons'));
  await library.open('?sort=name&order=up');
  await expect(library.rows.first()).toBeVisible();
  await page.keyboard.press('/');
  await expect(library.search).toBeFocused();
  await page.keyboard.type('melons');
  await expect(library.rows).toHaveCount(3);
  await page.keyboard.press('ArrowDown');
  await expect(library.grid).toBeFocused();
  await page.keyboard.press('Space');
  await expect(library.row(/long case/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(library.selection).toContainText('2 selected');
  await page.keyboard.press('Escape');
  await expect(library.selection).toHaveCount(0);
  await page.keyboard.press('Control+a');
  await expect(library.selection).toContainText('3 selected');
  await page.keyboard.press('Escape');

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toHaveCount(0);
  await library.grid.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/sessions/${long}`));
  await session.graph.waitFor();
});

test('many rows: only those in view are in the document; keys and the wheel reach the others', async ({
  library,
  add,
  page,
}) => {
  const text = sequentialText('5');
  await add(
    Array.from({ length: 60 }, (_, index) => ({
      text,
      kind: 'sequential',
      question: `Quinces, number ${String(index + 1).padStart(2, '0')}`,
    })),
  );
  await library.open('?q=quinces&sort=name&order=up');
  const [first, last] = [library.row(/number 01/), library.row(/number 60/)];
  await expect(first).toBeInViewport({ ratio: 1 });
  await expect(library.grid).toHaveAttribute('aria-rowcount', '61');
  await expect(last).toHaveCount(0);
  await library.grid.focus();
  await page.keyboard.press('End');
  await expect(last).toBeInViewport({ ratio: 1 });
  await expect(last).toHaveAttribute('aria-current', 'true');
  await expect(first).toHaveCount(0);
  await page.mouse.move(400, 400);
  await page.mouse.wheel(0, -10_000);
  await expect(first).toBeInViewport({ ratio: 1 });
  await expect(last).toHaveCount(0);
  // The heads cover what a row's top would be.
  await page.keyboard.press('ArrowUp');
  await expect(library.row(/number 59/)).toBeInViewport({ ratio: 1 });
});

test.describe('charts', () => {
  test('a point is walked to by keys and opens its pair; the table says the same', async ({
    library,
    add,
    page,
  }) => {
    const [, sprint, sequential] = await add(threeOf('grapes'));
    await library.open('?q=grapes&chart=pairs');
    await expect(library.chart).toContainText('1 point of 1 pair among the 3 traces shown');
    await expect(library.chart).toContainText('tokenizer qwen3');
    await expect(library.chart).toContainText('regression to the mean');
    await expect(library.point).toHaveAccessibleName(/grapes in the short case\?: −?\d+ % of \d+ tokens/);
    await library.chart.getByText('As a table').click();
    await expect(library.chart.getByRole('table', { name: 'Pairs' }).getByRole('row')).toHaveCount(2);
    await library.point.focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`/compare\\?a=${sprint}&b=${sequential}`));
    // Waits until it has loaded, before the test deletes the traces.
    await expect(page.getByRole('main')).toContainText('Sequential tokens');
  });

  test('a second sequential sample serves as the control on x', async ({ library, add }) => {
    const [, sprint, sequential] = threeOf('cherries');
    await add([sprint!, sequential!]);
    await library.open('?q=cherries&chart=pairs');
    await expect(library.chart).toContainText('None of these has one');
    await add([{ ...sequential!, text: `And again, at length. ${sequentialText('5')}` }]);
    await library.page.reload();
    await library.chart.getByRole('checkbox', { name: /^Control/ }).check();
    await expect(library.page).toHaveURL(/x=control/);
    await expect(library.chart).toContainText('1 point of 1 pair');
    await expect(library.point).toBeVisible();
  });

  test('stages: how many reach each, how many are parallel there', async ({ library, add }) => {
    await add(threeOf('quinces'));
    await library.open('?q=quinces');
    await library.showChart('Stages');
    await expect(library.page).toHaveURL(/chart=stages/);
    await library.chart.getByText('As a table').click();
    const table = library.chart.getByRole('table', { name: 'Traces by stage' });
    await expect(table.getByRole('row')).toHaveText([
      /^Stage/,
      /^1\s*2\s*2\s*100 %/,
      /^2\s*1\s*1\s*100 %/,
      /^3\s*1\s*1\s*100 %/,
    ]);
  });
});

test('home leads to all traces', async ({ home, library, add, page }) => {
  await add(threeOf('olives'));
  await home.open();
  await home.recent.getByRole('link', { name: /^All \d+ traces$/ }).click();
  await expect(page).toHaveURL(/\/library$/);
  await expect(library.row(/olives in the long case/)).toBeVisible();
});

for (const [device, viewport] of [
  ['desktop', { width: 1440, height: 900 }],
  ['phone', { width: 390, height: 844 }],
] as const) {
  test.describe(`${device}, light and dark`, () => {
    test.use({ viewport, contextOptions: { reducedMotion: 'reduce' } });

    test('nothing stands in anyone’s way', async ({ library, add, page }) => {
      await add(threeOf('mangos'));
      for (const chart of ['pairs', 'stages']) {
        await library.open(`?q=mangos&chart=${chart}`);
        await expect(library.rows).toHaveCount(3);
        await library.rows.first().getByRole('checkbox').check();
        await expect(library.selection).toBeVisible();
        expect(await violationsInBoth(page), chart).toEqual([]);
      }
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, 'px wider than the window').toBe(0);
    });
  });
}
