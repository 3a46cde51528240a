// node bench/curation-edit.ts [steps] (default 200) The cost of an edit in the workbench on the page's own thread, part
// by part: the edit and everything derived from it (lib/curation, without leaks, which come when the page is idle), the
// dependency graph's positions and elements, and the rounds: the written text parsed like any other, folded, projected
// and laid out. No React, no painting; processor time.
import {
  createDependencyElements,
  placedSteps,
} from '#components/curation/workbench/dependencies/dependency-elements.ts';
import { layoutDependencies } from '#components/curation/workbench/dependencies/dependency-layout.ts';
import { createRoundsSession, roundsLog } from '#components/curation/workbench/rounds/rounds-session.ts';
import type { Edit } from '#lib/contract/curation-edits.ts';
import { type CurateInput, curate } from '#lib/curation/curate.ts';
import { applyEdit } from '#lib/curation/edits/apply-edit.ts';
import { type SampleStep, sampleInput } from '#lib/curation/testing/sample-steps.ts';
import { estimateMilliTokens } from '#lib/trace/estimate.ts';
import { percentile, processorTimed, pseudoRandom } from './long-log.ts';

const count = Number(process.argv[2] ?? 200);
const EDITS = 300;
/** Steps beside each other in a pane of 450 px. */
const PER_ROW = 2;
const PLAN_LINES = 1;
const EXECUTION_LINES = 5;

const random = pseudoRandom();
const below = (limit: number): number => Math.floor(random() * limit);
const linesPerStep = PLAN_LINES + EXECUTION_LINES;
const text = Array.from(
  { length: count * linesPerStep },
  (_, line) =>
    `Line ${line + 1} takes ${line} and ${line % 17} and finds that ${line} + ${line % 17} = ${line + (line % 17)}.`,
).join('\n');
const samples = Array.from({ length: count }, (_, at): SampleStep => {
  const first = at * linesPerStep + 1;
  return {
    plan: [first, first],
    execution: [first + PLAN_LINES, first + linesPerStep - 1],
    // Ten threads side by side; some steps also need another thread.
    parents: at < 10 ? [] : [...new Set([at - 9, ...(at % 4 === 0 ? [1 + below(at)] : [])])],
  };
});
const input: CurateInput = {
  ...sampleInput(text, samples),
  countTokens: (words) => Math.round(estimateMilliTokens(words) / 1000),
};
console.log(`${count} steps, ${input.source.lines.length} lines, ${text.length} characters, ${EDITS} edits`);

const rounds = createRoundsSession(() => undefined);
const elements = createDependencyElements();
const times: Record<'edit' | 'curate' | 'dependencies' | 'rounds' | 'all', number[]> = {
  edit: [],
  curate: [],
  dependencies: [],
  rounds: [],
  all: [],
};
let decomposition = input.decomposition;
for (let done = 0; done < EDITS; ) {
  const edit = nextEdit();
  const edited = processorTimed(() => applyEdit(input.source, decomposition, edit));
  if ('refused' in edited.result) continue;
  decomposition = edited.result.decomposition;
  const computed = processorTimed(() => curate({ ...input, decomposition }, { leaks: false }));
  const curated = computed.result;
  const placed = processorTimed(() => {
    const layout = layoutDependencies(placedSteps(curated, false), PER_ROW);
    return elements({ curated, steps: decomposition.steps, layout, showAll: false, cycle: [] });
  });
  const shown = processorTimed(() => rounds.show(roundsLog(curated.trajectory)));
  const parts = [edited.ms, computed.ms, placed.ms, shown.ms] as const;
  times.edit.push(parts[0]);
  times.curate.push(parts[1]);
  times.dependencies.push(parts[2]);
  times.rounds.push(parts[3]);
  times.all.push(parts.reduce((sum, ms) => sum + ms, 0));
  done++;
}

console.log('\n| part | p50 ms | p95 ms | worst ms |\n| --- | --- | --- | --- |');
for (const [part, measured] of Object.entries(times)) {
  // The first edits of a page run before the engine has compiled them.
  const settled = measured.slice(20);
  const cells = [0.5, 0.95, 1].map((share) => percentile(settled, share).toFixed(1));
  console.log(`| ${part} | ${cells.join(' | ')} |`);
}
console.log(`\nfirst edit: ${times.all[0]?.toFixed(1)} ms`);

function nextEdit(): Edit {
  const { steps } = decomposition;
  const at = 1 + below(steps.length - 1);
  const step = steps[at]?.id ?? '';
  const parent = steps[below(at)]?.id ?? '';
  switch (below(5)) {
    case 0:
      return { type: 'add-dependency', parent, step };
    case 1:
      return { type: 'remove-dependency', parent: decomposition.parents[step]?.[0] ?? parent, step };
    case 2: {
      const first = steps[at]?.execution[0]?.first ?? 1;
      return { type: 'assign-lines', first, last: first, step, part: 'plan' };
    }
    case 3:
      return { type: 'set-plan-only', step, planOnly: random() < 0.5 ? 'always' : 'by-rule' };
    default:
      return { type: 'edit-text', step, field: 'prompt', text: `Compute it in way ${below(1000)}.` };
  }
}
