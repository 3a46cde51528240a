import { emptyGraph } from '#lib/graph/graph.ts';
import { emptyLayout } from '#lib/graph/layout-lanes.ts';
import { criticalPath } from '#lib/trace/critical-path.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import { emptyState } from '#lib/trace/reduce.ts';
import { type LinkState, plainLink } from './link-state.ts';
import type { PageSource, SessionView } from './session-types.ts';

/** A page before its first event, as its address wants it. */
export function initialView(source: PageSource, link: LinkState = plainLink): SessionView {
  return {
    source,
    connection: { kind: 'loading' },
    about: { title: null, description: null, author: null },
    trace: emptyState,
    graph: emptyGraph,
    layout: emptyLayout,
    metrics: sessionMetrics(emptyState, link.reading),
    critical: criticalPath(emptyState, link.definition, link.reading),
    latest: emptyState,
    latestCritical: criticalPath(emptyState, link.definition, link.reading),
    transport: 'paused',
    speed: 1,
    positionMs: 0,
    axisAt: 0,
    count: 0,
    length: 0,
    endMs: 0,
    definition: link.definition,
    reading: link.reading,
    axis: link.axis ?? 'wall',
    layoutKind: link.layout,
    loop: null,
    stepUnit: 'event',
    view: link.view,
    timelineFollows: true,
    follow: false,
    selection: link.node,
    inspectorOpen: link.tab !== null,
    inspectorTab: link.tab ?? 'text',
    phoneTab: 'graph',
    annotations: source.kind === 'embedded' ? source.annotations : [],
    cameraRequest: null,
  };
}
