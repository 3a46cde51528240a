import { endOf, startOf } from './critical-path.ts';
import { type StageBranch, stageBranches } from './sequential-tokens.ts';
import type { StageState, TraceState } from './state.ts';
import type { StreamId } from './streams.ts';

/** A stretch of time on the chain that determined when the session ended. */
export interface WallPiece {
  readonly stream: StreamId;
  /**
   * `waiting`: nothing on the chain was being generated; `stream` is what came next (a queue, a retry, a first token).
   */
  readonly kind: 'generating' | 'waiting';
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * The wall-clock critical path so far, traced back from the end: for each stage the last to end (an execution and the
 * plan up to its prompt, or the plan itself). Gapless from 0: the lengths add up to the time taken.
 */
export function wallClockPath(state: TraceState): WallPiece[] {
  const stretches = state.stages.flatMap((stage) => stageStretches(state, stage));
  for (const piece of [state.thought, state.answer])
    if (piece) stretches.push(stretch(piece.stream, startOf(piece), endOf(state, piece)));
  const path: WallPiece[] = [];
  let until = 0;
  for (const { stream, kind, startMs, endMs } of stretches) {
    if (startMs > until) {
      path.push({ stream, kind: 'waiting', startMs: until, endMs: startMs });
      until = startMs;
    }
    if (endMs > until) path.push({ stream, kind, startMs: until, endMs });
    until = Math.max(until, endMs);
  }
  return path;
}

const stretch = (stream: StreamId, startMs: number, endMs: number): WallPiece => ({
  stream,
  kind: 'generating',
  startMs,
  endMs,
});

function stageStretches(state: TraceState, stage: StageState): WallPiece[] {
  const { plan } = stage;
  const last = lastToEnd(state, stage);
  if (!last?.execution) return [stretch(plan.stream, startOf(plan), endOf(state, plan))];
  const fork = last.prompt?.endedAt ?? endOf(state, plan);
  const { execution } = last;
  return [
    stretch(plan.stream, startOf(plan), fork),
    stretch(execution.stream, startOf(execution), endOf(state, execution)),
  ];
}

/** The branch whose execution ended last; null where the plan ended after all of them, or nothing ran. */
export function lastToEnd(state: TraceState, stage: StageState): StageBranch | null {
  const ran = stageBranches(stage).filter(({ execution }) => execution && execution.status !== 'waiting');
  let last: StageBranch | null = null;
  let lastMs = plan(stage) ? endOf(state, stage.plan) : Number.NEGATIVE_INFINITY;
  for (const branch of ran) {
    const endMs = branch.execution ? endOf(state, branch.execution) : 0;
    if (endMs > lastMs || (endMs === lastMs && !last)) {
      last = branch;
      lastMs = endMs;
    }
  }
  return last;
}

const plan = (stage: StageState): boolean => stage.plan.status !== 'waiting';
