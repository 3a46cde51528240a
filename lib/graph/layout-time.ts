import type { Reading } from '#lib/trace/sequential-tokens.ts';
import type { TraceState } from '#lib/trace/state.ts';
import type { Axis } from '#lib/trace/token-axis.ts';
import { type Graph, type GraphNode, type GraphNodeId, isMark } from './graph.ts';
import { type GraphTimes, graphTimes, type TimeSpan } from './graph-times.ts';
import {
  type Box,
  boundsOf,
  emptyLayout,
  keepLayout,
  type Lane,
  type Layout,
  SIZES,
} from './layout-lanes.ts';

/** Width of an average card, px: room for its number, its first words and its tokens. */
const TYPICAL_WIDTH = 150;
/** Even a session of few pieces (a sequential one has a single thought) should fill a screen. */
const SHORTEST_LENGTH = 1200;
/** While it runs, the current piece must be in view too: half a canvas, with the question beside it. */
const SHORTEST_RUNNING = 560;
/** Least width of a card, however short its piece: a click target must be wide enough for a finger tip (WCAG 2.5.8). */
export const HIT_WIDTH = 28;
export const BAR_HEIGHT = 44;
const ROW_GAP = 10;
const MARK_GAP = 12;
/** Between a card and one that begins at the moment it ends. */
const SEAM = 2;
const QUESTION_GAP = 44;
/** Width of an answer that takes no time of its own: that of a sequential session, or one without output yet. */
const ANSWER_WIDTH = 132;

/**
 * Px per unit of an axis for a session: a power of two, so that a live session keeps its scale for long and then halves
 * it. Derived from the whole log, so that it does not change in a replay.
 */
export function timeScale(latest: TraceState, axis: Axis, reading: Reading = 'decoded'): number {
  const times = graphTimes(latest, axis, reading);
  let taken = 0;
  let pieces = 0;
  for (const { start, end } of times.spans.values()) {
    if (end <= start) continue;
    taken += end - start;
    pieces++;
  }
  if (pieces === 0) return 1;
  const shortest = latest.status === 'running' ? SHORTEST_RUNNING : SHORTEST_LENGTH;
  const wanted = Math.max((TYPICAL_WIDTH * pieces) / taken, shortest / times.end);
  return 2 ** Math.round(Math.log2(wanted));
}

/**
 * The same nodes with x = moment and width = duration: the planner's pieces in one row, executions below, each branch
 * in its own row. Cards never overlap: where a card is wider than its duration, the next one moves to another row. y =
 * 0 is the middle.
 */
export function layoutTime(
  graph: Graph,
  times: GraphTimes,
  pxPerUnit: number,
  previous: Layout = emptyLayout,
): Layout {
  const nodes = new Map<GraphNodeId, GraphNode>(graph.nodes.map((node) => [node.id, node]));
  const x = (at: number) => Math.round(at * pxPerUnit);
  const boxes = new Map<GraphNodeId, Box>();
  const planner = new Rows();
  const executions = new Rows();
  const markY = BAR_HEIGHT + MARK_GAP;
  const rowsY = markY + SIZES.mark.height + MARK_GAP;
  const spanOf = (id: GraphNodeId): TimeSpan => times.spans.get(id) ?? { start: times.end, end: times.end };
  const bar = (id: GraphNodeId, shortest = HIT_WIDTH) => {
    const { start, end } = spanOf(id);
    return { x: x(start), width: Math.max(x(end) - x(start) - SEAM, shortest) };
  };
  const put = (id: GraphNodeId, { x, width }: { x: number; width: number }, y: number) =>
    boxes.set(id, { x, y, width, height: BAR_HEIGHT });
  const putPlanner = (id: GraphNodeId, shortest?: number) => {
    if (!nodes.has(id)) return;
    const place = bar(id, shortest);
    put(id, place, -planner.take(place, 0) * (BAR_HEIGHT + ROW_GAP));
  };

  if (nodes.has('question')) {
    const { width, height } = SIZES.question;
    boxes.set('question', { x: -width - QUESTION_GAP, y: (BAR_HEIGHT - height) / 2, width, height });
  }
  for (const stage of graph.stages) {
    putPlanner(stage.plan);
    for (const [at, id] of stage.executions.entries()) {
      const place = bar(id);
      put(id, place, rowsY + executions.take(place, at) * (BAR_HEIGHT + ROW_GAP));
    }
  }
  putPlanner('thought');
  putPlanner('answer', spanOf('answer').end > spanOf('answer').start ? HIT_WIDTH : ANSWER_WIDTH);

  let right = Number.NEGATIVE_INFINITY;
  for (const node of graph.nodes) {
    if (!isMark(node)) continue;
    const { width, height } = SIZES.mark;
    const left = Math.max(x(spanOf(node.id).start) - width / 2, right);
    boxes.set(node.id, { x: left, y: markY, width, height });
    right = left + width;
  }

  const raw = boundsOf(boxes);
  const middle = Math.round(raw.y + raw.height / 2);
  for (const [id, box] of boxes) boxes.set(id, { ...box, y: box.y - middle });
  const time = { axis: times.axis, pxPerUnit };
  return keepLayout(previous, {
    boxes,
    lanes: lanesOf(graph, times, boxes, x),
    bounds: boundsOf(boxes),
    time,
  });
}

/** Rows by the right end of their last card. */
class Rows {
  private readonly ends: number[] = [];

  /** Takes the first row from `wanted` on with room for the card. */
  take(place: { x: number; width: number }, wanted: number): number {
    let row = wanted;
    while ((this.ends[row] ?? Number.NEGATIVE_INFINITY) > place.x) row++;
    this.ends[row] = place.x + place.width;
    return row;
  }
}

/** A stage reaches to where the next one begins. */
function lanesOf(
  graph: Graph,
  times: GraphTimes,
  boxes: ReadonlyMap<GraphNodeId, Box>,
  x: (at: number) => number,
): Lane[] {
  const lanes: { id: Lane['id']; stage: number | null; x: number }[] = [];
  const question = boxes.get('question');
  if (question) lanes.push({ id: 'question', stage: null, x: question.x - QUESTION_GAP / 2 });
  for (const { stage } of graph.stages) {
    lanes.push({ id: `stage:${stage}`, stage, x: x(times.stages[stage - 1]?.start ?? 0) });
  }
  for (const id of ['thought', 'answer'] as const) {
    const box = boxes.get(id);
    if (box) lanes.push({ id, stage: null, x: box.x });
  }
  const bounds = boundsOf(boxes);
  const end = bounds.x + bounds.width + QUESTION_GAP / 2;
  return lanes.map((lane, at) => ({ ...lane, width: Math.max((lanes[at + 1]?.x ?? end) - lane.x, 1) }));
}
