import type { CriticalPath } from '#lib/trace/critical-path.ts';
import { type PiecePart, type PieceParts, tokenParts, wallParts } from '#lib/trace/piece-parts.ts';
import { neverStarted } from '#lib/trace/pieces.ts';
import { prefixTokens } from '#lib/trace/stage-tokens.ts';
import type { PieceState, PieceStatus, StageState, TraceState } from '#lib/trace/state.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import { type Axis, type TokenAxis, tokenAxis } from '#lib/trace/token-axis.ts';

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What one stream wrote, as a bar on the shared axis. */
export interface LaneBar {
  readonly stream: StreamId;
  readonly voice: 'plan' | 'execution' | 'answer' | 'sequential';
  /** 0: the planner and the answer, or the one stream; j: every execution i.j. */
  readonly row: number;
  readonly stage: number | null;
  readonly from: number;
  /** Null while it runs in wall time: it reaches to now, and so does its last part, whose end is infinite. */
  readonly to: number | null;
  readonly parts: readonly PiecePart[];
  /** The part on the critical path. */
  readonly critical: Span | null;
  readonly status: PieceStatus;
}

export interface LaneMark {
  readonly kind: 'fork' | 'join';
  readonly stage: number;
  /** Of a fork: the prompt. */
  readonly index: number | null;
  readonly at: number;
}

export interface Lanes {
  readonly rows: number;
  readonly bars: readonly LaneBar[];
  readonly marks: readonly LaneMark[];
}

/** A whole trace as lanes: the planner above, below it one lane for every index of an execution. O(pieces). */
export function traceLanes(state: TraceState, axis: Axis, path: CriticalPath): Lanes {
  const measure =
    axis === 'wall'
      ? wallMeasure(state, path)
      : tokenMeasure(tokenAxis(state, 'authors', path.reading), path);
  const bars: LaneBar[] = [];
  const marks: LaneMark[] = [];
  let rows = 1;

  function add(piece: PieceState, voice: LaneBar['voice'], row: number, stage: number | null): void {
    const parts = measure.parts(piece);
    const [first, last] = [parts[0], parts.at(-1)];
    if (!first || !last) return;
    rows = Math.max(rows, row + 1);
    bars.push({
      stream: piece.stream,
      voice,
      row,
      stage,
      from: first.from,
      to: Number.isFinite(last.to) ? last.to : null,
      parts,
      critical: measure.critical(piece),
      status: piece.status,
    });
  }

  for (const stage of state.stages) {
    add(stage.plan, 'plan', 0, stage.stage);
    for (const execution of stage.executions) {
      if (!neverStarted(stage, execution)) add(execution, 'execution', execution.index, stage.stage);
    }
    for (const prompt of stage.plan.prompts) {
      const at = prompt.endedAt === null ? null : measure.fork(stage, prompt.index);
      if (at !== null) marks.push({ kind: 'fork', stage: stage.stage, index: prompt.index, at });
    }
    const at = stage.executions.length > 0 && stage.endedAt !== null ? measure.join(stage) : null;
    if (at !== null) marks.push({ kind: 'join', stage: stage.stage, index: null, at });
  }
  if (state.thought) add(state.thought, 'sequential', 0, null);
  if (state.answer) add(state.answer, state.thought ? 'sequential' : 'answer', 0, null);
  return { rows, bars, marks };
}

interface Measure {
  readonly parts: PieceParts;
  critical(piece: PieceState): Span | null;
  fork(stage: StageState, index: number): number | null;
  join(stage: StageState): number | null;
}

function wallMeasure(state: TraceState, path: CriticalPath): Measure {
  return {
    parts: wallParts(state, state.endedAt === null ? Number.POSITIVE_INFINITY : state.at),
    critical(piece) {
      const found = path.pieces.find((candidate) => candidate.stream === piece.stream);
      return found ? { from: found.startMs, to: found.endMs } : null;
    },
    fork: (stage, index) => stage.plan.prompts[index - 1]?.endedAt ?? null,
    join: (stage) => stage.endedAt,
  };
}

function tokenMeasure(axis: TokenAxis, path: CriticalPath): Measure {
  return {
    parts: tokenParts(axis, path.reading),
    critical(piece) {
      const found = path.pieces.find((candidate) => candidate.stream === piece.stream);
      const span = axis.spans.get(piece.stream);
      if (!found || !span) return null;
      return { from: span.start + found.from, to: Math.min(span.start + found.to, span.end) };
    },
    fork(stage, index) {
      const start = axis.stages[stage.stage - 1]?.start;
      const prompt = stage.plan.prompts[index - 1];
      if (start === undefined || !prompt || prompt.end === null) return null;
      return start + prefixTokens(stage.plan, prompt, { reading: path.reading });
    },
    join: (stage) => axis.stages[stage.stage - 1]?.end ?? null,
  };
}
