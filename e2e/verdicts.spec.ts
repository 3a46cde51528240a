import { expect, test } from './fixtures.ts';
import { LibraryPage } from './pages/library-page.ts';
import { violations } from './support/accessibility.ts';
import { importTraces } from './support/import-traces.ts';
import { sequentialText, sprintText } from './support/trace-texts.ts';

test('the right answer is entered, overruled and taken back on the session page; the library counts it', async ({
  api,
  baseURL,
  request,
  session,
  page,
}) => {
  const question = 'How many plums are in the two bowls?';
  const [id = ''] = await importTraces(request, baseURL, api, [
    { text: sprintText(null, '7'), kind: 'transcript', question },
    { text: sequentialText('8'), kind: 'sequential', question, expected: '7' },
  ]);
  await session.open(id);
  const panel = page.getByRole('region', { name: 'Right or wrong' });
  await expect(panel).toContainText('No right answer is known.');

  await panel.getByRole('button', { name: 'Enter the right answer' }).click();
  await page.keyboard.type('7.0');
  await page.keyboard.press('Enter');
  await expect(panel).toContainText('Right answer: 7.0');
  await expect(session.header.getByRole('button', { name: 'Right', exact: true })).toBeVisible();

  await panel.getByRole('button', { name: 'Overrule' }).click();
  await expect(panel.getByRole('radio', { name: 'Wrong' })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(panel.getByRole('radio')).toHaveCount(0);
  await panel.getByRole('button', { name: 'Overrule' }).click();
  await page.keyboard.type('The way there is wrong.');
  expect(await violations(page, { within: 'section[aria-label="Right or wrong"]' })).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(panel).toContainText('ruled by a person: The way there is wrong.');
  await expect(panel).toContainText('Computed: right');
  await expect(session.header.getByRole('button', { name: 'Wrong, ruled' })).toBeVisible();

  // The server stored what the page shows.
  await page.reload();
  await expect(panel).toContainText('ruled by a person');
  await panel.getByRole('button', { name: 'Undo the ruling' }).click();
  await expect(session.header.getByRole('button', { name: 'Right', exact: true })).toBeVisible();

  const library = new LibraryPage(page);
  await library.open('?q=plums+bowls');
  await expect(library.rows).toHaveCount(2);
  const accuracy = page.getByRole('region', { name: 'Accuracy' });
  await expect(accuracy).toContainText('right 100 % (21–100 %) · n = 1');
  await expect(accuracy).toContainText('right 0 % (0–79 %) · n = 1');
  await expect(accuracy).toContainText('only SPRINT 1');
  await library.filter('Answer', 'wrong');
  await expect(library.rows).toHaveCount(1);
  await expect(accuracy).not.toContainText('right 100 %');
  await library.filter('Answer', 'undecided');
  await expect(library.rows).toHaveCount(0);
});

test('an answer key dropped beside traces is matched before anything is stored, and joined to stored ones', async ({
  api,
  baseURL,
  request,
  importPage,
  page,
}) => {
  const stored = 'How many figs are left on the tree?';
  const [earlier = ''] = await importTraces(request, baseURL, api, [
    { text: sequentialText('3'), kind: 'sequential', question: stored },
  ]);
  const rows = [
    { unique_id: 'test/orchard/12.json', problem: 'How many pears are there?', answer: '9' },
    { unique_id: 'test/orchard/13.json', problem: stored, solution: 'One counts them.', answer: '4' },
  ];
  await importPage.open();
  await importPage.drop([
    { name: 'orchard_12.txt', content: sprintText(null, '9.0') },
    { name: 'unrelated.txt', content: sequentialText('1') },
    { name: 'key.jsonl', content: rows.map((row) => JSON.stringify(row)).join('\n') },
  ]);
  await expect(importPage.summary).toHaveText('1 SPRINT, 1 sequential, 1 answer key');
  const key = importPage.row('key.jsonl');
  await expect(key).toContainText('1 of 2 traces matched by 2 right answers.');
  await expect(importPage.row('orchard_12.txt')).toContainText('Right answer: 9');

  await key.getByRole('button', { name: 'Match stored traces' }).click();
  await key.getByRole('button', { name: 'Give 1 theirs' }).click();
  await expect(key).toContainText('1 stored trace got the right answer.');
  expect(await api.session(earlier)).toMatchObject({ expected: '4', correct: false });

  await importPage.importButton(2).click();
  await expect(importPage.heading('2 traces imported')).toBeFocused();
  const ids = await importPage.sessionIds();
  for (const id of ids) api.adopt(id);
  const judged = await Promise.all(ids.map((id) => api.session(id)));
  expect(judged).toMatchObject([
    { expected: '9', correct: true, verdict: { verdict: 'equal' } },
    { expected: null, correct: null, verdict: null },
  ]);
  await page.goto(`/sessions/${ids[0]}`);
  await expect(page.getByRole('banner').getByRole('button', { name: 'Right', exact: true })).toBeVisible();
});
