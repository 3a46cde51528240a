import { readFileSync } from 'node:fs';
import { expect, test } from './fixtures.ts';

interface ExampleEntry {
  slug: string;
  title: string;
  author: string;
  authorKind: 'by-hand' | 'built-in';
  strategy: 'sprint' | 'sequential';
  stages: number;
  sequentialTokens: number;
}

const index = JSON.parse(
  readFileSync(new URL('../public/traces/index.json', import.meta.url), 'utf8'),
) as ExampleEntry[];

for (const { slug, title, author, authorKind, strategy, stages, sequentialTokens } of index) {
  test(`the example “${title}” opens on its end, and every piece can be read`, async ({ example, page }) => {
    await example.open(slug);
    const about = page.getByRole('region', { name: 'About this session' });
    await expect(about).toContainText(author);
    // What rules wrote says so; what a person wrote needs not.
    await expect(about.getByText('Rule-based, not a language model.')).toHaveCount(
      authorKind === 'built-in' ? 1 : 0,
    );
    await expect(example.numbers).toContainText(sequentialTokens.toLocaleString('en'));
    if (strategy === 'sequential') {
      await example.node('Sequential thought', 'done').click();
    } else {
      await expect(example.rounds.getByRole('listitem')).toHaveCount(stages + 1);
      await example.rounds.getByRole('button', { name: 'Final answer' }).click();
    }
    await expect(example.inspector.content).not.toBeEmpty();
    // LaTeX that KaTeX cannot set is shown in the colour of errors, with the reason as its title.
    await expect(page.locator('.katex-error')).toHaveCount(0);
    await example.showTranscript();
    // A sequential thought has no tags.
    await expect(example.transcript).toContainText(strategy === 'sequential' ? '\\boxed{' : '<Question>');
  });
}

test('what a stage holds can be read without an error in its mathematics', async ({ example, page }) => {
  await example.open('domino-tilings');
  for (let piece = 0; piece < 12; piece++) {
    await page.keyboard.press('Escape');
    const node = example.nodes.nth(piece);
    if ((await node.count()) === 0) break;
    await node.focus();
    await page.keyboard.press('Enter');
    await expect(example.inspector.title).not.toHaveText('Nothing selected');
    await expect(page.locator('.katex-error')).toHaveCount(0);
  }
});
