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
  await session.doctor.getByRole('button', { name: /Uses a result of a sibling/ }).click();

  await expect(session.inspector.title).toHaveText('Execution 2.2');
  const card = session.inspector.panel.getByRole('region', { name: 'Finding' });
  await expect(card.locator('mark')).toHaveText([/As we found earlier, the diagonal is 28\.61/, /28\.61/]);
  // Lit where the text is drawn, by the browser's own highlights.
  await expect
    .poll(() => page.evaluate(() => [...(CSS.highlights.get('doctor-inspector') ?? [])].map(String)))
    .toEqual([expect.stringContaining('As we found earlier, the diagonal is 28.61')]);
  await card.getByRole('button', { name: 'Execution 2.1' }).click();
  await expect(session.inspector.title).toHaveText('Execution 2.1');
  await expect
    .poll(() => page.evaluate(() => [...(CSS.highlights.get('doctor-inspector') ?? [])].map(String)))
    .toEqual(['28.61']);

  // The address opens it anywhere.
  await expect(page).toHaveURL(/finding=sibling-result\.1/);
  await page.reload();
  await expect(card).toContainText('Uses a result of a sibling');
  await card.getByRole('button', { name: 'Close finding' }).click();
  await expect(card).toHaveCount(0);
  await expect(page).not.toHaveURL(/finding=/);
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
  const finding = session.doctor.getByRole('button', { name: /Plan states what its prompt is to find out/ });
  await expect(finding).toBeVisible();
  await session.doctor.getByRole('button', { name: 'Checks' }).click();
  const dialog = page.getByRole('dialog', { name: 'Checks of the trace doctor' });
  await dialog.getByRole('switch', { name: 'Plan states what its prompt is to find out' }).click();
  await page.keyboard.press('Escape');
  await expect(finding).toHaveCount(0);
  await page.reload();
  await expect(session.doctor.getByRole('button', { name: /Uses a result of a sibling/ })).toBeVisible();
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
