import { sha256Hex } from '#lib/base/sha256.ts';
import { writesAllRounds } from '#lib/models/testing/chat-models.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { expect, test } from './fixtures.ts';
import { expectSolves } from './support/countdown.ts';
import { fold } from './support/logs.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const contextSha256 = (log: readonly TraceEvent[], stream: string): string | undefined =>
  log.flatMap((event) =>
    'contextSha256' in event && event.stream === stream ? [event.contextSha256] : [],
  )[0];

test('an execution chosen by click: its text, its prompt, what stands beside it', async ({
  session,
  api,
  ended,
}) => {
  const [stage] = fold(await api.log(ended.id)).stages;
  const execution = stage?.executions[1];
  if (!stage || !execution) throw new Error('The first stage has no second execution');
  await session.open(ended.id);
  await session.node('Execution 1.2').click();
  const { inspector } = session;
  await expect(inspector.title).toHaveText('Execution 1.2');
  await expect(inspector.panel).toContainText('done · started');
  await expect(inspector.content).toContainText('Prompt 1.2');

  await inspector.show('Raw');
  const raw = await inspector.rawText();
  expect(raw).toContain('<execution_1.2>');
  expect(raw).toContain(execution.text.trim());
  expect(raw).toContain('</execution_1.2>');

  await inspector.show('Text');
  await inspector.panel.getByRole('region', { name: 'Runs beside' }).getByRole('button').first().click();
  await expect(inspector.title).toHaveText('Execution 1.1');
  await expect(session.node('Execution 1.1')).toHaveAttribute('aria-pressed', 'true');
  await inspector.panel.getByRole('button', { name: /^Plan 1,/ }).click();
  await expect(inspector.title).toHaveText('Plan 1');
  await inspector.close();
  await expect(inspector.panel).toBeHidden();
});

