import type { CriticalPath } from '#lib/trace/critical-path.ts';
import { neverStarted } from '#lib/trace/pieces.ts';
import { prefixTokens } from '#lib/trace/sequential-tokens.ts';
import type { StageState, TraceState } from '#lib/trace/state.ts';
import { parseStream } from '#lib/trace/streams.ts';
import { type Axis, tokenAxis } from '#lib/trace/token-axis.ts';
import { sequentialRow, type TimelineRow, timelineRows } from './timeline-rows.ts';

/** A place where the trace forks or joins. */
export interface LaneMark {
  readonly kind: 'fork' | 'join';
  readonly stage: number;
  /** For a fork: the prompt's index. */
  readonly index: number | null;
  readonly at: number;
}

/**
 * The rows of a timeline (timeline-rows.ts) merged, so that two traces fit side by side: the planner with all plans and
 * the answer, below it one row for every index of an execution, whatever its stage. A piece without output has no bar.
 * A running piece extends to infinity, since the caller cuts it off at the playhead.
 */
export function laneRows(state: TraceState, axis: Axis, critical: CriticalPath): TimelineRow[] {
  const nowMs = state.endedAt === null ? Number.POSITIVE_INFINITY : state.at;
  const rows = state.thought
    ? [sequentialRow(state, axis, critical, nowMs)]
    : timelineRows(state, axis, critical, nowMs);
  const lanes: TimelineRow[] = [];
  for (const row of rows) {
    const place = parseStream(row.bars[0]?.stream ?? 'plan:1');
    const lane = place?.kind === 'execution' ? place.index : 0;
    const stage = place?.kind === 'execution' ? state.stages[place.stage - 1] : undefined;
    const bars = row.bars.filter(({ stream, parts }) => {
      const execution = stage?.executions.find((candidate) => candidate.stream === stream);
      return parts.length > 0 && !(stage && execution && neverStarted(stage, execution));
    });
    for (let missing = lanes.length; missing <= lane && bars.length > 0; missing++)
      lanes.push({ id: missing === 0 ? row.id : `executions ${missing}`, name: row.name, bars: [] });
    const known = lanes[lane];
    if (known) lanes[lane] = { ...known, bars: [...known.bars, ...bars] };
  }
  return lanes;
}

/** The positions on the axis where prompts fork off and stages join. */
export function laneMarks(state: TraceState, axis: Axis, { reading }: CriticalPath): LaneMark[] {
  const places = axis === 'wall' ? wallPlaces : tokenPlaces(state, reading);
  return state.stages.flatMap((stage): LaneMark[] => {
    const forks = stage.plan.prompts.flatMap(({ index, endedAt }): LaneMark[] => {
      const at = endedAt === null ? null : places.fork(stage, index);
      return at === null ? [] : [{ kind: 'fork', stage: stage.stage, index, at }];
    });
    const join = stage.executions.length > 0 && stage.endedAt !== null ? places.join(stage) : null;
    return join === null ? forks : [...forks, { kind: 'join', stage: stage.stage, index: null, at: join }];
  });
}

interface Places {
  fork(stage: StageState, index: number): number | null;
  join(stage: StageState): number | null;
}

const wallPlaces: Places = {
  fork: (stage, index) => stage.plan.prompts[index - 1]?.endedAt ?? null,
  join: (stage) => stage.endedAt,
};

function tokenPlaces(state: TraceState, reading: CriticalPath['reading']): Places {
  const { stages } = tokenAxis(state, 'authors', reading);
  return {
    fork(stage, index) {
      const start = stages[stage.stage - 1]?.start;
      const prompt = stage.plan.prompts[index - 1];
      if (start === undefined || !prompt || prompt.end === null) return null;
      return start + prefixTokens(stage.plan, prompt, { reading });
    },
    join: (stage) => stages[stage.stage - 1]?.end ?? null,
  };
}
