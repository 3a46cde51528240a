import type { EventOf } from './events.ts';
import { waitingAnswer } from './pieces.ts';
import { startPiece } from './reduce-piece.ts';
import { removeWithdrawnStage } from './reduce-stage.ts';
import type { AnswerState, TraceState } from './state.ts';

/**
 * The answer as known so far. The first time it takes over what the withdrawn plan's call had spent: that request
 * produced this answer, so its thinking, its failed attempts and its time belong here.
 */
export function answerPiece(state: TraceState, at: number): AnswerState {
  if (state.answer) return state.answer;
  const { withdrawn } = state;
  if (!withdrawn) return waitingAnswer(at);
  return {
    ...waitingAnswer(withdrawn.knownAt),
    attempt: withdrawn.attempt,
    requestedAt: withdrawn.requestedAt,
    firstTokenAt: withdrawn.firstTokenAt,
    lastTokenAt: withdrawn.lastTokenAt,
    lastChannel: withdrawn.thinking === '' ? null : 'thinking',
    thinking: withdrawn.thinking,
    estimatedTokens: { ...withdrawn.estimatedTokens, text: 0, textMilli: 0 },
    contextSha256: withdrawn.contextSha256,
    estimatedInputTokens: withdrawn.estimatedInputTokens,
    failedAttempts: withdrawn.failedAttempts,
  };
}

/** Puts the answer in its place; what it took over is no longer waiting. */
export function withAnswer(state: TraceState, answer: AnswerState): TraceState {
  if (answer === state.answer) return state;
  return { ...removeWithdrawnStage(state), answer, withdrawn: null };
}

export function startAnswer(state: TraceState, event: EventOf<'answer-start'>): TraceState {
  const before = answerPiece(state, event.at);
  const answer = startPiece(before, event);
  if (answer === before) return state;
  return withAnswer(state, {
    ...answer,
    forced: event.forced ?? before.forced,
    forcedFrom: before.forcedFrom ?? (event.forced ? event.attempt : null),
  });
}
