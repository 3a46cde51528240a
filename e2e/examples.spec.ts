import { readFileSync } from 'node:fs';
import { parseLog } from '#lib/trace/jsonl.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { expect, test } from './fixtures.ts';
import type { ExamplePage } from './pages/example-page.ts';
import { fold } from './support/logs.ts';

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

function recorded(slug: string): TraceState {
  const parsed = parseLog(readFileSync(new URL(`../public/traces/${slug}.jsonl`, import.meta.url), 'utf8'));
  if (!parsed.ok) throw parsed.error;
  return fold(parsed.events);
}

/** The text of a piece by the name of its card; '' of the question. */
function textOf({ stages, answer, thought }: TraceState, name: string): string {
  const [, kind, stage = 1, index = 1] =
    /^(Plan|Execution|Final answer|Sequential thought)(?: (\d+))?(?:\.(\d+))?/.exec(name) ?? [];
  const { plan, executions } = stages[Number(stage) - 1] ?? {};
  if (kind === 'Plan') return plan?.text ?? '';
  if (kind === 'Execution') return executions?.[Number(index) - 1]?.text ?? '';
  return (kind === undefined ? '' : (answer ?? thought)?.text) ?? '';
}

/** LaTeX that KaTeX cannot set is shown in the colour of errors, with the reason as its title. Looked for once some is drawn. */
async function expectSetMathematics({ inspector, page }: ExamplePage, text: string): Promise<void> {
  if (text.includes('$')) await expect(inspector.content.locator('.katex').first()).toBeVisible();
  await expect(page.locator('.katex-error')).toHaveCount(0);
}

for (const { slug, title, author, authorKind, strategy, stages, sequentialTokens } of index) {
  test(`the example “${title}” opens on its end, and every piece can be read`, async ({ example, page }) => {
    await example.open(slug);
    const about = page.getByRole('region', { name: 'About this session' });
    await expect(about).toContainText(author);
    // A text by rules must say so; a person's text need not.
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
    await expectSetMathematics(
      example,
      textOf(recorded(slug), strategy === 'sequential' ? 'Sequential thought' : 'Final answer'),
    );
    await example.showTranscript();
    // A sequential thought has no tags.
    await expect(example.transcript).toContainText(strategy === 'sequential' ? '\\boxed{' : '<Question>');
  });
}

test('what a stage holds can be read without an error in its mathematics', async ({ example, page }) => {
  const state = recorded('domino-tilings');
  let withMathematics = 0;
  await example.open('domino-tilings');
  for (let piece = 0; piece < 12; piece++) {
    await page.keyboard.press('Escape');
    const node = example.nodes.nth(piece);
    if ((await node.count()) === 0) break;
    const text = textOf(state, (await node.getAttribute('aria-label')) ?? '');
    if (text.includes('$')) withMathematics++;
    await node.focus();
    await page.keyboard.press('Enter');
    await expect(example.inspector.title).not.toHaveText('Nothing selected');
    await expectSetMathematics(example, text);
  }
  expect(withMathematics).toBeGreaterThanOrEqual(9);
});
