import { assert } from '#lib/base/assert.ts';
import type { Decomposition, Step } from '#lib/contract/curation-record.ts';
import type { CurationSettings } from '#lib/contract/curation-settings.ts';
import type { CuratedStage, CuratedStep } from './curated.ts';
import { withoutTransitive } from './transitive.ts';

/** Puts the steps into their stages and numbers the prompts. Ignores a parent that is not an earlier step. */
export function roundsOf(
  { steps, parents }: Decomposition,
  settings: CurationSettings,
): { steps: CuratedStep[]; stages: CuratedStage[] } {
  const places = new Map(steps.map(({ id }, index) => [id, index]));
  const reasons = steps.map((step) => planOnlyBecause(step, settings));
  const edges = steps.map(({ id }, index) => {
    const own = Object.hasOwn(parents, id) ? (parents[id] ?? []) : [];
    const found = own.map((parent) => places.get(parent) ?? index).filter((place) => place < index);
    return [...new Set(found)].sort((a, b) => a - b);
  });
  const shown = withoutTransitive(edges);
  const stageOf = pack(edges.map((own, index) => ({ parents: own, executes: reasons[index] === null })));
  const stages = Array.from(
    { length: stageOf.reduce((most, stage) => Math.max(most, stage), 0) },
    (_, index) => ({
      stage: index + 1,
      steps: [] as number[],
      prompts: [] as { prompt: string; step: number }[],
    }),
  );
  const names: (string | null)[] = [];
  steps.forEach((_, index) => {
    const stage = stages[(stageOf[index] ?? 1) - 1];
    stage?.steps.push(index + 1);
    const name = stage && reasons[index] === null ? `${stage.stage}.${stage.prompts.length + 1}` : null;
    if (name !== null) stage?.prompts.push({ prompt: name, step: index + 1 });
    names.push(name);
  });
  const executionsOf = (index: number) => (edges[index] ?? []).flatMap((parent) => names[parent] ?? []);
  const basedOn: string[][] = steps.map(() => []);
  for (const { steps: numbers } of stages) {
    let before = '';
    for (const number of numbers) {
      const executions = executionsOf(number - 1);
      const key = executions.join();
      if (key !== before) basedOn[number - 1] = executions;
      before = key;
    }
  }
  const curated = steps.map(({ id }, index) => ({
    id,
    number: index + 1,
    stage: stageOf[index] ?? 1,
    promptName: names[index] ?? null,
    planOnlyBecause: reasons[index] ?? null,
    parents: (edges[index] ?? []).map((parent) => parent + 1),
    shownParents: (shown[index] ?? []).map((parent) => parent + 1),
    basedOn: basedOn[index] ?? [],
  }));
  return { steps: curated, stages };
}

/** A step as the packing needs it. `parents`: indices of earlier nodes, from 0. `executes`: an executor gets it. */
export interface PackNode {
  readonly parents: readonly number[];
  readonly executes: boolean;
}

/**
 * The stage of each node, from 1: the first without parents, otherwise the latest that a parent requires. A plan-only
 * parent requires its own stage, because the plan continues; a parent with an execution requires the next stage,
 * because the execution must have ended. No other packing that respects this has fewer stages. Linear in nodes and
 * edges. @throws when a parent is not an earlier node
 */
export function pack(nodes: readonly PackNode[]): number[] {
  const stages: number[] = [];
  nodes.forEach(({ parents }, index) => {
    let stage = 1;
    for (const parent of parents) {
      assert(Number.isInteger(parent) && parent >= 0 && parent < index, 'a parent stands before its step');
      stage = Math.max(stage, (stages[parent] ?? 1) + (nodes[parent]?.executes ? 1 : 0));
    }
    stages.push(stage);
  });
  return stages;
}

/** The length of an execution in lines, or, as the authors' script takes it, last line − first line. */
function executionLength(
  { execution }: Pick<Step, 'execution'>,
  measure: CurationSettings['shortMeasure'],
): number {
  if (measure === 'lines') return execution.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  const first = execution[0]?.first ?? 0;
  return (execution.at(-1)?.last ?? first) - first;
}

/** Why a step gets no executor; null where it gets one. */
export function planOnlyBecause(
  step: Pick<Step, 'execution' | 'planOnly'>,
  settings: Pick<CurationSettings, 'shortMeasure' | 'shortBelow'>,
): CuratedStep['planOnlyBecause'] {
  if (step.execution.length === 0) return 'no-execution';
  if (step.planOnly === 'always') return 'by-hand';
  if (step.planOnly === 'never') return null;
  return executionLength(step, settings.shortMeasure) < settings.shortBelow ? 'short' : null;
}
