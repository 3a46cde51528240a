import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from './fixtures.ts';
import { chatRows, sequentialText, sprintText } from './support/trace-texts.ts';

const question = 'How many of 12 marbles are left when 5 are lost?';
const pair = [
  { name: 'planner_trajectory_7.txt', content: sprintText(question, '7') },
  { name: 'base_model_trajectory_7.txt', content: sequentialText('7') },
];
const broken = { name: 'broken.txt', content: new Uint8Array([0, 1, 2, 3, 0, 255, 254, 0]) };

test('a pair and a broken file, dropped on the start page: shown first, imported, compared', async ({
  home,
  importPage,
  session,
  page,
  api,
}) => {
  await home.open();
  await importPage.listening();
  await importPage.drop([...pair, broken]);
  await page.waitForURL('/import');
  await expect(importPage.summary).toHaveText('1 SPRINT, 1 sequential, 1 pair');
  await expect(importPage.summary).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: 'Nothing is imported yet' })).toBeAttached();

  await expect(importPage.row('broken.txt')).toContainText('This is not text');
  await expect(importPage.row('base_model_trajectory_7.txt')).toContainText(question);
  await expect(importPage.row('base_model_trajectory_7.txt')).toContainText('its partner’s');
  await expect(importPage.format('planner_trajectory_7.txt')).toHaveValue('');
  await expect(importPage.row('planner_trajectory_7.txt')).toContainText(
    'It has the tags of a SPRINT trajectory.',
  );

  await importPage.importButton(2).click();
  await expect(importPage.heading('2 traces imported, 1 pair')).toBeFocused();
  const ids = await importPage.sessionIds();
  for (const id of ids) api.adopt(id);
  expect(ids).toHaveLength(2);
  await expect(importPage.result.getByRole('listitem').filter({ hasText: 'broken.txt' })).toContainText(
    'not text',
  );
  await expect(page.getByRole('link', { name: 'Show in Library' })).toHaveAttribute('href', '/library');
  await expect(importPage.result.getByRole('link', { name: 'Open pair in Compare' })).toHaveAttribute(
    'href',
    `/compare?a=${ids[0]}&b=${ids[1]}`,
  );
  const stored = await Promise.all(ids.map((id) => api.session(id)));
  expect(stored.map((one) => one.answer)).toEqual(['7', '7']);
  expect(stored.map((one) => one.question)).toEqual([question, question]);

  await importPage.result.getByRole('link', { name: 'planner_trajectory_7.txt' }).click();
  await expect(session.node('Final answer', 'done')).toBeVisible();
});

test('a checkout dropped as a folder: what tools keep is not looked into, curation records are counted', async ({
  importPage,
  page,
}, testInfo) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintscope-drop-'));
  const write = (name: string, content: string) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), content);
  };
  for (const id of [1, 2, 10]) {
    write(`logs/planner_trajectory_${id}.txt`, sprintText(`Question number ${id}?`, String(id)));
    write(`logs/base_model_trajectory_${id}.txt`, sequentialText(String(id)));
  }
  write('data/component_separation_0.txt', '### Component 1\n<description>a</description>');
  write('data/created_dag_0.json', '{"1": []}');
  write('.git/objects/pack.txt', sprintText('Hidden?', '0'));
  write('node_modules/x/trace.txt', sprintText('Hidden?', '0'));
  write('src/main.py', 'print(1)');
  write('README.md', '# Readme');

  await importPage.open();
  const letGo = await importPage.drag([folder]);
  await expect(page.getByText('Drop to import')).toBeVisible();
  await letGo();
  await expect(importPage.summary).toHaveText('3 SPRINT, 3 sequential, 3 pairs');
  await expect(page.getByText('Drop to import')).toBeHidden();
  const main = page.getByRole('main');
  await expect(main).toContainText('1 curation record not imported');
  await expect(main).toContainText(
    'Not looked into: 2 folders (.git, node_modules), 2 other files (.py, README.md)',
  );
  await expect(importPage.row('created_dag_0.json')).toContainText('curation record');
  await testInfo.attach('found', { body: await page.screenshot(), contentType: 'image/png' });
  fs.rmSync(folder, { recursive: true });
});

