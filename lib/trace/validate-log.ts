import { assertUnreachable } from '#lib/base/assert.ts';
import type { DeltaEvent, TraceEvent } from './events.ts';
import { allPieces, findPiece, findStage, hasEnded } from './pieces.ts';
import { emptyState, reduce } from './reduce.ts';
import type { EndEvent, StartEvent } from './reduce-piece.ts';
import type { TraceState } from './state.ts';
import { parseStream, planStream, type StreamId } from './streams.ts';

export type FindingCode =
  | 'seq-gap'
  | 'time-goes-back'
  | 'no-session-start'
  | 'double-session-start'
  | 'no-session-end'
  | 'after-session-end'
  | 'unknown-stage'
  | 'stage-out-of-order'
  | 'unknown-stream'
  | 'double-end'
  | 'end-without-start'
  | 'start-after-end'
  | 'delta-without-start'
  | 'wrong-attempt'
  | 'prompt-out-of-order'
  | 'prompt-end-without-start'
  | 'offset-beyond-text'
  | 'unended-piece'
  | 'unended-stage';

/** Something in a log that the fold tolerates (SPEC.md) and a writer of logs must not do. */
export interface Finding {
  readonly code: FindingCode;
  /** Index in the list of events; the list's length for something missing at the end. */
  readonly position: number;
  readonly explanation: string;
}

/** Checks order and completeness; a session that still runs lacks its ends (`unended-…`, `no-session-end`). */
export function validateLog(events: readonly TraceEvent[]): Finding[] {
  const findings: Finding[] = [];
  let state = emptyState;
  let lastAt = 0;
  events.forEach((event, position) => {
    const report = (code: FindingCode, explanation: string) => findings.push({ code, position, explanation });
    if (event.seq !== position)
      report('seq-gap', `Event ${position} has seq ${event.seq}; seq counts from 0 without a gap.`);
    if (event.at < lastAt) report('time-goes-back', `${event.at} ms comes after ${lastAt} ms.`);
    lastAt = Math.max(lastAt, event.at);
    const problem = problemOf(state, event);
    if (problem) report(problem.code, problem.explanation);
    // Renumbered: we fold in the order of the list, whatever `seq` says.
    state = reduce(state, { ...event, seq: position });
  });

  const report = (code: FindingCode, explanation: string) =>
    findings.push({ code, position: events.length, explanation });
  if (state.endedAt === null) report('no-session-end', 'The session does not end.');
  const joined = new Set(events.flatMap((event) => (event.type === 'stage-end' ? [event.stage] : [])));
  for (const { stage } of state.stages)
    if (!joined.has(stage)) report('unended-stage', `Stage ${stage} does not end.`);
  for (const piece of allPieces(state))
    if ((piece.startedAt !== null || piece.failedAttempts.length > 0) && piece.tokens === null)
      report('unended-piece', `${piece.stream} does not end.`);
  return findings;
}

type Problem = Pick<Finding, 'code' | 'explanation'>;

/** Why `event` is out of place after the events that `state` was folded from; null if it is not. */
function problemOf(state: TraceState, event: TraceEvent): Problem | null {
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
      return startProblem(state, event);
    case 'plan-delta':
    case 'execution-delta':
    case 'answer-delta':
    case 'thought-delta':
      return deltaProblem(state, event);
    case 'plan-end':
    case 'execution-end':
    case 'answer-end':
    case 'thought-end':
      return endProblem(state, event);
    case 'prompt-start': {
      const stage = findStage(state, event.stage);
      if (!stage) return unknownStage(event.stage);
      if (event.index !== stage.plan.prompts.length + 1)
        return {
          code: 'prompt-out-of-order',
          explanation: `Prompt ${event.stage}.${event.index} is out of order.`,
        };
      return offsetProblem(state, event.stage, event.offset);
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
      return offsetProblem(state, event.stage, event.offset);
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

function startProblem(state: TraceState, event: StartEvent): Problem | null {
  if (!hasPlace(state, event.stream)) return unknownStream(event.stream);
  const piece = findPiece(state, event.stream);
  if (!piece) return null;
  if (hasEnded(piece)) return afterEnd(event.stream);
  const began = piece.status === 'running' || piece.failedAttempts.length > 0;
  return began && event.attempt <= piece.attempt ? wrongAttempt(event.stream, piece.attempt) : null;
}

function deltaProblem(state: TraceState, event: DeltaEvent): Problem | null {
  const piece = findPiece(state, event.stream);
  if (piece?.status !== 'running')
    return { code: 'delta-without-start', explanation: `${event.stream} is not being written.` };
  return event.attempt === piece.attempt ? null : wrongAttempt(event.stream, piece.attempt);
}

function endProblem(state: TraceState, event: EndEvent): Problem | null {
  const piece = findPiece(state, event.stream);
  if (piece && hasEnded(piece)) return { code: 'double-end', explanation: `${event.stream} ends twice.` };
  // Cancelled before its request left, or given up after its last attempt: the piece is known and has ended.
  const neverRan = event.status !== 'done' && event.status !== 'truncated';
  if (piece?.status === 'running' || (piece && neverRan)) return null;
  return { code: 'end-without-start', explanation: `${event.stream} ends without having started.` };
}

function offsetProblem(state: TraceState, stage: number, offset: number): Problem | null {
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

const unknownStage = (stage: number): Problem => ({
  code: 'unknown-stage',
  explanation: `Stage ${stage} has not started.`,
});

const unknownStream = (stream: StreamId): Problem => ({
  code: 'unknown-stream',
  explanation: `${stream} belongs to no stage that has started.`,
});

const afterEnd = (stream: StreamId): Problem => ({
  code: 'start-after-end',
  explanation: `${stream} has ended already.`,
});

const wrongAttempt = (stream: StreamId, attempt: number): Problem => ({
  code: 'wrong-attempt',
  explanation: `${stream} is at attempt ${attempt} already.`,
});
