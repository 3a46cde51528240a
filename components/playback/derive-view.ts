import type { Graph } from '#lib/graph/graph.ts';
import { graphTimes } from '#lib/graph/graph-times.ts';
import { type Layout, layoutLanes } from '#lib/graph/layout-lanes.ts';
import { layoutTime, timeScale } from '#lib/graph/layout-time.ts';
import { projectGraph } from '#lib/graph/project-graph.ts';
import { criticalPath } from '#lib/trace/critical-path.ts';
import type { TraceLog } from '#lib/trace/fold.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import type { SessionView } from './session-types.ts';

/** The part of the view that is computed from the log at a moment. */
export type DerivedView = Pick<
  SessionView,
  'trace' | 'graph' | 'layout' | 'critical' | 'metrics' | 'latest' | 'latestCritical'
>;

/**
 * Everything seen of the log after `count` events; what did not change since `before` keeps its identity. With
 * `changed` a choice in `before` (definition, reading, axis, layout) is new, so that the same state looks different. This is
 * what a seek costs (bench/seek.ts).
 */
export function deriveView(before: SessionView, log: TraceLog, count: number, changed = false): DerivedView {
  const trace = log.stateAt(count);
  const moved = changed || trace !== before.trace;
  const critical = moved ? criticalPath(trace, before.definition, before.reading) : before.critical;
  const graph = moved
    ? projectGraph(trace, {
        previous: before.graph,
        critical: new Set(critical.pieces.map((piece) => piece.stream)),
      })
    : before.graph;
  const latest = log.state;
  return {
    trace,
    graph,
    critical,
    layout: moved ? layoutOf({ ...before, trace, graph, latest }, before, changed) : before.layout,
    metrics: moved ? sessionMetrics(trace, before.reading) : before.metrics,
    latest,
    latestCritical:
      latest === before.latest && !changed
        ? before.latestCritical
        : criticalPath(latest, before.definition, before.reading),
  };
}

function layoutOf(
  view: SessionView & { graph: Graph },
  before: Pick<SessionView, 'graph' | 'layout' | 'latest'>,
  changed: boolean,
): Layout {
  const { layoutKind, axis, reading, trace, graph, latest, layout } = view;
  if (layoutKind === 'structure') {
    return graph === before.graph && !changed ? layout : layoutLanes(graph, layout);
  }
  // The scale is of the whole log: it stands still in a replay.
  const known = layout.time;
  const sameScale = !changed && known && known.axis === axis && latest === before.latest;
  const pxPerUnit = sameScale ? known.pxPerUnit : timeScale(latest, axis, reading);
  return layoutTime(graph, graphTimes(trace, axis, reading), pxPerUnit, layout);
}
