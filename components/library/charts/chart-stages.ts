import type { LibraryRow } from '#lib/contract/library.ts';

/** What one stage number looks like in many SPRINT traces (the paper's Figure 5). */
export interface StageBar {
  readonly stage: number;
  /** Traces that have this stage. */
  readonly reached: number;
  /** How many of those are parallel here: two prompts or more. */
  readonly parallel: number;
  /** How many of those have a plan without a prompt here. */
  readonly planOnly: number;
}

export interface StagesChart {
  readonly bars: readonly StageBar[];
  /** SPRINT traces with a stage. */
  readonly traces: number;
  /** SPRINT traces left out: running, or without a single stage. */
  readonly leftOut: number;
}

/** Prompts from which a stage counts as parallel. */
const PARALLEL_FROM = 2;

/** One bar for each stage number that any trace reaches. Leaves out sequential runs, which have no stages. */
export function stagesChart(rows: readonly LibraryRow[]): StagesChart {
  const bars: { stage: number; reached: number; parallel: number; planOnly: number }[] = [];
  let traces = 0;
  let leftOut = 0;
  for (const { strategy, status, stagePrompts } of rows) {
    if (strategy !== 'sprint') continue;
    if (status === 'running' || stagePrompts.length === 0) {
      leftOut += 1;
      continue;
    }
    traces += 1;
    stagePrompts.forEach((prompts, index) => {
      bars[index] ??= { stage: index + 1, reached: 0, parallel: 0, planOnly: 0 };
      bars[index].reached += 1;
      if (prompts >= PARALLEL_FROM) bars[index].parallel += 1;
      if (prompts === 0) bars[index].planOnly += 1;
    });
  }
  return { bars, traces, leftOut };
}
