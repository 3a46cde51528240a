import { isOver } from '#lib/graph/activity.ts';
import type { Graph } from '#lib/graph/graph.ts';
import { isMark } from '#lib/graph/graph.ts';
import type { Box, Lane, Layout } from '#lib/graph/layout-lanes.ts';

/** The camera's position: React Flow's viewport. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface CanvasSize {
  readonly width: number;
  readonly height: number;
}

export const MIN_ZOOM = 0.12;
export const MAX_ZOOM = 1.6;
/** Under this the text of a card cannot be read: cards then show their title only (globals of graph.css). */
export const FAR_ZOOM = 0.5;

/** The largest zoom for a followed lane: what comes next needs room. */
const LIVE_ZOOM = 0.88;

/** Room for the lane headers above, the overview and the buttons below. */
const TOP = 44;
const BOTTOM = 84;
const SIDE = 28;

/** The viewport that shows everything. */
export function overview(bounds: Box, size: CanvasSize): Viewport {
  const zoom = clamp(
    Math.min((size.width - 2 * SIDE) / bounds.width, (size.height - TOP - BOTTOM) / bounds.height),
    MIN_ZOOM,
    1,
  );
  return {
    zoom,
    x: (size.width - bounds.width * zoom) / 2 - bounds.x * zoom,
    y: middle(size) - (bounds.y + bounds.height / 2) * zoom,
  };
}

/** The viewport for opening an ended session: everything where that can be read, else its beginning. */
export function opening(layout: Layout, size: CanvasSize): Viewport {
  const whole = overview(layout.bounds, size);
  if (whole.zoom >= 0.6) return { ...whole, zoom: Math.min(whole.zoom, 1) };
  const fits = (size.height - TOP - BOTTOM) / Math.max(1, layout.bounds.height);
  const zoom = clamp(Math.min(fits, 0.85), FAR_ZOOM + 0.04, 0.85);
  return { zoom, x: SIDE - layout.bounds.x * zoom, y: middle(size) };
}

/** The place of the latest activity: the newest node under way, and its lane; the last lane where no node is. */
export function busyPlace(graph: Graph, layout: Layout): { lane: Lane | null; box: Box | null } {
  let box: Box | null = null;
  for (const node of graph.nodes) {
    if (isMark(node) || isOver(node.activity)) continue;
    const other = layout.boxes.get(node.id);
    if (other && (box === null || other.x >= box.x)) box = other;
  }
  const right = box?.x ?? Number.NEGATIVE_INFINITY;
  return { lane: layout.lanes.findLast((lane) => lane.x <= right) ?? layout.lanes.at(-1) ?? null, box };
}

/**
 * Puts a lane at the right of the view with as much of the earlier lanes as fits; keeps the zoom where it can. Where
 * the lane is larger than the view, all of `newest` must be in view.
 */
export function frameLane(
  lane: Lane,
  layout: Layout,
  size: CanvasSize,
  current: Viewport,
  newest: Box | null = null,
): Viewport {
  const before = layout.lanes[layout.lanes.indexOf(lane) - 1];
  const height = Math.max(laneHeight(lane, layout), before ? laneHeight(before, layout) : 0, 1);
  const needed = Math.min((size.width - 2 * SIDE) / lane.width, (size.height - TOP - BOTTOM) / height);
  const keep = current.zoom <= needed && current.zoom >= 0.62 && current.zoom <= LIVE_ZOOM;
  const zoom = keep ? current.zoom : clamp(Math.min(needed, LIVE_ZOOM), 0.42, LIVE_ZOOM);
  const right = lane.x + lane.width;
  const fitsFromStart = (right - layout.bounds.x) * zoom + 2 * SIDE <= size.width;
  const framed = {
    zoom,
    x: fitsFromStart ? SIDE - layout.bounds.x * zoom : size.width - SIDE - right * zoom,
    y: middle(size),
  };
  return newest ? reveal(newest, size, framed) : framed;
}

/** The smallest move that brings a box into view; the same viewport when it is there already. */
export function reveal(box: Box, size: CanvasSize, current: Viewport): Viewport {
  const { zoom } = current;
  const bottom = bottomRoom(size);
  const dx = shift(box.x * zoom + current.x, box.width * zoom, SIDE, size.width - SIDE);
  const dy = shift(box.y * zoom + current.y, box.height * zoom, TOP, size.height - bottom);
  return dx === 0 && dy === 0 ? current : { zoom, x: current.x + dx, y: current.y + dy };
}

/** How far a stretch must move to lie between two limits; a stretch that is longer shows its start. */
function shift(start: number, length: number, low: number, high: number): number {
  if (start < low) return low - start;
  const beyond = start + length - high;
  return beyond > 0 ? -Math.min(beyond, start - low) : 0;
}

/** Over the sheet of a phone there are no buttons to leave room for. */
const bottomRoom = (size: CanvasSize): number => (size.height < 320 ? 12 : BOTTOM);

export function laneHeight(lane: Lane, layout: Layout): number {
  let top = 0;
  let bottom = 0;
  for (const box of layout.boxes.values()) {
    if (box.x < lane.x || box.x >= lane.x + lane.width) continue;
    top = Math.min(top, box.y);
    bottom = Math.max(bottom, box.y + box.height);
  }
  return bottom - top;
}

const middle = (size: CanvasSize): number => TOP + (size.height - TOP - BOTTOM) / 2;

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
