import { expect, test } from './fixtures.ts';
import { importTraces } from './support/import-traces.ts';

const question = 'How many of 12 marbles are left when 5 are lost?';
const thought = (about: string) =>
  `<think>\n${Array.from({ length: 12 }, (_, at) => `I turn ${about} over once more, for the ${at + 1}th time.`).join(' ')}\n</think>\n`;
const thinking = `<Question>
${question}
</Question>

<think>
<Plan_1>
${thought('the plan')}Two ways. <prompt_1.1> Take 5 from 12. </prompt_1.1> <prompt_1.2> Count down from 12. </prompt_1.2>
</Plan_1>
<Execution_1>
<execution_1.1>
${thought('the first way')}12 − 5 = 7.
</execution_1.1>
<execution_1.2>
11, 10, 9, 8, 7.
</execution_1.2>
</Execution_1>
<Final_answer>
\\boxed{7}
</Final_answer>
</think>
`;

test('thinking is a part of its bar, counts, and can be left out: the link keeps it', async ({
  session,
  page,
  api,
  request,
  baseURL,
}) => {
  const [id = ''] = await importTraces(request, baseURL, api, [
    { text: thinking, kind: 'transcript', question },
  ]);
  const { metrics } = (await api.session(id)) as unknown as { metrics: Metrics };
  await session.open(id);
  const headline = session.numbers.locator('p').first();
  const parts = session.timeline.locator('[data-part="thinking"]');
  await expect(headline).toContainText(metrics.sequentialTokens.authors.toLocaleString('en-US'));
  await expect(session.numbers).toContainText(/\d+ thinking \+ \d+ text/);
  // A plan and an execution thought, the other execution did not.
  await expect(parts).toHaveCount(2);
  await expect(session.node('Execution 1.1').locator('..')).toContainText(/\d+ thinking \+ \d+ text/);
  await expect(session.node('Execution 1.2').locator('..')).not.toContainText('thinking');

  await session.choose('Execution 1.1');
  await session.inspector.panel.getByText(/^Thinking · \d+ tokens$/).click();
  await expect(session.inspector.panel).toContainText('I turn the first way over once more');

  await page.getByRole('combobox', { name: 'Whether thinking is counted' }).selectOption('visible');
  await expect(headline).toContainText(metrics.visible.sequentialTokens.authors.toLocaleString('en-US'));
  await expect(parts).toHaveCount(0);
  await expect(page).toHaveURL(/[?&]reading=visible/);
  await page.reload();
  await expect(headline).toContainText(metrics.visible.sequentialTokens.authors.toLocaleString('en-US'));
  await expect(page.getByRole('combobox', { name: 'Whether thinking is counted' })).toHaveValue('visible');
});

test('the transcript folds thinking in its place', async ({ session, page, api, request, baseURL }) => {
  const [id = ''] = await importTraces(request, baseURL, api, [
    { text: thinking, kind: 'transcript', question },
  ]);
  await page.goto(`/sessions/${id}?view=transcript`);
  const folds = session.transcript.getByText(/^Thinking · [\d,]+ characters$/);
  await expect(folds).toHaveCount(2);
  const last = session.transcript.getByText('for the 12th time.', { exact: false }).first();
  await expect(last).toBeHidden();
  await folds.first().click();
  await expect(last).toBeVisible();
});

interface Metrics {
  readonly sequentialTokens: { readonly authors: number };
  readonly visible: { readonly sequentialTokens: { readonly authors: number } };
}
