/**
 * Decomposition by rules: how many traces of 10 kB a second, and, with a folder of texts, the results.
 *
 *     node bench/curation-rules.ts [FOLDER]
 *
 * Measures processor time, including garbage collection. With a folder it also prints the table and the distribution of
 * ratios, in Markdown, under both profiles.
 */
import fs from 'node:fs';
import path from 'node:path';
import { type ProfileName, profiles } from '#lib/contract/curation-settings.ts';
import { curate } from '#lib/curation/curate.ts';
import type { Curated } from '#lib/curation/curated.ts';
import { openSource } from '#lib/curation/open-source.ts';
import { dependByRules } from '#lib/curation/rules/depend-by-rules.ts';
import { extractByRules } from '#lib/curation/rules/extract-by-rules.ts';
import { segment } from '#lib/curation/segment.ts';
import { syncCount } from '#lib/tokens/sync-counter.ts';

const TRACES = 300;
const SIZE = 10_000;
const countTokens = syncCount('qwen3');

/** A trace like those of R1: sums, checks, other ways, cases; no two alike. */
function generated(seed: number): string {
  const value = (at: number) => ((seed * 7919 + at * 104_729) % 880) + 17;
  let text = `Okay, so I need to find how many seats the hall number ${seed} has. It has rows of ${value(0)} seats.\n\n`;
  for (let at = 1; text.length < SIZE; at++) {
    const [a, b] = [value(at), value(at + 50)];
    text += `Now, let me look at block ${at}. It has ${a} rows of ${b} seats, if the plan is right. So ${a} * ${b} = ${a * b}. That is what the block holds.\n\n`;
    text += `Wait, let me double-check that. ${a} * ${b} = ${a} * ${b - 7} + ${a} * 7. That is ${a * (b - 7)} + ${a * 7} = ${a * b}. Yes, that's correct.\n\n`;
    text += `Alternatively, I can count the columns of the block. There are ${b} of them, with ${a} seats each:\n\n\\[ ${b} \\cdot ${a} = ${a * b} \\]\n\nSo it is the same result as before. Good.\n\n`;
    text += `Case 1: the ${at}th aisle is open. Then ${b} seats are lost. So ${a * b} - ${b} = ${a * b - b}.\n\nCase 2: it is closed. Then nothing is lost at all. So it stays with ${a * b} seats.\n\n`;
  }
  return `${text}So, putting it together, the answer is \\boxed{${value(3)}}.`;
}

const seconds = (run: () => void): number => {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

function takeApart(text: string) {
  const source = segment(text);
  const steps = extractByRules(source);
  return { source, decomposition: { steps, parents: dependByRules(source, steps) } };
}

function curated(text: string, profile: ProfileName): Curated {
  const opened = openSource(text);
  const { source, decomposition } = takeApart(opened.text);
  return curate({
    source,
    decomposition,
    settings: profiles[profile],
    question: opened.question,
    expected: null,
    answer: opened.answer,
    countTokens,
  });
}

const texts = Array.from({ length: TRACES }, (_, index) => generated(index));
const tenths = texts.reduce((sum, text) => sum + text.length, 0) / SIZE;
for (const text of texts.slice(0, 20)) curated(text, 'paper');
for (const [name, run] of [
  ['lines, steps, dependencies', takeApart],
  ['the same, tokens counted, packed, written, leaks searched', (text: string) => curated(text, 'paper')],
] as const) {
  const took = seconds(() => {
    for (const text of texts) run(text);
  });
  console.log(`${name}: ${(tenths / took).toFixed(0)} traces of 10 kB a second`);
}

const folder = process.argv[2];
if (folder) {
  const rows = fs
    .readdirSync(folder)
    .sort()
    .map((name) => {
      const text = fs.readFileSync(path.join(folder, name), 'utf8');
      return {
        name,
        characters: text.length,
        paper: curated(text, 'paper'),
        authors: curated(text, 'authors'),
      };
    });
  console.log(
    '\n| text | characters | steps | paper: stages, ratio | authors: stages, prompts, ratio | leaks |',
  );
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const { name, characters, paper, authors } of rows) {
    const { steps, stages, ratio } = paper.numbers;
    const by = authors.numbers;
    console.log(
      `| ${name} | ${characters} | ${steps} | ${stages}, ${ratio.toFixed(2)} | ${by.stages}, ${by.prompts}, ${by.ratio.toFixed(2)} | ${paper.leaks.length} |`,
    );
  }
  const sorted = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);
  for (const profile of ['paper', 'authors'] as const) {
    const ratios = sorted(rows.map((row) => row[profile].numbers.ratio));
    const quantile = (part: number) => (ratios[Math.round(part * (ratios.length - 1))] ?? 0).toFixed(2);
    const reach = ratios.filter((ratio) => ratio >= profiles[profile].minRatio).length;
    const lost = rows.filter((row) => row[profile].coverage.lost.length > 0).length;
    console.log(
      `\n${profile}: ratio ${[0, 0.25, 0.5, 0.75, 1].map(quantile).join(' / ')} (least, quartiles, most); ` +
        `${reach} of ${rows.length} reach ${profiles[profile].minRatio}; kept ${rows.filter((row) => row[profile].kept).length}; ` +
        `texts with lines lost ${lost}; leaks ${rows.reduce((sum, row) => sum + row[profile].leaks.length, 0)}`,
    );
  }
}
