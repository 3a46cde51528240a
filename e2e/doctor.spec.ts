import { expect, test } from './fixtures.ts';
import { importTraces } from './support/import-traces.ts';
import { leaky, leakyQuestion } from './support/leaky-trace.ts';

const tidy = leaky
  .replace(' So with the gate it is 83.5 metres.', '')
  .replace('As we found earlier, the diagonal is 28.61 metres. The', 'The');

const question = leakyQuestion;

test('a leak is listed, and leads to both of its passages', async ({
  session,
  api,
  page,
  request,
  baseURL,
}) => {
  const [id = ''] = await importTraces(request, baseURL, api, [
    { text: leaky, kind: 'transcript', question, name: 'leaky.txt' },
  ]);
  await session.open(id);
  await expect(session.header.getByRole('button', { name: /^Doctor: .*2 leaks/ })).toBeVisible();
  await session.doctor.getByRole('button', { name: /^error: Uses a result of a sibling/ }).click();

  await expect(session.inspector.title).toHaveText('Execution 2.2');
  const card = session.inspector.panel.getByRole('region', { name: 'Finding' });
  await expect(card.locator('mark')).toHaveText([/As we found earlier, the diagonal is 28\.61/, /28\.61/]);
  // The browser's own highlights light up the text where it is drawn.
  await expect
    .poll(() => page.evaluate(() => [...(CSS.highlights.get('doctor-inspector') ?? [])].map(String)))
    .toEqual([expect.stringContaining('As we found earlier, the diagonal is 28.61')]);
  await card.getByRole('button', { name: 'Execution 2.1' }).click();
  await expect(session.inspector.title).toHaveText('Execution 2.1');
  await expect
    .poll(() => page.evaluate(() => [...(CSS.highlights.get('doctor-inspector') ?? [])].map(String)))
    .toEqual(['28.61']);

  // The address opens the finding anywhere.
  await expect(page).toHaveURL(/finding=sibling-result\.1/);
  await page.reload();
  await expect(card).toContainText('Uses a result of a sibling');
  await card.getByRole('button', { name: 'Close finding' }).click();
  await expect(card).toHaveCount(0);
  await expect(page).not.toHaveURL(/finding=/);
});

test('a wrong answer leads to where the right one is lost, in one click', async ({
  session,
  api,
  page,
  request,
  baseURL,
}) => {
  const text = tidy
    .replace('It is about 28.61 metres.', 'Without the gate. Therefore, the answer is 84.')
    .replace('and with the gate it is 83.5 metres.', 'with the gate. So the answer is 83.5.')
    .replace('boxed{83.5}', 'boxed{84}');
  const [id = '', blank = ''] = await importTraces(request, baseURL, api, [
    { text, kind: 'transcript', question, expected: '83.5' },
    { text, kind: 'transcript', question },
  ]);
  await session.open(id);
  const line = session.answerLine;
  await expect(line).toContainText('Found and lost: 83.5 first in Execution 1.1, lost in Execution 2.1.');
  await line.getByRole('button', { name: 'Execution 2.1: 84, not the right answer' }).click();
  await expect(session.inspector.title).toHaveText('Execution 2.1');
  await expect
    .poll(() => page.evaluate(() => [...(CSS.highlights.get('doctor-inspector') ?? [])].map(String)))
    .toEqual(['Therefore, the answer is 84']);

  await session.open(blank);
  await expect(line).toContainText('Against the final answer');
  await expect(line.getByRole('button', { name: 'Execution 1.1: 83.5, not the final answer' })).toBeVisible();
});

test('a trace without a leak says so', async ({ session, api, request, baseURL }) => {
  const [id = ''] = await importTraces(request, baseURL, api, [{ text: tidy, kind: 'transcript', question }]);
  await session.open(id);
  await expect(session.doctor).toContainText('No fault and no leak was found.');
});

test('a check that is switched off is left out, and stays so', async ({
  session,
  api,
  page,
  request,
  baseURL,
}) => {
  const [id = ''] = await importTraces(request, baseURL, api, [
    { text: leaky, kind: 'transcript', question },
  ]);
  await session.open(id);
  const finding = session.doctor.getByRole('button', { name: /^error: Plan states what its prompt/ });
  await expect(finding).toBeVisible();
  await session.doctor.getByRole('button', { name: 'Checks' }).click();
  const dialog = page.getByRole('dialog', { name: 'Checks of the trace doctor' });
  await dialog.getByRole('switch', { name: 'Plan states what its prompt is to find out' }).click();
  await page.keyboard.press('Escape');
  await expect(finding).toHaveCount(0);
  await page.reload();
  await expect(
    session.doctor.getByRole('button', { name: /^error: Uses a result of a sibling/ }),
  ).toBeVisible();
  await expect(finding).toHaveCount(0);
});

test('leaks over many traces lead to each', async ({ session, api, page, request, baseURL }) => {
  const name = `garden-${test.info().workerIndex}-${Date.now()}.txt`;
  await importTraces(request, baseURL, api, [
    { text: leaky, kind: 'transcript', question, name },
    { text: tidy, kind: 'transcript', question, name: `tidy-${name}` },
  ]);
  await page.goto('/leaks');
  await page.getByRole('searchbox', { name: 'Search findings' }).fill(name);
  await expect(page.getByRole('status').filter({ hasText: 'shown' })).toContainText('2 leaks shown');
  const check = page.getByRole('region', { name: 'Uses a result of a sibling' });
  await expect(check.getByText(name, { exact: true })).toBeVisible();
  await expect(page.getByText(`tidy-${name}`)).toHaveCount(0);

  await page.getByRole('button', { name: /^Uses a result of a sibling ·/ }).click();
  await expect(page.getByRole('status').filter({ hasText: 'shown' })).toContainText('1 leak shown');
  await expect(page).toHaveURL(/check=sibling-result/);
  await check.getByRole('link', { name: /Execution 2\.2 speaks of/ }).click();
  await expect(session.inspector.title).toHaveText('Execution 2.2');
  await expect(session.inspector.panel.getByRole('region', { name: 'Finding' })).toContainText('28.61');
});
