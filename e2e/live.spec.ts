import { expect, test } from './fixtures.ts';
import { expectSolves } from './support/countdown.ts';
import { fold, piecesOf } from './support/logs.ts';

const question = 'Use 3, 7, 8, 10 and 75, each exactly once, to make 431.';

test('a question becomes a live session: plan, parallel executions, join, further rounds, a correct answer', async ({
  home,
  session,
  api,
}) => {
  await home.open();
  await home.choosePace(120);
  await home.question.fill(question);
  // The test watches from the start, since this lasts two seconds: the planner still writes while executors carry out
  // two of its prompts.
  const together = session.page.waitForFunction(() => {
    const names = [...document.querySelectorAll('[aria-label="Flow graph"] button')].map(
      (button) => button.getAttribute('aria-label') ?? '',
    );
    const running = (start: string) =>
      names.filter((name) => name.startsWith(start) && name.includes(', running')).length;
    return running('Plan 1') === 1 && running('Execution 1.') >= 2;
  });
  await home.run.click();
  const id = api.adopt(await home.startedSession());

  await expect(session.status(/^live · /)).toBeVisible();
  await expect(session.transport.live).toHaveAttribute('aria-pressed', 'true');
  await expect(session.numbers.getByText(/so far/)).toBeVisible();

  await together;
  await expect(session.fork(1)).toBeVisible();
  await expect(session.join(1)).toHaveAccessibleName(/: [1-9]\d* of \d+ executions ended/);

  await expect(session.node('Plan 2')).toBeVisible();
  await expect(session.rounds.getByRole('listitem').first()).toContainText('in parallel');
  await expect(session.node('Execution 2.1')).toBeVisible();

  await expect(session.status(/^done · \d+ stages/)).toBeVisible({ timeout: 40_000 });
  await expect(session.node('Final answer', 'done')).toBeVisible();
  await expect(session.transport.live).toHaveCount(0);

  const answer = await session.shownAnswer();
  expectSolves(question, answer);
  await expect(session.graph.getByText(answer, { exact: true })).toBeVisible();

  const summary = await api.session(id);
  expect(summary).toMatchObject({ status: 'done', question });
  expectSolves(question, summary.answer ?? '');

  const { totalTokens, sequentialTokens } = summary.metrics;
  await expect(session.number('Total tokens')).toHaveText(totalTokens.toLocaleString('en'));
  await expect(session.numbers).toContainText(sequentialTokens.authors.toLocaleString('en'));
  await expect(session.number('Saved within the trace')).toHaveText(
    `${Math.round((1 - sequentialTokens.authors / totalTokens) * 100)} %`,
  );
  await expect(session.number('Wall-clock time')).toHaveText(/^\d+(\.\d+)? s$/);
  await expect(session.numbers).toContainText('tokenizer qwen3');
  await expect(session.page.getByText('Rule-based, not a language model.')).toBeVisible();

  // The page showed what happened: in the log, executions ran side by side and beside their planner.
  const log = await api.log(id);
  const pieces = piecesOf(log);
  const plan = pieces.get('plan:1');
  const first = pieces.get('execution:1.1');
  const second = pieces.get('execution:1.2');
  if (!plan || !first || !second) throw new Error('The first stage has no two executions');
  expect(Math.max(first.startedAt, second.startedAt)).toBeLessThan(Math.min(first.endedAt, second.endedAt));
  expect(first.startedAt).toBeLessThan(plan.endedAt);
  expect(fold(log).stages.length).toBeGreaterThanOrEqual(2);
});

test('the numbers follow the chosen definition', async ({ session, ended }) => {
  const { sequentialTokens } = ended.metrics;
  await session.open(ended.id);
  const definition = session.numbers.getByRole('combobox', { name: 'Definition of sequential tokens' });
  await expect(session.numbers).toContainText(sequentialTokens.authors.toLocaleString('en'));
  await definition.selectOption('barrier');
  await expect(session.numbers).toContainText(sequentialTokens.barrier.toLocaleString('en'));
  await definition.selectOption('paper');
  await expect(session.numbers).toContainText(sequentialTokens.paper.toLocaleString('en'));
});
