import { assertUnreachable } from '#lib/base/assert.ts';
import type { EventOf, TraceEvent } from './events.ts';
import { findStage, isOpen, waitingPiece } from './pieces.ts';
import { reduceAttemptFailed } from './reduce-attempt.ts';
import { appendToPiece, endPiece, interruptPiece, startPiece } from './reduce-piece.ts';
import {
  endPrompt,
  endStage,
  startAnswer,
  startPrompt,
  startStage,
  updateExecution,
  updatePlan,
  withAnswer,
} from './reduce-stage.ts';
import type { PieceState, StageState, TraceState } from './state.ts';
import { type ExecutionStream, type PlanStream, parseStream } from './streams.ts';

/** The state before the first event. */
export const emptyState: TraceState = {
  lastSeq: -1,
  at: 0,
  session: null,
  status: 'empty',
  error: null,
  stages: [],
  answer: null,
  thought: null,
  dependencies: [],
  diagnostics: [],
  endedAt: null,
  withdrawn: null,
  discarded: [],
};

/**
 * Folds one event; rules in SPEC.md. Never throws and never mutates: an event that makes no sense only advances
 * `lastSeq` and `at`, one already folded returns the very same state. Costs O(stages + branches of one stage).
 */
export function reduce(state: TraceState, event: TraceEvent): TraceState {
  if (event.seq <= state.lastSeq) return state;
  const changed = state.endedAt === null || event.type === 'diagnostic' ? apply(state, event) : state;
  return { ...changed, lastSeq: event.seq, at: event.at };
}

function apply(state: TraceState, event: TraceEvent): TraceState {
  switch (event.type) {
    case 'session-start':
      return state.session ? state : { ...state, session: event, status: 'running' };
    case 'stage-start':
      return startStage(state, event);
    case 'stage-end':
      return endStage(state, event);
    case 'plan-start':
      return updatePlan(state, stageOf(event.stream), (plan) => startPiece(plan, event));
    case 'plan-delta':
      return updatePlan(state, stageOf(event.stream), (plan) => appendToPiece(plan, event));
    case 'plan-end':
      return endPlan(state, event);
    case 'prompt-start':
      return startPrompt(state, event);
    case 'prompt-end':
      return endPrompt(state, event);
    case 'execution-start':
      return updateExecution(state, placeOf(event), (execution) => startPiece(execution, event));
    case 'execution-delta':
      return updateExecution(state, placeOf(event), (execution) => appendToPiece(execution, event));
    case 'execution-end':
      return updateExecution(state, placeOf(event), (execution) => endPiece(execution, event));
    case 'answer-start':
      return startAnswer(state, event);
    case 'answer-delta':
      return state.answer ? withAnswer(state, appendToPiece(state.answer, event)) : state;
    case 'answer-end':
      return state.answer ? withAnswer(state, endPiece(state.answer, event)) : state;
    case 'thought-start':
      return withThought(state, startPiece(state.thought ?? waitingPiece('thought', event.at), event));
    case 'thought-delta':
      return state.thought ? withThought(state, appendToPiece(state.thought, event)) : state;
    case 'thought-end':
      return state.thought ? withThought(state, endPiece(state.thought, event)) : state;
    case 'dependency':
      return { ...state, dependencies: [...state.dependencies, event] };
    case 'attempt-failed':
      return reduceAttemptFailed(state, event);
    case 'diagnostic': {
      const { seq, at, code, severity, place, explanation } = event;
      return {
        ...state,
        diagnostics: [...state.diagnostics, { seq, at, code, severity, place, explanation }],
      };
    }
    case 'session-end':
      return endSession(state, event);
    default:
      return assertUnreachable(event);
  }
}

function stageOf(stream: PlanStream): number {
  const place = parseStream(stream);
  return place?.kind === 'plan' ? place.stage : 0;
}

function placeOf(event: { stream: ExecutionStream; at: number }): {
  stage: number;
  index: number;
  at: number;
} {
  const place = parseStream(event.stream);
  return place?.kind === 'execution' ? { ...place, at: event.at } : { stage: 0, index: 0, at: event.at };
}

function endPlan(state: TraceState, event: EventOf<'plan-end'>): TraceState {
  const stage = stageOf(event.stream);
  const before = findStage(state, stage);
  const ended = updatePlan(state, stage, (plan) => endPiece(plan, event));
  const after = findStage(ended, stage);
  if (event.becomes !== 'answer' || !after || after === before) return ended;
  // A plan that has forked really was a plan, and only the last one can turn out to be the answer.
  if (after.executions.length > 0 || stage !== state.stages.length) return ended;
  // The stage's own end removes the stage.
  return { ...ended, withdrawn: after.plan };
}

const withThought = (state: TraceState, thought: PieceState): TraceState =>
  thought === state.thought ? state : { ...state, thought };

function endSession(state: TraceState, event: EventOf<'session-end'>): TraceState {
  const stages = state.stages.map((stage) => interruptStage(stage, event.at));
  return {
    ...state,
    status: event.status,
    error: event.error ?? null,
    endedAt: event.at,
    stages: stages.some((stage, position) => stage !== state.stages[position]) ? stages : state.stages,
    answer: state.answer && interruptPiece(state.answer, event.at),
    thought: state.thought && interruptPiece(state.thought, event.at),
    discarded: state.discarded.some(isOpen)
      ? state.discarded.map((branch) => interruptPiece(branch, event.at))
      : state.discarded,
  };
}

function interruptStage(stage: StageState, at: number): StageState {
  if (stage.endedAt !== null) return stage;
  return {
    ...stage,
    endedAt: at,
    status: 'interrupted',
    plan: interruptPiece(stage.plan, at),
    executions: stage.executions.map((execution) => interruptPiece(execution, at)),
  };
}
