import fs from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { profiles } from '#lib/contract/curation-settings.ts';
import { isAboutDependencies } from '#lib/curation/model/testing/answering-model.ts';
import { reply } from '#lib/models/testing/behaviours.ts';
import { expect } from './fixtures.ts';
import type { Batch } from './support/curation-batch-api.ts';
import { lenient, test } from './support/curation-fixtures.ts';
import { authorsFiles, curationRows, jsonLines, parallelTrace } from './support/curation-traces.ts';
import { importTraces } from './support/import-traces.ts';

/** A few records on a machine that is busy: the first ones wait for the threads that take them apart. */
const BATCH_MS = 40_000;

test('a JSONL data set by rules: columns corrected, every number of the funnel as the API has it', async ({
  curate,
  batchPage,
  curation,
  page,
}) => {
  const rows = curationRows(12).map(({ reasoning, ...rest }) => ({
    ...rest,
    text: 'See there.',
    cot: reasoning,
  }));
  const file = `${jsonLines(rows)}\n{"broken": \n${JSON.stringify({ ...rows[0], id: 'empty', cot: '' })}\n`;
  await curate.open();
  await curate.drop([{ name: 'sums.jsonl', content: file }]);
  await expect(curate.tab(/data set/i)).toHaveAttribute('aria-selected', 'true');
  await expect(curate.column('Trace')).toHaveValue('cot');
  await expect(curate.column('Question')).toHaveValue('problem');
  const sample = curate.input.getByRole('region', { name: 'First rows' });
  await expect(sample).toContainText('Okay, so I need to find the sum of 20 and 32.');
  await curate.column('Trace').selectOption('text');
  await expect(sample).toContainText('See there.');
  await curate.column('Trace').selectOption('cot');
  await expect(sample).toContainText('Okay, so I need');
  await curate.input.getByText('Thresholds').click();
  await curate.field('Ratio at least').fill('0');
  await expect(curate.input.getByRole('radio', { name: 'Custom' })).toBeChecked();
  await curate.button('Start the batch').click();

  const id = curation.adoptBatch(await curate.opened('batch'));
  await expect(batchPage.status('done')).toBeVisible({ timeout: BATCH_MS });
  const batch = await curation.batch(id);
  expect(batch.counts).toMatchObject({ imported: 12, failed: 0, waiting: 0, running: 0 });
  expect(batch.reasons).toContainEqual({ code: 'wrong-answer', count: 3 });
  expect(await batchPage.funnelTable()).toEqual(tableOf(batch));
  await expect(batchPage.about).toContainText('rules, no model');
  await batchPage.about.getByText('2 rows could not be read').click();
  await expect(batchPage.about).toContainText('not JSON');
  await expect(batchPage.about).toContainText('Row 14');

  await batchPage.funnel.getByRole('button', { name: /wrong answer/ }).click();
  await expect(batchPage.rows).toHaveCount(3);
  await expect(page).toHaveURL(/reason=wrong-answer/);
  await batchPage.button('Clear filters').click();
  await expect(batchPage.rows).toHaveCount(12);
  await batchPage.search.fill('Number 5:');
  await expect(batchPage.rows).toHaveCount(1);
  await batchPage.search.press('ArrowDown');
  await page.keyboard.press('Enter');
  const record = await curate.opened('record');
  expect((await curation.records(id)).find((row) => row.id === record)?.index).toBe(5);
  await page.goBack();
  await expect(batchPage.search).toHaveValue('Number 5:');

  await batchPage.button('Delete batch').click();
  await batchPage.dialog.getByRole('button', { name: 'Delete' }).click();
  await page.waitForURL('/curate');
  await expect(curate.batches).not.toContainText('sums.jsonl');
});

/** The numbers that the table under the funnel must show. */
function tableOf({ counts, reasons }: Batch): Map<string, number> {
  const words: Record<string, string> = { 'wrong-answer': 'wrong answer', 'ratio-too-low': 'ratio too low' };
  return new Map([
    ['Stage of the pipeline', Number.NaN],
    ['Imported', counts.imported],
    ['Steps', counts.steps],
    ['Dependencies', counts.dag],
    ['Packed', counts.packed],
    ['Kept', counts.kept],
    ['Reason', Number.NaN],
    ...reasons.map(({ code, count }) => [words[code] ?? code.replaceAll('-', ' '), count] as const),
  ]);
}