test('chosen by keyboard: arrows lead along the structure, Enter opens, Escape closes', async ({
  session,
  page,
  ended,
}) => {
  await session.open(ended.id);
  await session.node('Question').focus();
  await page.keyboard.press('ArrowRight');
  // The first arrow key selects the question, or moves on from it.
  if (await session.node('Question').evaluate((node) => node === document.activeElement))
    await page.keyboard.press('ArrowRight');
  await expect(session.node('Plan 1')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(session.graph.locator(':focus')).toHaveAccessibleName(/^Execution 1\./);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  const name = await session.graph.locator(':focus').getAttribute('aria-label');
  await page.keyboard.press('Enter');
  await expect(session.inspector.title).toHaveText(name?.split(',')[0] ?? '');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(session.inspector.title).toHaveText('Plan 2');

  const text = session.inspector.tab('Text');
  await text.focus();
  await page.keyboard.press('ArrowRight');
  await expect(session.inspector.tab('What it saw')).toBeFocused();
  await expect(session.inspector.content).toContainText('Verified.');
  await page.keyboard.press('Escape');
  await expect(session.inspector.panel).toBeHidden();
});

for (const [name, stream] of [
  ['Execution 2.1', 'execution:2.1'],
  ['Plan 2', 'plan:2'],
] as const) {
  test(`what ${name} saw is verified, and copied byte for byte`, async ({ session, page, api, ended }) => {
    const recorded = contextSha256(await api.log(ended.id), stream);
    expect(recorded).toMatch(/^[0-9a-f]{64}$/);
    await session.open(ended.id);
    await session.node(name).click();
    await session.inspector.show('What it saw');
    await expect(session.inspector.content).toContainText('Verified.');
    const legend = session.inspector.content.getByRole('list', { name: 'Origins' });
    for (const origin of ['Instructions', 'Question', 'Plan', 'Execution'])
      await expect(legend.getByText(origin, { exact: true })).toBeVisible();

    await session.inspector.button('Copy exact bytes').click();
    await expect(session.inspector.button('Copied')).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain(ended.question);
    expect(sha256Hex(copied)).toBe(recorded);
  });
}

test('timing: when it was asked, when it answered, how much, as in the log', async ({
  session,
  api,
  ended,
}) => {
  const execution = fold(await api.log(ended.id)).stages[0]?.executions[0];
  if (!execution?.tokens) throw new Error('The first execution has no token count');
  await session.open(ended.id);
  await session.node('Execution 1.1').click();
  await session.inspector.show('Timing');
  const { content } = session.inspector;
  const fact = (name: string) =>
    content.getByRole('term').filter({ hasText: name }).locator('xpath=following-sibling::*[1]');
  await expect(fact('Ended as')).toHaveText('done');
  await expect(fact('Attempts')).toHaveText('1');
  for (const name of ['Prompt closed', 'Requested', 'First token', 'Waited at the join', 'Pace'])
    await expect(fact(name)).toHaveText(/\d/);
  await expect(content.getByRole('region', { name: /counted with qwen3/ })).toContainText(
    execution.tokens.text.toLocaleString('en'),
  );
  await expect(content.getByRole('region', { name: /as the endpoint reports/ })).toContainText(
    /Written\s*\d/,
  );
});

test('a plan shows its prompts, which lead to their executions; the question and the answer', async ({
  session,
  page,
  ended,
}) => {
  await session.open(ended.id);
  const { inspector } = session;
  await session.node('Plan 1').click();
  await expect(inspector.title).toHaveText('Plan 1');
  await expect(inspector.button(/^Prompt 1\.\d$/)).not.toHaveCount(0);
  await inspector.button('Prompt 1.3').click();
  await expect(inspector.title).toHaveText('Execution 1.3');

  await session.rounds.getByRole('button', { name: 'Final answer' }).click();
  await expect(inspector.title).toHaveText('Final answer');
  await expect(inspector.content).toContainText('137');
  await inspector.show('Raw');
  const raw = await inspector.rawText();
  expect(raw).toMatch(/^\s*<Final_answer>[\s\S]*<\/Final_answer>\s*$/);
  expectSolves(ended.question, /\\boxed\{(.*)\}/.exec(raw)?.[1] ?? '');

  await page.keyboard.press('Escape');
  await expect(inspector.panel).toBeHidden();
  // The graph first takes the room that the panel leaves, with the selected card in view; only then can it be fitted.
  await session.places('Final answer');
  await page.keyboard.press('f');
  await session.node('Question').click();
  await expect(inspector.panel).toContainText(ended.question);
});

test('the answer line leads to where the answer first appears', async ({ session, ended }) => {
  await session.open(ended.id);
  const line = session.answerLine;
  expectSolves(ended.question, await session.shownAnswer());
  await expect(line).toContainText(/First (boxed|stated|mentioned) in/);
  await expect(line).toContainText(/It (never changes|changes \d+ times?)\./);
  const link = line.getByRole('button', { name: /^(Plan|Execution) [\d.]+$/ }).first();
  const where = await link.innerText();
  await link.click();
  await expect(session.inspector.title).toHaveText(where);
  // The map: one stop of the Tab key; arrow keys move on.
  const cells = line.getByRole('list', { name: 'Answer, stage by stage' }).getByRole('button');
  await cells.first().focus();
  await session.page.keyboard.press('End');
  await expect(cells.last()).toBeFocused();
  await session.page.keyboard.press('Enter');
  await expect(session.inspector.title).toHaveText('Final answer');
});

test('what the doctor found is listed, and leads to its place', async ({
  session,
  api,
  ended,
  startEndpoint,
}) => {
  await session.open(ended.id);
  await expect(session.doctor).toContainText('No fault and no leak was found.');

  const endpoint = await startEndpoint(
    writesAllRounds({
      stages: [
        {
          plan: 'Two parts. <prompt_1.1> Add 2 and 2. </prompt_1.1> <prompt_1.2> Add 3 and 3. </prompt_1.2>',
          executions: ['2 + 2 = 4', '3 + 3 = 6'],
        },
      ],
      answer: 'Together $\\boxed{10}$.',
    }),
  );
  const { id } = await api.run({ question: 'What is 2 + 2 + 3 + 3?', endpointId: endpoint.id });
  const { diagnostics } = fold(await api.log(id));
  expect(diagnostics.length).toBeGreaterThan(0);
  await session.open(id);
  // Notes are folded away at first.
  await session.doctor.getByText(/^\d+ notes?$/).click();
  for (const { explanation } of diagnostics)
    await expect(session.doctor.getByText(explanation).first()).toBeVisible();
  await session.doctor.getByRole('listitem').getByRole('button').first().click();
  await expect(session.inspector.panel).toBeVisible();
});