test('a text pasted on any page is imported; in a text field it stays there', async ({
  home,
  importPage,
  page,
  api,
}) => {
  await home.open();
  await importPage.listening();
  await home.question.focus();
  await importPage.paste(sprintText(question, '7'));
  await home.question.blur();
  expect(new URL(page.url()).pathname).toBe('/');

  await importPage.paste('7');
  await expect(page.getByRole('status').filter({ hasText: 'Too short for a trace' })).toBeVisible();
  await importPage.paste(sprintText(question, '7'));
  await page.waitForURL('/import');
  await expect(importPage.summary).toHaveText('1 SPRINT');
  await expect(importPage.row('pasted text')).toContainText(question);
  await importPage.importButton(1).click();
  await expect(importPage.heading('1 trace imported')).toBeVisible();
  for (const id of await importPage.sessionIds()) api.adopt(id);

  await page.getByRole('button', { name: 'Import more' }).click();
  await page.getByRole('button', { name: 'Paste a text' }).click();
  const dialog = page.getByRole('dialog', { name: 'Paste a text' });
  await dialog.getByRole('textbox', { name: 'Text' }).fill(sequentialText('3'));
  await dialog.getByRole('button', { name: 'Read it' }).click();
  await expect(importPage.summary).toHaveText('1 sequential');
});

test('a zip, and files picked after it: what was found stays, and the partner is found', async ({
  importPage,
}) => {
  await importPage.open();
  const inner = zipSync({ 'deep/9.txt': strToU8(sprintText('What is 3 × 3?', '9')) });
  const archive = zipSync({ 'sprint/7.txt': strToU8(sprintText(question, '7')), 'more.zip': inner });
  await importPage.choose([{ name: 'traces.zip', content: archive }]);
  await expect(importPage.summary).toHaveText('2 SPRINT');
  await expect(importPage.row('9.txt')).toContainText('traces.zip/more.zip/deep/');
  await importPage.choose([
    { name: '7.txt', content: sequentialText('7') },
    { name: 'damaged.zip', content: archive.slice(0, 100) },
  ]);
  await expect(importPage.summary).toHaveText('2 SPRINT, 1 sequential, 1 pair');
  await expect(importPage.row('damaged.zip')).toContainText('damaged or incomplete');
  await expect(importPage.row('damaged.zip')).toContainText('Download or pack it again.');
});

test('format, choice and pairs are corrected by hand before anything is stored', async ({
  importPage,
  page,
  api,
}) => {
  await importPage.open();
  await importPage.choose([
    { name: 'one.txt', content: sprintText(question, '7') },
    { name: 'two.txt', content: sequentialText('7') },
    { name: 'three.txt', content: sprintText('Something else entirely?', '1') },
  ]);
  await expect(importPage.summary).toHaveText('2 SPRINT, 1 sequential');

  await importPage.format('three.txt').selectOption({ label: 'Sequential text' });
  await expect(importPage.summary).toHaveText('1 SPRINT, 2 sequential');
  await expect(importPage.row('three.txt')).toContainText('Chosen by hand');
  await importPage.readAllAs.selectOption({ label: 'Tagged transcript' });
  await expect(importPage.summary).toHaveText('3 SPRINT');
  await importPage.readAllAs.selectOption({ label: 'As recognised' });
  await expect(importPage.summary).toHaveText('2 SPRINT, 1 sequential');

  await importPage.partner('two.txt').click();
  const dialog = page.getByRole('dialog', { name: 'Partner' });
  await dialog.getByRole('searchbox').fill('marbles');
  await dialog.getByRole('button', { name: /one\.txt/ }).click();
  await expect(importPage.summary).toHaveText('2 SPRINT, 1 sequential, 1 pair');
  await expect(importPage.row('two.txt')).toContainText(question);
  await importPage.partner('two.txt').click();
  await dialog.getByRole('button', { name: 'Unpair' }).click();
  await expect(importPage.summary).toHaveText('2 SPRINT, 1 sequential');
  await importPage.row('two.txt').getByRole('button', { name: 'No question: add it' }).click();
  await page.getByRole('dialog', { name: 'Question' }).getByRole('textbox').fill('A question typed by hand?');
  await page.getByRole('button', { name: 'Keep this question' }).click();

  await page.getByRole('checkbox', { name: 'Import three.txt' }).uncheck();
  await importPage.importButton(2).click();
  await expect(importPage.heading('2 traces imported')).toBeVisible();
  await expect(page.getByText('1 trace left out by choice')).toBeVisible();
  const ids = await importPage.sessionIds();
  const stored = await Promise.all(ids.map((id) => api.session(api.adopt(id))));
  expect(stored.map((one) => one.question).sort()).toEqual(['A question typed by hand?', question]);
});

