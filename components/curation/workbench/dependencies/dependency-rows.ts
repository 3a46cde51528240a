/** What the layout knows of a step. Numbers count from 1 and are its place in the list. */
export interface PlacedStep {
  readonly id: string;
  readonly number: number;
  readonly stage: number;
  /** Numbers of earlier steps, of the same stage (plan-only ones) or an earlier one. */
  readonly parents: readonly number[];
}

/** Steps side by side; `wraps`: the row continues one that had no more room. */
export interface StepRow {
  readonly stage: number;
  readonly steps: readonly PlacedStep[];
  readonly wraps: boolean;
}

/**
 * Puts steps into rows so that every dependency leads downwards: stage by stage, within a stage after the plan-only
 * steps of that stage that it needs, and at most `perRow` side by side, in the order of the source.
 */
export function rowsOfSteps(steps: readonly PlacedStep[], perRow: number): StepRow[] {
  const levels: PlacedStep[][][] = [];
  const levelOf: number[] = [];
  for (const step of steps) {
    let level = 0;
    for (const number of step.parents) {
      const parent = steps[number - 1];
      if (parent && number < step.number && parent.stage === step.stage)
        level = Math.max(level, (levelOf[number] ?? 0) + 1);
    }
    levelOf[step.number] = level;
    const stage = levels[step.stage] ?? [];
    levels[step.stage] = stage;
    stage[level] = [...(stage[level] ?? []), step];
  }
  const rows: StepRow[] = [];
  levels.forEach((stage, number) => {
    for (const level of stage) {
      // Prefers two and two over three and one.
      const count = Math.ceil(level.length / Math.max(1, perRow));
      const size = Math.ceil(level.length / count);
      for (let at = 0; at < level.length; at += size)
        rows.push({ stage: number, steps: level.slice(at, at + size), wraps: at > 0 });
    }
  });
  return rows;
}
