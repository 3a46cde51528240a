import type { CriticalPath } from '#lib/trace/critical-path.ts';
import { type PiecePart, type PieceParts, tokenParts, wallParts } from '#lib/trace/piece-parts.ts';
import type { Reading } from '#lib/trace/sequential-tokens.ts';
import type { PieceState, StageState, TraceState } from '#lib/trace/state.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import { type Axis, tokenAxis } from '#lib/trace/token-axis.ts';
import { activityOf } from './activity.ts';
import type { NodeActivity } from './graph.ts';
import { streamName, streamNumber } from './stream-names.ts';

export interface TimelineBar {
  readonly stream: StreamId;
  readonly name: string;
  readonly label: string;
  readonly voice: 'plan' | 'execution' | 'sequential';
  readonly activity: NodeActivity;
  readonly parts: readonly PiecePart[];
  /** The stretch that lies on the critical path; null where none does. */
  readonly critical: { readonly from: number; readonly to: number } | null;
}

/** What one stream writes; the planner is one stream with all plans and the answer. */
export interface TimelineRow {
  readonly id: string;
  readonly name: string;
  readonly bars: readonly TimelineBar[];
}

/** One row per stream, planner first, executions in order. `nowMs`: where what still runs ends. */
export function timelineRows(
  state: TraceState,
  axis: Axis,
  critical: CriticalPath,
  nowMs: number,
): TimelineRow[] {
  const bar = barsOn(state, axis, critical, nowMs);
  if (state.thought) return [{ id: 'thought', name: 'Thought', bars: [bar(state.thought, 'sequential')] }];
  const planner = state.stages.map((stage) => bar(stage.plan, 'plan', stage));
  if (state.answer) planner.push(bar(state.answer, 'plan'));
  const rows: TimelineRow[] = planner.length > 0 ? [{ id: 'planner', name: 'Planner', bars: planner }] : [];
  for (const stage of state.stages) {
    for (const execution of stage.executions) {
      rows.push({
        id: execution.stream,
        name: streamName(execution.stream),
        bars: [bar(execution, 'execution', stage)],
      });
    }
  }
  return rows;
}

/** All that a sequential trace wrote, in one row: its thought, and the answer after it. */
export function sequentialRow(
  state: TraceState,
  axis: Axis,
  critical: CriticalPath,
  nowMs: number,
): TimelineRow {
  const bar = barsOn(state, axis, critical, nowMs);
  const pieces = [state.thought, state.answer].filter((piece) => piece !== null);
  return { id: 'thought', name: 'Thought', bars: pieces.map((piece) => bar(piece, 'sequential')) };
}

function barsOn(state: TraceState, axis: Axis, critical: CriticalPath, nowMs: number) {
  const measure = axis === 'wall' ? wallMeasure(state, nowMs) : tokenMeasure(state, critical.reading);
  return (piece: PieceState, voice: TimelineBar['voice'], stage: StageState | null = null): TimelineBar => ({
    stream: piece.stream,
    name: streamName(piece.stream),
    label: labelOf(piece.stream),
    voice,
    activity: activityOf(piece),
    parts: measure.parts(piece, voice === 'execution' ? stage : null),
    critical: measure.critical(piece, critical),
  });
}

function labelOf(stream: StreamId): string {
  if (stream === 'answer') return 'Answer';
  return stream.startsWith('execution') ? streamNumber(stream) : streamName(stream);
}

interface Measure {
  readonly parts: PieceParts;
  critical(piece: PieceState, path: CriticalPath): TimelineBar['critical'];
}

function wallMeasure(state: TraceState, nowMs: number): Measure {
  const now = Math.max(state.at, nowMs);
  return {
    parts: wallParts(state, nowMs),
    critical(piece, path) {
      const found = path.pieces.find((candidate) => candidate.stream === piece.stream);
      if (!found) return null;
      return { from: found.startMs, to: piece.endedAt === null ? Math.max(found.endMs, now) : found.endMs };
    },
  };
}

function tokenMeasure(state: TraceState, reading: Reading): Measure {
  const axis = tokenAxis(state, 'authors', reading);
  return {
    parts: tokenParts(axis, reading),
    critical(piece, path) {
      const found = path.pieces.find((candidate) => candidate.stream === piece.stream);
      const span = axis.spans.get(piece.stream);
      if (!found || !span) return null;
      // `with-tags` counts more tokens than this axis shows, so the mark ends with the bar.
      return { from: span.start + found.from, to: Math.min(span.start + found.to, span.end) };
    },
  };
}

/** The end of what has been written so far. */
export const axisLast = (
  state: TraceState,
  axis: Axis,
  nowMs: number,
  reading: Reading = 'decoded',
): number =>
  axis === 'tokens'
    ? tokenAxis(state, 'authors', reading).length
    : state.status === 'running'
      ? Math.max(state.at, nowMs)
      : state.at;

/**
 * End of the axis of a trace that ends at `last`. While the trace runs, the axis grows in steps, so that bars do not
 * shrink on every frame.
 */
export const axisEnd = (last: number, axis: Axis, running: boolean): number =>
  running ? roundUp(last * 1.05, axis === 'tokens' ? 200 : 10_000) : Math.max(last, 1);

/** Rounds up to the next of 1, 1.5, 2, 3, 4.5, … times the smallest step. */
function roundUp(value: number, smallest: number): number {
  let step = smallest;
  while (step < value) step *= 1.5;
  return step;
}

/** Round positions of the axis' ticks, about `wanted` of them. */
export function ticks(end: number, wanted: number): number[] {
  const rough = end / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? power * 10;
  const found: number[] = [];
  for (let at = 0; at <= end * 0.985; at += step) found.push(at);
  return found;
}
