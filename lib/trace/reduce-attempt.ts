import { assertUnreachable } from '#lib/base/assert.ts';
import type { EventOf } from './events.ts';
import { findStage, hasEnded, waitingPiece } from './pieces.ts';
import { answerPiece, withAnswer } from './reduce-answer.ts';
import { failAttempt } from './reduce-piece.ts';
import { replaceStage, updateExecution, withoutDependenciesOf } from './reduce-stage.ts';
import type { ExecutionState, TraceState } from './state.ts';
import { parseStream } from './streams.ts';

/** Works for a stream that has not started, too: then the attempt's text is empty. */
export function reduceAttemptFailed(state: TraceState, event: EventOf<'attempt-failed'>): TraceState {
  const place = parseStream(event.stream);
  if (!place) return state;
  switch (place.kind) {
    case 'plan':
      return failPlanAttempt(state, place.stage, event);
    case 'execution':
      return updateExecution(state, { ...place, at: event.at }, (execution) => failAttempt(execution, event));
    case 'answer':
      return withAnswer(state, failAttempt(answerPiece(state, event.at), event));
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
  const after = { ...before, plan: { ...plan, prompts: [] }, executions: trimUntouched(before.executions) };
  return { ...replaceStage(state, before, after), dependencies: withoutDependenciesOf(state, stage) };
}

/** Branches that only the void text asked for are forgotten; one that has begun keeps its place. */
function trimUntouched(executions: readonly ExecutionState[]): readonly ExecutionState[] {
  const untouched = (execution: ExecutionState) =>
    !hasEnded(execution) && execution.startedAt === null && execution.failedAttempts.length === 0;
  const kept = executions.findLastIndex((execution) => !untouched(execution)) + 1;
  return kept === executions.length ? executions : executions.slice(0, kept);
}
