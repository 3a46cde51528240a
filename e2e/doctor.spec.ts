import { expect, test } from './fixtures.ts';
import { importTraces } from './support/import-traces.ts';

/** Execution 1.2 knows what only 1.1 found out; the plan says what 1.1 is to find out. */
const leaky = `<Question> How much fence does a garden of 17 by 23 metres need? </Question>
<think>
<Plan_1>
Let me see. <prompt_1.1> Find the length of the fence. </prompt_1.1> So with the gate it is 83.5 metres.
<prompt_1.2> Find the area of the turf. </prompt_1.2>
</Plan_1>
<Execution_1>
<execution_1.1> Twice 40 is 80, and with the gate it is 83.5 metres. </execution_1.1>
<execution_1.2> The turf is 17 * 23 = 391 square metres. </execution_1.2>
</Execution_1>
<Plan_2>
Check both. <prompt_2.1> Measure the diagonal. </prompt_2.1> <prompt_2.2> Weigh the turf. </prompt_2.2>
</Plan_2>
<Execution_2>
<execution_2.1> It is about 28.61 metres. </execution_2.1>
<execution_2.2> As we found earlier, the diagonal is 28.61 metres. The turf weighs a ton. </execution_2.2>
</Execution_2>
<Final_answer> \\boxed{83.5} </Final_answer>
</think>`;
const tidy = leaky
  .replace(' So with the gate it is 83.5 metres.', '')
  .replace('As we found earlier, the diagonal is 28.61 metres. The', 'The');

const question = 'How much fence does a garden of 17 by 23 metres need?';

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
  await expect(page.getByRole('status')).toContainText('2 leaks shown');
  const check = page.getByRole('region', { name: 'Uses a result of a sibling' });
  await expect(check.getByText(name, { exact: true })).toBeVisible();
  await expect(page.getByText(`tidy-${name}`)).toHaveCount(0);

  await page.getByRole('button', { name: /^Uses a result of a sibling ·/ }).click();
  await expect(page.getByRole('status')).toContainText('1 leak shown');
  await expect(page).toHaveURL(/check=sibling-result/);
  await check.getByRole('link', { name: /Execution 2\.2 speaks of/ }).click();
  await expect(session.inspector.title).toHaveText('Execution 2.2');
  await expect(session.inspector.panel.getByRole('region', { name: 'Finding' })).toContainText('28.61');
});
