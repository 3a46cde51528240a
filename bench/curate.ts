/**
 * The cost of an edit in the workbench: `curate` over 200 steps in some 60 kB, again and again with one step changed,
 * called as the workbench does (estimated tokens, searching for leaks).
 *
 *     node bench/curate.ts [steps=200] [characters=60000]
 */

import type { Step } from '#lib/contract/curation-record.ts';
import { profiles } from '#lib/contract/curation-settings.ts';
import { curate } from '#lib/curation/curate.ts';
import { segment } from '#lib/curation/segment.ts';
import { estimateTokens } from '#lib/trace/estimate.ts';

const [wantedSteps = 200, characters = 60_000] = process.argv.slice(2).map(Number);
const EDITS = 60;

let text = '';
for (let row = 1; text.length < characters; row++)
  text += `Now let me look at row ${row}. It has ${row} * 7 = ${row * 7} seats, so with the ${row + 3} before it that is ${row * 7} + ${row + 3} = ${row * 8 + 3}. Wait, is that right? As we found before, ${row * 7} is 7 times ${row}.\n\n`;

const segmented = performance.now();
const source = segment(text);
console.log(`segment: ${(performance.now() - segmented).toFixed(1)} ms, ${source.lines.length} lines`);

const perStep = source.lines.length / wantedSteps;
const steps: Step[] = Array.from({ length: wantedSteps }, (_, index) => {
  const first = Math.floor(index * perStep) + 1;
  const last = Math.max(first, Math.floor((index + 1) * perStep));
  return {
    id: `s${index + 1}`,
    description: `Rows of step ${index + 1}`,
    prompt: `Count the seats of step ${index + 1}.`,
    plan: [{ first, last: first }],
    execution: last > first ? [{ first: first + 1, last }] : [],
    comment: [],
    planOnly: 'never',
  };
});
/** Rounds of some dozen executions. */
const parents = Object.fromEntries(
  steps.map(({ id }, index) => [
    id,
    index < 12 ? [] : [`s${(index % 12) + 12 * (Math.floor(index / 12) - 1) + 1}`],
  ]),
);

const times: number[] = [];
/** Of this process, including garbage collection: reliable on a busy machine too. */
const processor: number[] = [];
for (let edit = 0; edit < EDITS; edit++) {
  const edited = steps.map((step, index) =>
    index === (edit * 37) % steps.length ? { ...step, prompt: `${step.prompt} (${edit})` } : step,
  );
  const before = process.cpuUsage();
  const from = performance.now();
  const { stages } = curate({
    source,
    decomposition: { steps: edited, parents },
    settings: profiles.paper,
    question: 'How many seats?',
    expected: null,
    answer: null,
    countTokens: estimateTokens,
  });
  times.push(performance.now() - from);
  const { user, system } = process.cpuUsage(before);
  processor.push((user + system) / 1_000);
  if (edit === 0) console.log(`${steps.length} steps, ${text.length} characters, ${stages.length} stages`);
}
tell('time', times);
tell('processor', processor);

/** Node still compiles the program during the first few. */
function tell(what: string, all: readonly number[]): void {
  const sorted = all.slice(5).toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
  console.log(
    `${what}: first ${(all[0] ?? 0).toFixed(1)} ms; then median ${at(0.5)}, 95 % below ${at(0.95)}, longest ${at(1)}`,
  );
}
