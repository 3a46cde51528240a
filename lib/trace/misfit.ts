import { assertUnreachable } from '#lib/base/assert.ts';
import type { DeltaEvent, TraceEvent } from './events.ts';
import { findPiece, findStage, hasEnded } from './pieces.ts';
import type { EndEvent, StartEvent } from './reduce-piece.ts';
import type { TraceState } from './state.ts';
import { parseStream, planStream, type StreamId } from './streams.ts';
import type { FindingCode } from './validate-log.ts';

export interface Misfit {
  readonly code: FindingCode;
  readonly explanation: string;
}

/** Why `event` does not belong where it stands, after what `state` was folded from; null where it does. */
export function misfit(state: TraceState, event: TraceEvent): Misfit | null {
  if (state.session === null && event.type !== 'session-start')
    return { code: 'no-session-start', explanation: `${event.type} comes before session-start.` };
  if (state.endedAt !== null && event.type !== 'diagnostic')
    return { code: 'after-session-end', explanation: `${event.type} comes after session-end.` };
  switch (event.type) {
    case 'session-start':
      return state.session
        ? { code: 'double-session-start', explanation: 'The session starts twice.' }
        : null;
    case 'stage-start':
      return event.stage === state.stages.length + 1
        ? null
        : { code: 'stage-out-of-order', explanation: `Stage ${event.stage} is out of order.` };
    case 'stage-end': {
      const stage = findStage(state, event.stage);
      if (!stage) return unknownStage(event.stage);
      return stage.endedAt === null
        ? null
        : { code: 'double-end', explanation: `Stage ${event.stage} ends twice.` };
    }
    case 'plan-start':
    case 'execution-start':
    case 'answer-start':
    case 'thought-start':
      return startMisfit(state, event);
    case 'plan-delta':
    case 'execution-delta':
    case 'answer-delta':
    case 'thought-delta':
      return deltaMisfit(state, event);
    case 'plan-end':
    case 'execution-end':
    case 'answer-end':
    case 'thought-end':
      return endMisfit(state, event);
    case 'prompt-start': {
      const stage = findStage(state, event.stage);
      if (!stage) return unknownStage(event.stage);
      if (event.index !== stage.plan.prompts.length + 1)
        return {
          code: 'prompt-out-of-order',
          explanation: `Prompt ${event.stage}.${event.index} is out of order.`,
        };
      return offsetMisfit(state, event.stage, event.offset);
    }
    case 'prompt-end': {
      const stage = findStage(state, event.stage);
      if (!stage) return unknownStage(event.stage);
      const prompt = stage.plan.prompts[event.index - 1];
      if (!prompt || prompt.end !== null)
        return {
          code: 'prompt-end-without-start',
          explanation: `Prompt ${event.stage}.${event.index} is not open.`,
        };
      return offsetMisfit(state, event.stage, event.offset);
    }
    case 'dependency':
      return hasPlace(state, event.to) ? null : unknownStream(event.to);
    case 'attempt-failed': {
      if (!hasPlace(state, event.stream)) return unknownStream(event.stream);
      const piece = findPiece(state, event.stream);
      if (piece && hasEnded(piece)) return afterEnd(event.stream);
      return piece && event.attempt < piece.attempt ? wrongAttempt(event.stream, piece.attempt) : null;
    }
    case 'diagnostic':
    case 'session-end':
      return null;
    default:
      return assertUnreachable(event);
  }
}

function startMisfit(state: TraceState, event: StartEvent): Misfit | null {
  if (!hasPlace(state, event.stream)) return unknownStream(event.stream);
  const piece = findPiece(state, event.stream);
  if (!piece) return null;
  if (hasEnded(piece)) return afterEnd(event.stream);
  const began = piece.status === 'running' || piece.failedAttempts.length > 0;
  return began && event.attempt <= piece.attempt ? wrongAttempt(event.stream, piece.attempt) : null;
}

function deltaMisfit(state: TraceState, event: DeltaEvent): Misfit | null {
  const piece = findPiece(state, event.stream);
  if (piece?.status !== 'running')
    return { code: 'delta-without-start', explanation: `${event.stream} is not being written.` };
  return event.attempt === piece.attempt ? null : wrongAttempt(event.stream, piece.attempt);
}

function endMisfit(state: TraceState, event: EndEvent): Misfit | null {
  const piece = findPiece(state, event.stream);
  if (piece && hasEnded(piece)) return { code: 'double-end', explanation: `${event.stream} ends twice.` };
  // Cancelled before its request left, or given up after its last attempt: known, and over.
  const neverRan = event.status !== 'done' && event.status !== 'truncated';
  if (piece?.status === 'running' || (piece && neverRan)) return null;
  return { code: 'end-without-start', explanation: `${event.stream} ends without having started.` };
}

function offsetMisfit(state: TraceState, stage: number, offset: number): Misfit | null {
  const { length } = findStage(state, stage)?.plan.text ?? '';
  if (offset <= length) return null;
  return {
    code: 'offset-beyond-text',
    explanation: `Offset ${offset} is past the ${length} characters of ${planStream(stage)}.`,
  };
}

function hasPlace(state: TraceState, stream: StreamId): boolean {
  const place = parseStream(stream);
  if (!place) return false;
  return place.kind === 'answer' || place.kind === 'thought' || findStage(state, place.stage) !== null;
}

const unknownStage = (stage: number): Misfit => ({
  code: 'unknown-stage',
  explanation: `Stage ${stage} has not started.`,
});

const unknownStream = (stream: StreamId): Misfit => ({
  code: 'unknown-stream',
  explanation: `${stream} belongs to no stage that has started.`,
});

const afterEnd = (stream: StreamId): Misfit => ({
  code: 'start-after-end',
  explanation: `${stream} has ended already.`,
});

const wrongAttempt = (stream: StreamId, attempt: number): Misfit => ({
  code: 'wrong-attempt',
  explanation: `${stream} is at attempt ${attempt} already.`,
});
