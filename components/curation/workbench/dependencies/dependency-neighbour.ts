import type { Box } from '#lib/graph/layout-lanes.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

/**
 * Where an arrow key leads: to the next step within a row, else to the nearest one of the next row; null at the edge.
 */
export function neighbourStep(
  boxes: ReadonlyMap<string, Box>,
  from: string,
  direction: Direction,
): string | null {
  const start = boxes.get(from);
  if (!start) return null;
  const sideways = direction === 'left' || direction === 'right';
  const sign = direction === 'right' || direction === 'down' ? 1 : -1;
  let best: { id: string; cost: number } | null = null;
  for (const [id, box] of boxes) {
    const along = (sideways ? box.x - start.x : box.y - start.y) * sign;
    const across = Math.abs(sideways ? box.y - start.y : box.x - start.x);
    if (along <= 0 || (sideways && across > 0)) continue;
    // The nearest row wins over the nearest column.
    const cost = sideways ? along : along * 10_000 + across;
    if (!best || cost < best.cost) best = { id, cost };
  }
  return best?.id ?? null;
}
