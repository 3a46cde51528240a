import type { Decomposition } from '#lib/contract/curation-record.ts';
import type { CurationSettings } from '#lib/contract/curation-settings.ts';
import type { CuratedStage, CuratedStep } from './curated.ts';
import { pack } from './pack.ts';
import { planOnlyBecause } from './short.ts';
import { withoutTransitive } from './transitive.ts';

/** The steps in their stages, prompts numbered. A parent that is no earlier step is passed over. */
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
