import type { Graph } from '#lib/graph/graph.ts';
import { graphTimes } from '#lib/graph/graph-times.ts';
import { type Layout, layoutLanes } from '#lib/graph/layout-lanes.ts';
import { layoutTime, timeScale } from '#lib/graph/layout-time.ts';
import { projectGraph } from '#lib/graph/project-graph.ts';
import { axisEnd, axisLast } from '#lib/graph/timeline-rows.ts';
import { criticalPath } from '#lib/trace/critical-path.ts';
import type { TraceLog } from '#lib/trace/fold.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import type { MomentView, PlaybackState, TraceSource, TraceView, ViewChoices } from './playback-types.ts';
import type { Player } from './player.ts';

/** The state of logs and playhead. */
export interface Standing {
  readonly logs: readonly TraceLog[];
  /** The logs that are still incomplete: the page shows nothing of them before they are whole. */
  readonly filling: readonly boolean[];
  readonly player: Player;
}

/**
 * What the page shows for these logs and this playhead; unchanged parts keep their identity. `changed`: a choice is
 * new.
 */
export function deriveState<S extends TraceSource>(
  before: PlaybackState<S>,
  { logs, filling, player }: Standing,
  changed: boolean,
): PlaybackState<S> {
  const { counts } = player;
  const found = before.traces.map((trace, index) => {
    const log = logs[index];
    return log && !filling[index] ? deriveTrace(trace, log, before, changed) : trace;
  });
  const traces = keptIfSame(found, before.traces);
  const moments = before.moments.map((moment, index) => {
    const [was, now, log] = [before.traces[index], traces[index], logs[index]];
    if (!was || !now || !log || filling[index]) return moment;
    return deriveMoment(moment, { before: was, now }, { log, count: counts[index] ?? 0 }, before, changed);
  });
  const endsMs = logs.map((_, index) => player.endMs(index));
  // In tokens the end costs a pass over all pieces.
  const endsStand = before.axis === 'tokens' && traces === before.traces && !changed;
  const { ends, axisEnd } = endsStand ? before : deriveEnds(traces, endsMs, before);
  const positionsMs = logs.map((_, index) => player.positionMs(index));
  return {
    ...before,
    traces,
    moments: keptIfSame(moments, before.moments),
    order: keptIfSame(orderOf(traces, before.top), before.order),
    transport: player.transport,
    speed: player.speed,
    at: player.at,
    counts: keptIfSame(counts, before.counts),
    positionsMs: keptIfSame(positionsMs, before.positionsMs),
    endsMs: keptIfSame(endsMs, before.endsMs),
    ends: keptIfSame(ends, before.ends),
    axisEnd,
    loop: player.loop,
  };
}

/** Whether the shown state differs from the player's. */
export function isStale(shown: PlaybackState, { logs, filling, player }: Standing): boolean {
  if (filling.every(Boolean)) return false;
  const { counts } = player;
  return (
    shown.transport !== player.transport ||
    shown.at !== player.at ||
    shown.traces.some(
      ({ length }, index) =>
        !filling[index] &&
        (length !== logs[index]?.length ||
          shown.counts[index] !== counts[index] ||
          shown.positionsMs[index] !== player.positionMs(index)),
    )
  );
}

const keptIfSame = <T>(next: readonly T[], before: readonly T[]): readonly T[] =>
  next.length === before.length && next.every((value, index) => value === before[index]) ? before : next;

/** The person's choices that change how the same log looks. */
export type Choices = Pick<ViewChoices, 'definition' | 'reading' | 'axis' | 'layoutKind'>;

/** The whole log as far as it has arrived; the same object where nothing was added. `changed`: a choice is new. */
export function deriveTrace<S extends TraceSource>(
  before: TraceView<S>,
  log: TraceLog,
  { definition, reading }: Choices,
  changed: boolean,
): TraceView<S> {
  const latest = log.state;
  if (latest === before.latest && !changed) return before;
  return {
    ...before,
    latest,
    latestMetrics: sessionMetrics(latest, reading),
    latestCritical: criticalPath(latest, definition, reading),
    length: log.length,
  };
}

/**
 * Everything that the page shows of a log after `count` events; what has not changed since `before` keeps its identity.
 * With `changed` a choice is new, so that the same state looks different. This is the cost of a seek (bench/seek.ts).
 */
export function deriveMoment(
  before: MomentView,
  traces: { readonly before: TraceView; readonly now: TraceView },
  { log, count }: { readonly log: TraceLog; readonly count: number },
  choices: Choices,
  changed: boolean,
): MomentView {
  const trace = log.stateAt(count);
  if (trace === before.trace && !changed) return before;
  // At the end of the log this is what was derived of the whole.
  const atEnd = trace === traces.now.latest;
  const { definition, reading } = choices;
  const critical = atEnd ? traces.now.latestCritical : criticalPath(trace, definition, reading);
  const graph = projectGraph(trace, {
    previous: before.graph,
    critical: new Set(critical.pieces.map((piece) => piece.stream)),
  });
  return {
    trace,
    graph,
    critical,
    layout: layoutOf({ trace, graph }, before, traces, choices, changed),
    metrics: atEnd ? traces.now.latestMetrics : sessionMetrics(trace, reading),
  };
}

function layoutOf(
  { trace, graph }: Pick<MomentView, 'trace'> & { graph: Graph },
  before: MomentView,
  traces: { readonly before: TraceView; readonly now: TraceView },
  { layoutKind, axis, reading }: Choices,
  changed: boolean,
): Layout {
  const { layout } = before;
  if (layoutKind === 'structure') {
    return graph === before.graph && !changed ? layout : layoutLanes(graph, layout);
  }
  // The scale comes from the whole log, so it does not change in a replay.
  const known = layout.time;
  const { latest } = traces.now;
  const sameScale = !changed && known && known.axis === axis && latest === traces.before.latest;
  const pxPerUnit = sameScale ? known.pxPerUnit : timeScale(latest, axis, reading);
  return layoutTime(graph, graphTimes(trace, axis, reading), pxPerUnit, layout);
}

/** Where the traces end on the axis as far as they are here, and where the axis does. */
export function deriveEnds(
  traces: readonly TraceView[],
  endsMs: readonly number[],
  { axis, reading }: Choices,
): Pick<PlaybackState, 'ends' | 'axisEnd'> {
  const ends = traces.map(({ latest }, index) => axisLast(latest, axis, endsMs[index] ?? 0, reading));
  const each = traces.map(({ latest }, index) =>
    axisEnd(ends[index] ?? 0, axis, latest.status === 'running'),
  );
  return { ends, axisEnd: Math.max(1, ...each) };
}

/** The trace that a person put on top; else sequential ones above the others, as in the paper's figures. */
export function orderOf(traces: readonly TraceView[], top: number | null): readonly number[] {
  const rank = (index: number): number => {
    if (index === top) return 0;
    return traces[index]?.latest.session?.strategy === 'sequential' ? 1 : 2;
  };
  const indexes = traces.map((_, index) => index);
  return top === null
    ? indexes.sort((left, right) => rank(left) - rank(right))
    : [top, ...indexes.filter((index) => index !== top)];
}
