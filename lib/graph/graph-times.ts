import { endOf, startOf } from '#lib/trace/critical-path.ts';
import { planTokens, prefixTokens, type Reading } from '#lib/trace/sequential-tokens.ts';
import type { PieceState, PromptState, StageState, TraceState } from '#lib/trace/state.ts';
import { executionStream } from '#lib/trace/streams.ts';
import { type Axis, type TokenAxis, type TokenSpan, tokenAxis } from '#lib/trace/token-axis.ts';
import { forkId, type GraphNodeId, joinId } from './graph.ts';

/** From when to when, in the axis' unit (ms or tokens). */
export type TimeSpan = TokenSpan;

export interface GraphTimes {
  readonly axis: Axis;
  /** Spans of every node but the question; marks and pieces that have not begun take no time. */
  readonly spans: ReadonlyMap<GraphNodeId, TimeSpan>;
  /** Position i-1: stage i, from its start to its join or as far as it has come. */
  readonly stages: readonly TimeSpan[];
  readonly end: number;
}

/** When each node of the graph happens, by the clock or in tokens (`authors`). O(pieces). */
export function graphTimes(state: TraceState, axis: Axis, reading: Reading = 'decoded'): GraphTimes {
  const clock =
    axis === 'wall' ? wallClock(state) : tokenClock(tokenAxis(state, 'authors', reading), reading);
  const spans = new Map<GraphNodeId, TimeSpan>();
  const stages: TimeSpan[] = [];
  for (const stage of state.stages) {
    const whole = clock.stage(stage);
    stages.push(whole);
    spans.set(stage.plan.stream, clock.piece(stage.plan) ?? moment(whole.start));
    for (const prompt of stage.plan.prompts) {
      spans.set(executionStream(stage.stage, prompt.index), moment(clock.fork(stage, prompt)));
    }
    for (const execution of stage.executions) {
      const span = clock.piece(execution);
      if (span) spans.set(execution.stream, span);
      else if (!spans.has(execution.stream)) spans.set(execution.stream, moment(whole.start));
    }
    const first = stage.plan.prompts[0];
    spans.set(forkId(stage.stage), moment(first ? clock.fork(stage, first) : whole.start));
    spans.set(joinId(stage.stage), moment(whole.end));
  }
  const last = stages.at(-1)?.end ?? 0;
  if (state.thought) spans.set('thought', clock.piece(state.thought) ?? moment(0));
  // A sequential answer is part of its thought; one without any output yet begins where the last stage ended.
  const answer = state.answer && clock.piece(state.answer);
  spans.set('answer', answer ?? moment(spans.get('thought')?.end ?? last));
  let end = last;
  for (const span of spans.values()) end = Math.max(end, span.end);
  return { axis, spans, stages, end };
}

const moment = (at: number): TimeSpan => ({ start: at, end: at });

interface Clock {
  piece(piece: PieceState): TimeSpan | null;
  stage(stage: StageState): TimeSpan;
  fork(stage: StageState, prompt: PromptState): number;
}

function wallClock(state: TraceState): Clock {
  return {
    piece(piece) {
      if (piece.status === 'waiting' && piece.failedAttempts.length === 0) return moment(startOf(piece));
      const first = piece.failedAttempts[0];
      const start = Math.min(first?.requestedAt ?? Number.POSITIVE_INFINITY, startOf(piece));
      return { start, end: Math.max(start, endOf(state, piece)) };
    },
    stage: (stage) => ({ start: stage.startedAt, end: stage.endedAt ?? Math.max(state.at, stage.startedAt) }),
    fork: (_, prompt) => prompt.endedAt ?? Math.max(state.at, prompt.startedAt),
  };
}

function tokenClock(axis: TokenAxis, reading: Reading): Clock {
  return {
    piece: (piece) => axis.spans.get(piece.stream) ?? null,
    stage: (stage) => axis.stages[stage.stage - 1] ?? moment(0),
    fork: (stage, prompt) =>
      (axis.stages[stage.stage - 1]?.start ?? 0) +
      (prompt.end === null
        ? planTokens(stage.plan, { reading })
        : prefixTokens(stage.plan, prompt, { reading })),
  };
}