test('a Parquet data set by an endpoint: paused, resumed, failures tried again, its cost counted', async ({
  curate,
  batchPage,
  curation,
  startEndpoint,
  page,
}) => {
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  let works = false;
  const endpoint = await startEndpoint(async ({ prompt }) => {
    if (!prompt.includes('20 and 32'))
      return { kind: 'http', status: 401, body: '{}', contentType: 'application/json', headers: {} };
    await held;
    if (!works)
      return { kind: 'http', status: 401, body: '{}', contentType: 'application/json', headers: {} };
    if (isAboutDependencies(prompt)) return reply('{"1": []}');
    return reply('STEP 1: Everything\nplan: 1-2\nexecution: 3-200\nprompt: Do it\nEND');
  });
  const rows = curationRows(1);
  const column = (name: keyof (typeof rows)[number]) => ({ name, data: rows.map((row) => row[name]) });
  const parquet = parquetWriteBuffer({
    columnData: [column('problem'), column('reasoning'), column('answer')],
  });
  await curate.open();
  await curate.drop([{ name: 'sums.parquet', content: new Uint8Array(parquet) }]);
  await expect(curate.input).toContainText('Parquet · 3 columns · 1 row');
  await curate.field('Taken apart by').selectOption(endpoint.id);
  await expect(curate.input).toContainText('tokens read');
  await curate.button('Start the batch').click();

  const id = curation.adoptBatch(await curate.opened('batch'));
  await endpoint.arrived(1);
  await batchPage.button('Pause').click();
  await expect(batchPage.status('paused')).toBeVisible();
  await page.reload();
  await expect(batchPage.status('paused')).toBeVisible();
  await batchPage.button('Resume').click();
  letThrough();
  await expect(batchPage.button(/Retry/)).toBeVisible();
  await expect(batchPage.rows.first()).toContainText('failed');
  works = true;
  await batchPage.button(/Retry/).click();
  await expect(batchPage.status('done')).toBeVisible({ timeout: BATCH_MS });
  await expect(batchPage.button(/Retry/)).toBeHidden();
  // It was done before the retry as well.
  const expected = { imported: 1, packed: 1, failed: 0 };
  await expect
    .poll(async () => (await curation.batch(id)).counts, { timeout: BATCH_MS })
    .toMatchObject(expected);
  const { usage } = await curation.batch(id);
  expect(usage.inputTokens).toBeGreaterThan(0);
  await expect(batchPage.progress).toContainText(
    `${(usage.inputTokens + usage.outputTokens).toLocaleString('en')} tokens`,
  );
});