test('cancelling ends an import after the requests under way; the rest can follow', async ({
  importPage,
  page,
  api,
}) => {
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  let requests = 0;
  await page.route('**/api/traces/batch', async (route) => {
    requests++;
    if (requests > 1) await held;
    await route.continue();
  });
  await importPage.open();
  await importPage.choose([{ name: 'rows.jsonl', content: chatRows(64, (index) => `Question ${index}?`) }]);
  await expect(importPage.summary).toHaveText('64 SPRINT');
  await importPage.importButton(64).click();
  await expect(importPage.progress).toContainText('16 of 64 traces');
  await expect(importPage.progress.getByRole('progressbar')).toHaveAttribute('aria-valuenow', /^2\d$/);
  await expect(importPage.progress).toContainText('rows.jsonl');
  await page.getByRole('button', { name: 'Cancel import' }).click();
  await expect(importPage.progress).toContainText('Waiting for what was sent');
  letThrough();
  await expect(importPage.heading('48 traces imported, 16 not sent')).toBeVisible();
  await page.getByRole('button', { name: 'Import the other 16 traces' }).click();
  await expect(importPage.heading('64 traces imported')).toBeVisible();
  const ids = await importPage.sessionIds();
  for (const id of ids) api.adopt(id);
  expect(ids).toHaveLength(64);
});

test('a partner that is stored already is found by the question, and compared with', async ({
  importPage,
  page,
  api,
}) => {
  const asked = 'How many of 31 marbles are left when 14 are lost?';
  await importPage.open();
  await importPage.choose([{ name: 'first.txt', content: sprintText(asked, '17') }]);
  await importPage.importButton(1).click();
  await expect(importPage.heading('1 trace imported')).toBeVisible();
  const [sprint = ''] = await importPage.sessionIds();
  await page.getByRole('button', { name: 'Import more' }).click();
  await importPage.choose([
    { name: 'second.txt', content: `<Question>${asked}</Question>\n${sequentialText('17')}` },
  ]);
  await importPage.importButton(1).click();
  await expect(importPage.heading('1 trace imported')).toBeVisible();
  const [sequential = ''] = await importPage.sessionIds();
  for (const id of [sprint, sequential]) api.adopt(id);
  await importPage.result.getByRole('button', { name: 'Open pair in Compare' }).click();
  await page.waitForURL(`/compare?a=${sprint}&b=${sequential}`);
});

