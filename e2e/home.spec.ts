import { parseCountdown } from '#lib/answers/countdown-question.ts';
import { expect, test } from './fixtures.ts';

const fourNumbers = 'Use 3, 5, 7 and 11, each exactly once, with + − × ÷ to make 45.';

interface ExampleEntry {
  slug: string;
  title: string;
  author: string;
  answer: string | null;
}

test.describe('question box', () => {
  test('example questions fill the box, one click each', async ({ home }) => {
    await home.open();
    await home.chip(/137/).click();
    await expect(home.question).toHaveValue(/^Use 2, 4, 6, 9 and 25,.*137/);
    await expect(home.question).toBeFocused();
    await home.chip(/24/).click();
    await expect(home.question).toHaveValue(/^Use 3, 3, 8 and 8,.*24/);
  });

  test('“Surprise me” writes a puzzle of the chosen difficulty', async ({ home, page }) => {
    await home.open();
    await home.chip('Surprise me').click();
    await expect(home.question).not.toHaveValue('');
    expect(parseCountdown(await home.question.inputValue())).not.toBeNull();

    await home.chip(/^Difficulty/).click();
    await page.getByRole('menuitemradio', { name: 'Hard' }).click();
    await expect(home.chip(/^Difficulty/)).toHaveText(/hard/);
    await expect(async () => {
      const puzzle = parseCountdown(await home.question.inputValue());
      expect(puzzle?.numbers).toHaveLength(6);
    }).toPass();
  });

  test('nothing runs without a question; the box says so and takes the focus', async ({ home }) => {
    await home.open();
    await home.run.click();
    await expect(home.composer.getByRole('alert')).toContainText('Type a question');
    await expect(home.question).toBeFocused();
  });

  test('the built-in says what it is, and that it cannot answer other questions', async ({ home }) => {
    await home.open();
    await expect(home.composer.getByText('rule-based, not a language model')).toBeVisible();
    await home.question.fill('Why is the sky blue at noon and red in the evening?');
    await expect(home.composer.getByRole('status')).toContainText('does not look like a Countdown puzzle');
    await home.question.fill(fourNumbers);
    await expect(home.composer.getByRole('status')).toHaveCount(0);
  });

  test('a wrong setting is shown where it stands', async ({ home }) => {
    await home.open();
    await home.question.fill(fourNumbers);
    await home.openAdvanced();
    const parallelism = home.composer.getByRole('spinbutton', { name: 'Calls at once' });
    await parallelism.fill('0');
    await home.run.click();
    await expect(parallelism).toBeFocused();
    await expect(home.composer.getByRole('alert')).toContainText('Between 1 and 64');
  });

  test('Ctrl+Enter runs', async ({ home, session, api }) => {
    await home.open();
    await home.choosePace(1000);
    await home.question.fill(fourNumbers);
    await home.question.press('Control+Enter');
    api.adopt(await home.startedSession());
    await expect(session.node('Question')).toBeVisible();
  });

  test('the sequential strategy runs one stream', async ({ home, session, api }) => {
    await home.open();
    await home.choosePace(1000);
    await home.question.fill(fourNumbers);
    await home.strategy('Sequential').check();
    await home.run.click();
    const id = api.adopt(await home.startedSession());
    await expect(session.status(/^done/)).toBeVisible();
    await expect(session.node('Sequential thought', 'done')).toBeVisible();
    expect((await api.log(id))[0]).toMatchObject({ type: 'session-start', strategy: 'sequential' });
  });
});

test.describe('gallery', () => {
  test('shows at least six examples, each naming who or what wrote it', async ({ home, request }) => {
    const index = (await (await request.get('/traces/index.json')).json()) as ExampleEntry[];
    expect(index.length).toBeGreaterThanOrEqual(6);
    await home.open();
    await expect(home.examples).toHaveCount(index.length);
    for (const { title, author } of index) {
      const card = home.examples.filter({ hasText: title }).first();
      await expect(card).toContainText(author);
      expect(author).not.toBe('');
    }
  });

  test('opening one is immediate and shows its end', async ({ home, example, request }) => {
    const index = (await (await request.get('/traces/index.json')).json()) as ExampleEntry[];
    const entry = index.find(({ slug }) => slug === 'countdown-27') ?? index.find(({ answer }) => answer);
    if (!entry?.answer) throw new Error('No example has an answer');
    await home.open();
    await home.examples.filter({ hasText: entry.title }).first().getByRole('link').click();
    await expect(example.node('Final answer', 'done')).toBeVisible();
    await expect(example.answerLine).toContainText(entry.answer);
    const { at, of } = await example.transport.events();
    expect(at).toBe(of);
    await expect(example.header.getByRole('button', { name: /Cancel|Delete/ })).toHaveCount(0);
  });
});

test.describe('recent sessions', () => {
  test('lists a session, renames it and deletes it', async ({ home, api, page }) => {
    const question = 'Use 1, 2, 3 and 4, each exactly once, to make 24.';
    const { id } = await api.run({ question });
    await home.open();
    await expect(home.recentRow(question)).toContainText('done');
    await expect(home.recentRow(question)).toContainText(' tok');

    await home.act(question, 'Rename');
    const dialog = page.getByRole('dialog', { name: 'Rename session' });
    await expect(dialog.getByRole('textbox', { name: 'Title' })).toBeFocused();
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Four small numbers');
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await expect(home.recentRow('Four small numbers')).toBeVisible();
    await page.reload();
    await expect(home.recentRow('Four small numbers')).toBeVisible();
    expect(await api.session(id)).toMatchObject({ title: 'Four small numbers', question });

    await home.act('Four small numbers', 'Delete');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(home.recentRow('Four small numbers')).toHaveCount(0);
    await page.reload();
    await expect(home.recent.getByRole('heading')).toBeVisible();
    await expect(home.recentRow('Four small numbers')).toHaveCount(0);
  });

  test('a row opens its session', async ({ home, session, api }) => {
    const question = 'Use 2, 3, 5 and 8, each exactly once, to make 30.';
    const { id } = await api.run({ question });
    await home.open();
    await home.recentRow(question).getByRole('link').click();
    expect(await home.startedSession()).toBe(id);
    await expect(session.status(/^done/)).toBeVisible();
  });
});
