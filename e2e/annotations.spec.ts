import type { Page } from '@playwright/test';
import { reply } from '#lib/models/testing/behaviours.ts';
import { expect, test } from './fixtures.ts';
import { violations } from './support/accessibility.ts';
import { importTraces } from './support/import-traces.ts';
import { leaky, leakyQuestion } from './support/leaky-trace.ts';

const reason = 'The sentence before it says so.';

/** As a person drags over words with the mouse. */
const select = (page: Page, words: string) =>
  page.evaluate((wanted) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode as Text;
      const at = node.data.indexOf(wanted);
      if (at < 0 || !node.parentElement?.closest('[aria-label="Inspector"], [aria-label="Transcript"]'))
        continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      document.getSelection()?.removeAllRanges();
      document.getSelection()?.addRange(range);
      return;
    }
    throw new Error(`“${wanted}” is not drawn`);
  }, words);

test('a finding is dismissed with a reason, stays so, and comes back by undoing', async ({
  session,
  api,
  page,
  request,
  baseURL,
}) => {
  const [id = ''] = await importTraces(request, baseURL, api, [
    { text: leaky, kind: 'transcript', question: leakyQuestion },
  ]);
  await session.open(id);
  const finding = session.doctor.getByRole('button', { name: /^error: Uses a result of a sibling/ });
  await expect(finding).toBeVisible();
  const item = session.doctor.getByRole('listitem').filter({ hasText: 'Uses a result of a sibling' });
  await item.getByRole('button', { name: 'Dismiss finding' }).click();
  await page.getByRole('textbox', { name: 'Why it does not count' }).fill(reason);
  expect.soft(await violations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(finding).toHaveCount(0);
  await page.reload();
  await session.doctor.getByText('1 dismissed').click();
  await expect(session.doctor).toContainText(reason);
  await expect(finding).toHaveCount(0);
  await session.doctor.getByRole('button', { name: /^Undo:/ }).click();
  await expect(finding).toBeVisible();
  await expect(session.doctor.getByText('1 dismissed')).toHaveCount(0);
});

test('a note on selected words is listed, lit, found in the library, edited and withdrawn', async ({
  session,
  api,
  page,
  request,
  baseURL,
}) => {
  const label = `label-${test.info().workerIndex}-${Date.now()}`;
  const [id = ''] = await importTraces(request, baseURL, api, [
    { text: leaky, kind: 'transcript', question: leakyQuestion },
  ]);
  await page.goto(`/sessions/${id}?view=transcript`);
  const transcript = page.getByRole('region', { name: 'Transcript' });
  await expect(transcript).toContainText('The turf weighs a ton.');
  await select(page, 'The turf weighs a ton');
  await page.getByRole('button', { name: 'Add note' }).click();
  const editor = page.getByRole('dialog', { name: 'Add note' });
  await expect(editor).toContainText('On execution 2.2.');
  await editor.getByLabel('Note').fill('Nobody asked for tons.');
  await editor.getByLabel('Label').fill(label);
  expect.soft(await violations(page)).toEqual([]);
  await editor.getByRole('button', { name: 'Save note' }).click();

  const notes = page.getByRole('region', { name: 'Notes' });
  await notes.getByRole('button', { name: /Nobody asked for tons/ }).click();
  await expect(session.inspector.title).toHaveText('Execution 2.2');
  await expect
    .poll(() => page.evaluate(() => [...(CSS.highlights.get('note-inspector') ?? [])].map(String)))
    .toEqual(['The turf weighs a ton']);

  await page.goto(`/library?q=${label}`);
  await expect(page.getByText(leakyQuestion).first()).toBeVisible();
  await page.goto(`/library?q=${label}-of-nobody`);
  await expect(page.getByText(leakyQuestion)).toHaveCount(0);

  // By the keyboard: N makes one on the selected piece.
  await session.open(`${id}?node=execution:2.1&tab=text`);
  await expect(session.inspector.title).toHaveText('Execution 2.1');
  await page.keyboard.press('n');
  await expect(editor).toContainText('On execution 2.1.');
  await page.keyboard.press('Escape');
  await notes.getByRole('button', { name: 'Edit note' }).click();
  const again = page.getByRole('dialog', { name: 'Edit note' });
  await again.getByLabel('Note').fill('Only the diagonal was asked for.');
  await again.getByRole('button', { name: 'Save note' }).click();
  await expect(notes).toContainText('Only the diagonal was asked for.');
  await expect(notes).not.toContainText('Nobody asked for tons.');
  await notes.getByRole('button', { name: 'Withdraw note' }).click();
  await expect(notes).toContainText('Select words of a text');
});

test('notes on an example stay in this browser, and say so', async ({ page }) => {
  await page.goto('/examples/fell-race');
  const notes = page.getByRole('region', { name: 'Notes' });
  await notes.getByRole('button', { name: 'Note on the whole trace' }).click();
  const editor = page.getByRole('dialog', { name: 'Add note' });
  await expect(editor).toContainText('Kept in this browser');
  await editor.getByLabel('Note').fill('Good for a talk.');
  await editor.getByRole('button', { name: 'Save note' }).click();
  await page.reload();
  await expect(notes).toContainText('Good for a talk.');
});

test('a model’s second opinion is shown under its name, and leads to the words that it quotes', async ({
  session,
  api,
  page,
  request,
  baseURL,
  startEndpoint,
}) => {
  const quotes = ['The turf weighs a ton.'];
  const endpoint = await startEndpoint(() =>
    reply(JSON.stringify({ verdict: 'does-not-hold', reason: 'It is told.', quotes })),
  );
  const [id = ''] = await importTraces(request, baseURL, api, [
    { text: leaky, kind: 'transcript', question: leakyQuestion },
  ]);
  await session.open(`${id}?finding=sibling-result.1`);
  await session.inspector.panel.getByRole('button', { name: 'Second opinion' }).click();
  const dialog = page.getByRole('dialog', { name: 'Second opinion on a finding' });
  await dialog.getByLabel('Model').selectOption(endpoint.id);
  expect.soft(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Ask' }).click();
  const opinions = page.getByRole('region', { name: 'Second opinions' });
  await expect(opinions).toContainText('does not hold');
  await expect(opinions).toContainText(/Scripted/);
  await opinions.getByRole('button', { name: 'The turf weighs a ton.' }).click();
  await expect(session.inspector.title).toHaveText('Execution 2.2');
  // The opinion changes no count.
  await expect(session.header.getByRole('button', { name: /^Doctor: .*2 leaks/ })).toBeVisible();
});
