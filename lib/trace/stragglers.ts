import { endOf } from './critical-path.ts';
import { type Reading, stageBranches, stagePath } from './sequential-tokens.ts';
import type { StageState, TraceState } from './state.ts';
import type { ExecutionStream, PlanStream } from './streams.ts';
import { executionStream } from './streams.ts';
import { lastToEnd } from './wall-path.ts';

/** One branch at the join of its stage. */
export interface BranchWait {
  readonly index: number;
  readonly stream: ExecutionStream;
  /** P_k and E_k, with thinking and without tags. */
  readonly planTokens: number;
  readonly executionTokens: number;
  /**
   * From the branch's end to the join; to the latest folded moment while the stage runs; null until the branch has
   * ended.
   */
  readonly waitingMs: number | null;
  /** The same in tokens: the stage's longest path (`authors`) minus P_k + E_k. */
  readonly waitingTokens: number;
  readonly isStraggler: boolean;
}

export interface StageWait {
  readonly branches: readonly BranchWait[];
  /**
   * The piece that the join waited for: the last to end. Null while the stage runs, or if there was nothing to join.
   */
  readonly straggler: ExecutionStream | PlanStream | null;
}

/** Which branches waited for which at a stage's join. */
export function stageWait(state: TraceState, stage: StageState, reading: Reading = 'decoded'): StageWait {
  const branches = stageBranches(stage, { reading });
  const joined = stage.endedAt !== null;
  const last = joined ? lastToEnd(state, stage) : null;
  const longest = stagePath(stage, 'authors', reading).tokens;
  const joinMs = stage.endedAt ?? state.at;
  const straggler =
    !joined || branches.length === 0
      ? null
      : last
        ? executionStream(stage.stage, last.index)
        : stage.plan.stream;
  return {
    straggler,
    branches: branches.map(({ index, planTokens, executionTokens, execution }) => ({
      index,
      stream: executionStream(stage.stage, index),
      planTokens,
      executionTokens,
      waitingMs:
        execution && execution.endedAt !== null ? Math.max(0, joinMs - endOf(state, execution)) : null,
      waitingTokens: longest - planTokens - executionTokens,
      isStraggler: straggler === executionStream(stage.stage, index),
    })),
  };
}
