import { test as base, expect } from './fixtures.ts';
import { ComparePage } from './pages/compare-page.ts';
import { LibraryPage } from './pages/library-page.ts';
import { violations } from './support/accessibility.ts';
import { importTraces, type TraceToImport } from './support/import-traces.ts';

const test = base.extend<{
  library: LibraryPage;
  compare: ComparePage;
  add: (traces: TraceToImport[]) => Promise<string[]>;
}>({
  compare: async ({ page }, use) => use(new ComparePage(page)),
  library: async ({ page }, use) => use(new LibraryPage(page)),
  add: async ({ request, baseURL, api }, use) => use((traces) => importTraces(request, baseURL, api, traces)),
});

const sprint = `<Plan_1> The fence. <prompt_1.1> Add up the sides. </prompt_1.1> <prompt_1.2> Verify the length of the fence. </prompt_1.2> </Plan_1>
<Execution_1>
<execution_1.1> 17 + 3 + 17 + 3 = 40. </execution_1.1>
<execution_1.2> 2 * 20 = 40, so it is 40. </execution_1.2>
</Execution_1>
<Plan_2> The price. <prompt_2.1> Price it at 3 a metre. </prompt_2.1> </Plan_2>
<Execution_2> <execution_2.1> 40 * 3 = 120. </execution_2.1> </Execution_2>
<Final_answer> It costs \\boxed{120}. </Final_answer>`;

const pairOf = (word: string): TraceToImport[] => [
  { text: sprint, kind: 'transcript', question: `What is a fence of ${word}?`, pairId: `${word}-pair` },
  {
    text: `<think>\n${'The sides one by one, then the price. '.repeat(30)}\n</think>\n\nThe answer is \\boxed{120}.`,
    kind: 'sequential',
    question: `What is a fence of ${word}, one by one?`,
    pairId: `${word}-pair`,
  },
];

test('each number of the parallel work leads to its pieces', async ({ add, session, page }) => {
  const [id = ''] = await add(pairOf('larch'));
  await session.open(id);
  const work = page.getByRole('region', { name: 'Parallel work' });
  await expect(work).toContainText('2 of 2 parallel executions');
  await expect(work).toContainText('1 of 3 prompts');
  await expect(work).toContainText('1 of 2 stages');
  await work.getByRole('button', { name: /^Prompts that verify.*the pieces/ }).click();
  await work.getByRole('button', { name: 'Execution 1.2' }).click();
  await expect(session.inspector.panel).toContainText('2 * 20 = 40');
  expect(await violations(page, { within: '[aria-label="Parallel work"]' })).toEqual([]);
});

test('the library adds it up over the rows shown, by keys too', async ({ add, library, page }) => {
  await add([...pairOf('oak'), ...pairOf('oak beams')]);
  await library.open('?q=fence+of+oak&chart=parallel');
  await expect(library.chart).toContainText('4 of 4 parallel executions');
  await expect(library.chart).toContainText('Added up over 2 SPRINT traces of the 4 traces shown');
  await library.chart.getByText('As a table').click();
  const table = library.chart.getByRole('region', { name: 'The chart as a table' });
  await expect(table.getByRole('row', { name: /^model not named/ }).first()).toContainText('100 %');
  await table.focus();
  await expect(table).toBeFocused();
  expect(await violations(page, { within: '[aria-label="Chart"]' })).toEqual([]);
});

test('a pair shows one saving on every page, and none for a part of a run', async ({
  add,
  session,
  library,
  compare,
  page,
}) => {
  const [first = '', second = ''] = await add(pairOf('ash'));
  await session.open(first);
  const saved = session.number('Saved against sequential');
  await expect(saved).toContainText(/\d+ %/);
  const share = /[−-]?\d+ %/.exec(await saved.innerText())?.[0] ?? '';
  const within = (await session.number('Saved within the trace').innerText()).trim();
  const ratio = (await session.number('Parallelization ratio').innerText()).trim();

  await page.getByRole('button', { name: 'To the start' }).click();
  await expect(saved).toContainText('once both are whole');
  await expect(saved).not.toContainText('%');

  await compare.open(first, second);
  await expect(compare.number('saved-against')).toContainText(share);
  await expect(compare.number('saved-within')).toContainText(within);
  await library.open('?q=fence+of+ash&chart=pairs');
  await expect(library.row(/of ash\?$/)).toContainText(ratio);
  await expect(library.chart).toContainText(share);
});
