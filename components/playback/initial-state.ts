import { emptyGraph } from '#lib/graph/graph.ts';
import { emptyLayout } from '#lib/graph/layout-lanes.ts';
import type { Speed } from '#lib/replay/playhead.ts';
import { criticalPath } from '#lib/trace/critical-path.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import { emptyState } from '#lib/trace/reduce.ts';
import { type LinkState, plainLink } from './link-state.ts';
import type { MomentView, PlaybackState, TraceSource, TraceView, ViewName } from './playback-types.ts';

/** How a page opens: what addresses of one trace and of several contain. */
export interface Opening extends Omit<LinkState, 'view'> {
  readonly view: ViewName;
  /** The playhead's position, in the unit of `axis`, for when every log has arrived; `at` is a count of events. */
  readonly moment: number | null;
  readonly speed: Speed;
  readonly top: number | null;
}

export const plainOpening: Opening = { ...plainLink, moment: null, speed: 1, top: null };

/** Used before a person chose an axis, and before a log shows which axes it has. */
export const firstAxis = (traces: number): PlaybackState['axis'] => (traces === 1 ? 'wall' : 'tokens');

/** A page before its first event, set up from its address. */
export function initialState<S extends TraceSource>(
  sources: readonly S[],
  opening: Opening = plainOpening,
  graphs = sources.length === 1,
): PlaybackState<S> {
  const { definition, reading } = opening;
  const metrics = sessionMetrics(emptyState, reading);
  const critical = criticalPath(emptyState, definition, reading);
  const trace = (source: S): TraceView<S> => ({
    source,
    connection: { kind: 'loading' },
    about: { title: null, description: null, author: null },
    annotations: source.kind === 'embedded' ? source.annotations : [],
    latest: emptyState,
    latestMetrics: metrics,
    latestCritical: critical,
    length: 0,
  });
  const moment = { trace: emptyState, graph: emptyGraph, layout: emptyLayout, metrics, critical };
  const zeros = sources.map(() => 0);
  return {
    traces: sources.map(trace),
    moments: graphs ? sources.map((): MomentView => moment) : [],
    order: sources.map((_, index) => index),
    top: opening.top,
    transport: 'paused',
    speed: opening.speed,
    axis: opening.axis ?? firstAxis(sources.length),
    at: 0,
    counts: zeros,
    positionsMs: zeros,
    endsMs: zeros,
    ends: zeros,
    axisEnd: 1,
    loop: null,
    definition,
    reading,
    layoutKind: opening.layout,
    stepUnit: 'event',
    view: opening.view,
    follow: false,
    timelineFollows: true,
    selection: opening.node,
    selectedTrace: 0,
    inspectorOpen: opening.tab !== null,
    inspectorTab: opening.tab ?? 'text',
    phoneTab: 'graph',
    cameraRequest: null,
  };
}
