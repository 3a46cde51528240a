import { type Graph, isPiece } from '#lib/graph/graph.ts';
import type { StreamId } from '#lib/trace/streams.ts';

/** The row of the execution begun last that is still under way; null where only the planner (always in view) or nobody is. */
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

/** The smallest scroll that shows a row whole below what is stuck to the top; `scrollTop` itself where it is seen. All in px. */
export function scrollToRow(row: Stretch, panel: Stretch, stuckHeight: number): number {
  const first = panel.top + stuckHeight;
  if (row.top < first) return Math.max(0, row.top - stuckHeight);
  return Math.max(panel.top, row.top + row.height - panel.height);
}