test('a sample is reviewed by keys, and who agrees with the pipeline is counted', async ({
  batchPage,
  curation,
  page,
}) => {
  const { id } = await curation.runBatch('sums.jsonl', jsonLines(curationRows(8)), lenient);
  await batchPage.open(id);
  await batchPage.button('Draw a sample').click();
  await batchPage.dialog.getByLabel('Records').fill('4');
  await batchPage.dialog.getByLabel('Seed').fill('11');
  await batchPage.dialog.getByRole('button', { name: 'Draw' }).click();
  await expect(batchPage.review).toContainText('0 of 4 records reviewed, drawn with seed 11');
  const drawn = await curation.records(id, { sampled: 'true' });
  await batchPage.review.getByRole('link', { name: 'Start the review' }).click();
  await page.waitForURL('**/review');

  const bar = page.getByRole('region', { name: 'Verdict' });
  const about = page.getByRole('region', { name: 'The record' });
  await expect(bar).toContainText('1 of 4');
  await expect(about).toContainText(drawn[0]?.question ?? '');
  await expect(page.getByRole('region', { name: 'Source' })).toContainText('Okay, so I need');
  await expect(page.getByRole('region', { name: 'Stage 1' })).toContainText('Okay, so I need');
  await page.keyboard.press('a');
  await expect(bar).toContainText('2 of 4');
  await page.keyboard.press('r');
  await expect(bar).toContainText('3 of 4');
  await page.keyboard.press('k');
  await expect(bar).toContainText('2 of 4');
  await expect(bar.getByRole('button', { name: /^Reject/ })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('j');
  await expect(about).toContainText(drawn[2]?.question ?? '');
  await page.keyboard.press('f');
  await page.waitForURL(`/curate/${drawn[2]?.id}`);
  // If we leave before the head has arrived, the page has no icon for a moment, and Chromium requests one that does not
  // exist.
  await expect(page).not.toHaveTitle(/^Review/);
  await page.goBack();
  await expect(bar).toContainText('3 of 4');
  await expect(bar.getByRole('button', { name: /^Fix/ })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('j');
  await expect(bar).toContainText('4 of 4');
  await page.keyboard.press('a');
  await expect(page.getByRole('heading', { name: 'Every record of the sample has a verdict' })).toBeVisible();

  const verdicts = async () => (await curation.records(id, { sampled: 'true' })).map(({ review }) => review);
  await expect.poll(verdicts).toEqual(['accept', 'reject', 'fix', 'accept']);
  const reviewed = await curation.records(id, { sampled: 'true' });
  const counted = (status: string, verdict: string) =>
    String(reviewed.filter((row) => row.status === status && row.review === verdict).length);
  await page.getByRole('main').getByRole('link', { name: 'Back to the batch' }).click();
  const table = batchPage.review.getByRole('table');
  await expect(table.getByRole('row', { name: 'kept' })).toHaveText(
    `kept${counted('kept', 'accept')}${counted('kept', 'reject')}`,
  );
  await expect(table.getByRole('row', { name: /^rejected/ })).toHaveText(
    `rejected${counted('rejected', 'accept')}${counted('rejected', 'reject')}`,
  );
  await expect(batchPage.review).toContainText('1 to fix');
  await batchPage.filter('Review', 'accept');
  await expect(batchPage.rows).toHaveCount(2);
});

test('kept records as training data: previewed, refused where nothing would be learned, downloaded', async ({
  batchPage,
  curation,
  page,
  clean,
}) => {
  // The browser reports the refused export by itself.
  clean.expectConsole(/status of 422/);
  const rows = curationRows(8);
  const { id, counts } = await curation.runBatch('sums.jsonl', jsonLines(rows), lenient);
  expect(counts.kept).toBeGreaterThan(2);
  await batchPage.open(id);
  await batchPage.button('Export').click();
  const { dialog } = batchPage;
  const row = dialog.getByRole('region', { name: 'First row' });
  await expect(row).toContainText('completion');
  await expect(row).toContainText('what is the sum of');
  await expect(dialog.getByRole('img', { name: /^Stages/ })).toBeVisible();
  await expect(dialog.getByRole('img', { name: /^Tokens of the whole sample/ })).toBeVisible();
  await dialog.getByText('messages', { exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('Nothing would be learned');
  await expect(dialog.getByRole('button', { name: 'Download zip' })).toBeDisabled();
  await dialog.getByText('prompt and completion', { exact: true }).click();
  await dialog.getByLabel('Held back for testing').fill('40');
  await dialog.getByLabel('Seed of the split').fill('5');
  await dialog.getByLabel('Trainer').selectOption('ms-swift');
  await expect(row).toContainText('response');

  const downloading = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download zip' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^sums.*ms-swift\.zip$/);
  const files = unzipSync(await fs.readFile(await download.path()));
  const linesOf = (name: string) =>
    strFromU8(files[name] ?? new Uint8Array())
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { query: string; response: string });
  const train = linesOf('train.jsonl');
  const held = linesOf('test.jsonl');
  expect(train.length + held.length).toBe(counts.kept);
  expect(held.length).toBeGreaterThan(0);
  const kept = (await curation.records(id, { status: 'kept' })).map(({ question }) => question ?? '');
  for (const { query, response } of [...train, ...held]) {
    expect(kept.filter((question) => query.includes(question))).toHaveLength(1);
    expect(response).toContain('</Plan_1>');
    expect(response).toContain('<Final_answer>');
  }
  expect(JSON.parse(strFromU8(files['card.json'] ?? new Uint8Array()))).toMatchObject({
    options: { format: 'ms-swift', seed: 5, test: 0.4 },
  });
});

test('one trace: pasted, from the library, and from its session’s page', async ({
  curate,
  curation,
  page,
  request,
  baseURL,
  api,
}) => {
  await curate.open();
  await curate.paste(parallelTrace(20, 32));
  await expect(curate.trace).toHaveValue(/sum of 20 and 32/);
  await curate.field(/^Question/).fill('What is 20 + 32?');
  await curate.field(/^Expected answer/).fill('52');
  await curate.button('Take it apart').click();
  const pasted = curation.adoptRecord(await curate.opened('record'));
  expect(await curation.record(pasted)).toMatchObject({
    question: 'What is 20 + 32?',
    expected: '52',
    proposal: { stepsBy: { kind: 'rules' } },
  });

  const question = 'What is the sum of 41 and 53, please?';
  const [session = ''] = await importTraces(request, baseURL, api, [
    { text: parallelTrace(41, 53), kind: 'sequential', question },
  ]);
  await curate.open();
  await expect(curate.records.getByRole('link', { name: 'What is 20 + 32?' })).toBeVisible();
  await curate.tab(/library/i).click();
  await curate.input.getByRole('searchbox').fill('41 53 please');
  await curate.input.getByRole('radio', { name: new RegExp(question.slice(0, 20)) }).check();
  await curate.button('Take it apart').click();
  const chosen = curation.adoptRecord(await curate.opened('record'));
  expect(await curation.record(chosen)).toMatchObject({ question });

  await page.goto(`/sessions/${session}`);
  await page.getByRole('button', { name: 'Curate' }).click();
  const started = curation.adoptRecord(await curate.opened('record'));
  expect(started).not.toBe(chosen);
  expect(await curation.record(started)).toMatchObject({ question });

  await curate.open();
  const row = curate.records.getByRole('listitem').filter({ hasText: 'What is 20 + 32?' }).first();
  await row.getByRole('button', { name: /^Delete/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(curate.records.getByRole('link', { name: 'What is 20 + 32?' })).toBeHidden();
});

test('the authors’ files in any order, and files that cannot be taken', async ({
  curate,
  curation,
  page,
}) => {
  const file = (name: keyof typeof authorsFiles) => ({ name, content: authorsFiles[name] });
  await curate.open();
  await curate.drop([file('created_dag_5.json'), file('component_inline_5.txt')]);
  await expect(curate.tab(/authors/i)).toHaveAttribute('aria-selected', 'true');
  await expect(curate.input).toContainText('missing: drop it too');
  await expect(curate.button('Open the record')).toBeDisabled();
  await curate.drop([
    file('component_separation_5.txt'),
    { name: 'image.png', content: new Uint8Array([137, 80, 78, 71, 0, 1]) },
    { name: 'done.txt', content: '<think>\n<Plan_1> Already. </Plan_1>' },
  ]);
  await expect(curate.refused).toContainText('image.png');
  await expect(curate.refused).toContainText('This is not text');
  await expect(curate.refused).toContainText('SPRINT trajectory already');
  await expect(curate.input.getByText('missing')).toHaveCount(0);
  await curate.button('Open the record').click();
  const id = curation.adoptRecord(await curate.opened('record'));
  expect(await curation.record(id)).toMatchObject({
    settings: profiles.authors,
    proposal: { stepsBy: { kind: 'authors-files' }, decomposition: { steps: { length: 3 } } },
  });

  await curate.open();
  await curate.drop([{ name: 'notes.csv', content: 'date,place\n1,2\n' }]);
  await expect(curate.input).toContainText('Say which column holds the trace');
  await expect(curate.button('Start the batch')).toBeDisabled();
  await curate.drop([{ name: 'cut.parquet', content: 'PAR1 and nothing else' }]);
  await expect(curate.input).toContainText('cut.parquet');
  await expect(curate.button('Start the batch')).toBeDisabled();
  await curate.input.getByRole('button', { name: 'Let go of this file' }).click();
  // A drop on a record's page leads to the page that takes it.
  await page.goto(`/curate/${id}`);
  await expect(page.getByRole('heading').first()).toBeAttached();
  await curate.drop([{ name: 'one.txt', content: parallelTrace(20, 32) }]);
  await page.waitForURL('/curate');
  await expect(curate.trace).toHaveValue(/sum of 20 and 32/);
});
