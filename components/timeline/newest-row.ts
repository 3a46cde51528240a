import { type Graph, isPiece } from '#lib/graph/graph.ts';
import type { StreamId } from '#lib/trace/streams.ts';

/** The row of the running execution that began last; null where only the planner (always in view) runs, or nothing. */
export function newestRow(graph: Graph): StreamId | null {
  const node = graph.nodes.filter(isPiece).findLast(({ kind, activity }) => {
    const underWay =
      activity === 'requested' ||
      activity === 'thinking' ||
      activity === 'running' ||
      activity === 'retrying';
    return kind === 'execution' && underWay;
  });
  return node?.id ?? null;
}

export interface Stretch {
  readonly top: number;
  readonly height: number;
}

/**
 * The smallest scroll that shows a whole row below the sticky part; `scrollTop` itself where the row is visible. All in
 * px.
 */
export function scrollToRow(row: Stretch, panel: Stretch, stuckHeight: number): number {
  const first = panel.top + stuckHeight;
  if (row.top < first) return Math.max(0, row.top - stuckHeight);
  return Math.max(panel.top, row.top + row.height - panel.height);
}