test('what the server refuses is named by file, and can be sent again', async ({
  importPage,
  page,
  api,
  clean,
}) => {
  clean.expectConsole(/status of 500/);
  let refuse = true;
  await page.route('**/api/traces/batch', (route) =>
    refuse
      ? route.fulfill({ status: 500, json: { title: 'The disk is full', status: 500, remedy: 'Make room.' } })
      : route.continue(),
  );
  await importPage.open();
  await importPage.choose(pair);
  await importPage.importButton(2).click();
  await expect(importPage.heading('0 traces imported, 2 failed')).toBeVisible();
  const failed = importPage.result.getByRole('listitem').filter({ hasText: 'planner_trajectory_7.txt' });
  await expect(failed).toContainText('The disk is full');
  await expect(failed).toContainText('Make room.');
  refuse = false;
  await page.getByRole('button', { name: 'Import the other 2 traces' }).click();
  await expect(importPage.heading('2 traces imported, 1 pair')).toBeVisible();
  for (const id of await importPage.sessionIds()) api.adopt(id);
});

test('a thousand rows: only those in view are in the document, the last is reached by scrolling', async ({
  importPage,
  page,
}) => {
  await importPage.open();
  await importPage.choose([
    { name: 'rows.jsonl', content: chatRows(1000, (index) => `Number ${index + 1}?`) },
  ]);
  await expect(importPage.summary).toHaveText('1,000 SPRINT');
  await expect(importPage.table).toHaveAttribute('aria-rowcount', '1001');
  expect(await importPage.table.getByRole('row').count()).toBeLessThan(80);
  await page.keyboard.press('End');
  await expect(importPage.row('record 1,000, line 1,000')).toBeInViewport();
  await expect(importPage.row('record 1, line 1 ')).toHaveCount(0);
});

test('markup in names and texts stays text', async ({ importPage, page }) => {
  const bomb = '<img src=x onerror="window.ran=true"><script>window.ran=true</script>';
  await importPage.open();
  await importPage.drop([{ name: `${bomb}.txt`.replaceAll('/', '∕'), content: sprintText(bomb, bomb) }]);
  await expect(importPage.summary).toHaveText('1 SPRINT');
  await expect(importPage.table).toContainText('<img src=x');
  await expect(importPage.table.locator('img, script')).toHaveCount(0);
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
});

test('the header leads to library and import and says where one is', async ({ home, page }) => {
  await home.open();
  const nav = page.getByRole('navigation', { name: 'Main' });
  await expect(nav.getByRole('link', { name: 'Library' })).toHaveAttribute('href', '/library');
  await nav.getByRole('link', { name: 'Import' }).click();
  await page.waitForURL('/import');
  await expect(nav.getByRole('link', { name: 'Import' })).toHaveAttribute('aria-current', 'page');
  await page.getByRole('link', { name: 'Sprintscope, home' }).click();
  await page.waitForURL('/');
});

test('the tokenizer is chosen in Settings and used for imports', async ({
  importPage,
  settings,
  page,
  api,
}) => {
  await settings.open();
  const tokenizer = page.getByRole('region', { name: 'Tokenizer' });
  await expect(tokenizer.getByRole('radio', { name: 'Qwen' })).toBeChecked();
  await tokenizer.getByRole('radio', { name: 'o200k' }).check();
  await expect(tokenizer).toContainText('OpenAI');
  await importPage.open();
  await importPage.choose(pair.slice(0, 1));
  await expect(page.getByText('counted with o200k')).toBeVisible();
  await importPage.importButton(1).click();
  await expect(importPage.heading('1 trace imported')).toBeVisible();
  const [id = ''] = await importPage.sessionIds();
  expect((await api.session(api.adopt(id))).metrics.tokenizer).toBe('o200k');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

  test('the menu leads to the import page, which fits with all its panels', async ({
    home,
    importPage,
    page,
    api,
  }) => {
    const fits = async () =>
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await home.open();
    await page.getByRole('button', { name: 'Menu' }).tap();
    await page.getByRole('menuitem', { name: 'Import' }).tap();
    await page.waitForURL('/import');
    await importPage.listening();
    await fits();
    await importPage.choose([...pair, broken]);
    await expect(importPage.summary).toBeVisible();
    await fits();
    await importPage.importButton(2).tap();
    await expect(importPage.heading('2 traces imported, 1 pair')).toBeVisible();
    await fits();
    for (const id of await importPage.sessionIds()) api.adopt(id);
  });
});
