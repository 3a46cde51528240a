import { assertUnreachable } from '#lib/base/assert.ts';
import type { EventOf } from './events.ts';
import { findStage, hasEnded, waitingPiece } from './pieces.ts';
import { failAttempt, wasThinking } from './reduce-piece.ts';
import {
  answerPiece,
  replaceStage,
  updateExecution,
  withAnswer,
  withoutDependenciesOf,
} from './reduce-stage.ts';
import type {
  AnswerState,
  DiagnosticRecord,
  ExecutionState,
  PlanState,
  StageState,
  TraceState,
} from './state.ts';
import { parseStream, planStream, type StreamId } from './streams.ts';

/** Also works for a stream that has not started: the attempt's text is then empty. */
export function reduceAttemptFailed(state: TraceState, event: EventOf<'attempt-failed'>): TraceState {
  const place = parseStream(event.stream);
  if (!place) return state;
  switch (place.kind) {
    case 'plan':
      return failPlanAttempt(state, place.stage, event);
    case 'execution':
      return updateExecution(state, { ...place, at: event.at }, (execution) => failAttempt(execution, event));
    case 'answer':
      return failAnswerAttempt(state, event);
    case 'thought': {
      const before = state.thought ?? waitingPiece('thought', event.at);
      const thought = failAttempt(before, event);
      return thought === before ? state : { ...state, thought };
    }
    default:
      return assertUnreachable(place);
  }
}

function failPlanAttempt(state: TraceState, stage: number, event: EventOf<'attempt-failed'>): TraceState {
  const before = findStage(state, stage);
  if (!before) return state;
  const plan = failAttempt(before.plan, event);
  if (plan === before.plan) return state;
  if (wasThinking(event)) return discardPlan(state, before, plan);
  const after = { ...before, plan: { ...plan, prompts: [] }, executions: trimUntouched(before.executions) };
  return { ...replaceStage(state, before, after), dependencies: withoutDependenciesOf(state, stage) };
}

/**
 * Everything that a plan said was thinking: we discard its branches, and the stage returns to its start, even if it had
 * joined.
 */
function discardPlan(state: TraceState, before: StageState, plan: PlanState): TraceState {
  const begun = before.executions.filter((execution) => !isUntouched(execution));
  const after: StageState = {
    ...before,
    status: 'running',
    endedAt: null,
    plan: { ...plan, prompts: [] },
    executions: [],
  };
  const streams = new Set<StreamId>([plan.stream, ...begun.map(({ stream }) => stream)]);
  const isVoid = ({ place: { stream, offset } }: DiagnosticRecord) =>
    offset !== undefined && stream !== undefined && streams.has(stream);
  return {
    ...replaceStage(state, before, after),
    discarded: begun.length > 0 ? [...state.discarded, ...begun] : state.discarded,
    dependencies: withoutDependenciesOf(state, before.stage),
    diagnostics: state.diagnostics.some(isVoid)
      ? state.diagnostics.filter((diagnostic) => !isVoid(diagnostic))
      : state.diagnostics,
  };
}

function failAnswerAttempt(state: TraceState, event: EventOf<'attempt-failed'>): TraceState {
  const before = answerPiece(state, event.at);
  const answer = failAttempt(before, event);
  if (!wasThinking(event) || answer === before || before.forcedFrom !== null)
    return withAnswer(state, answer);
  return giveBackToPlan(withAnswer(state, answer), answer, event);
}

/**
 * The answer was in a planner's thinking, so the planner's reply continues. If a plan of the same reply precedes it,
 * that was thinking too; otherwise the plan that was withdrawn for the answer waits for its stage to start again.
 */
function giveBackToPlan(
  state: TraceState,
  answer: AnswerState,
  event: EventOf<'attempt-failed'>,
): TraceState {
  const last = state.stages.at(-1);
  if (last && last.plan.attempt === event.attempt && last.plan.requestedAt === answer.requestedAt) {
    const reopened = { ...last.plan, status: 'running', endedAt: null, tokens: null, usage: null } as const;
    const plan = failAttempt({ ...reopened, finishReason: null, error: null }, event);
    return discardPlan({ ...state, answer: null }, last, plan);
  }
  const { forced: _, forcedFrom: __, ...piece } = answer;
  const withdrawn: PlanState = { ...piece, stream: planStream(state.stages.length + 1), prompts: [] };
  return { ...state, answer: null, withdrawn };
}

/** Drops branches that only the void text asked for; a branch that has begun keeps its place. */
function trimUntouched(executions: readonly ExecutionState[]): readonly ExecutionState[] {
  const kept = executions.findLastIndex((execution) => !isUntouched(execution)) + 1;
  return kept === executions.length ? executions : executions.slice(0, kept);
}

const isUntouched = (execution: ExecutionState): boolean =>
  !hasEnded(execution) && execution.startedAt === null && execution.failedAttempts.length === 0;
