import { addToEstimate, noEstimate } from './estimate.ts';
import type { DeltaEvent, EventOf } from './events.ts';
import { hasEnded, isOpen } from './pieces.ts';
import type { PieceState } from './state.ts';

export type StartEvent = EventOf<'plan-start' | 'execution-start' | 'answer-start' | 'thought-start'>;
export type EndEvent = EventOf<'plan-end' | 'execution-end' | 'answer-end' | 'thought-end'>;

/** Shared by all pieces; each function returns the same object if the event makes no sense ([F6]–[F10]). */
export function startPiece<P extends PieceState>(piece: P, event: StartEvent): P {
  if (hasEnded(piece)) return piece;
  if (piece.status === 'running') {
    if (event.attempt <= piece.attempt) return piece;
    // A planner that broke off after a fork continues from its text, so the first request's times stay.
    return {
      ...piece,
      attempt: event.attempt,
      contextSha256: event.contextSha256 ?? null,
      estimatedInputTokens: sum(piece.estimatedInputTokens, event.estimatedInputTokens),
    };
  }
  return {
    ...piece,
    status: 'running',
    attempt: event.attempt,
    requestedAt: piece.requestedAt ?? event.requestedAt,
    startedAt: event.at,
    contextSha256: event.contextSha256 ?? piece.contextSha256,
    estimatedInputTokens: event.estimatedInputTokens ?? piece.estimatedInputTokens,
  };
}

const sum = (one: number | null, other: number | undefined): number | null =>
  one === null && other === undefined ? null : (one ?? 0) + (other ?? 0);

export function appendToPiece<P extends PieceState>(piece: P, event: DeltaEvent): P {
  if (hasEnded(piece) || event.text === '') return piece;
  const startsUnannounced =
    piece.status === 'waiting' && !piece.failedAttempts.some((failed) => failed.attempt >= event.attempt);
  if (!startsUnannounced && (piece.status === 'waiting' || event.attempt !== piece.attempt)) return piece;
  return {
    ...piece,
    status: 'running',
    attempt: event.attempt,
    startedAt: piece.startedAt ?? event.at,
    firstTokenAt: piece.firstTokenAt ?? event.at,
    lastTokenAt: event.at,
    lastChannel: event.channel,
    firstTextAt: piece.firstTextAt ?? (event.channel === 'text' ? event.at : null),
    text: event.channel === 'text' ? piece.text + event.text : piece.text,
    thinking: event.channel === 'thinking' ? piece.thinking + event.text : piece.thinking,
    estimatedTokens: addToEstimate(piece.estimatedTokens, event.channel, event.text),
  };
}

export function endPiece<P extends PieceState>(piece: P, event: EndEvent): P {
  if (hasEnded(piece)) return piece;
  return {
    ...piece,
    status: event.status,
    attempt: event.attempt,
    endedAt: event.at,
    tokens: event.tokens,
    usage: event.usage ?? null,
    finishReason: event.finishReason ?? null,
    error: event.error ?? null,
  };
}

/** The attempt's text was thinking: the reply continues as the next attempt, which begins with that text ([F10]). */
export const wasThinking = ({ error }: EventOf<'attempt-failed'>): boolean => error.type === 'was-thinking';

/**
 * Moves the text so far into the history; the next attempt starts empty, and the piece waits until its request leaves.
 */
export function failAttempt<P extends PieceState>(piece: P, event: EventOf<'attempt-failed'>): P {
  if (hasEnded(piece) || event.attempt < piece.attempt) return piece;
  const goesOn = wasThinking(event);
  return {
    ...piece,
    status: 'waiting',
    attempt: event.attempt,
    requestedAt: goesOn ? piece.requestedAt : null,
    startedAt: null,
    firstTextAt: null,
    firstTokenAt: goesOn ? piece.firstTokenAt : null,
    lastTokenAt: goesOn ? piece.lastTokenAt : null,
    lastChannel: null,
    text: '',
    thinking: '',
    estimatedTokens: noEstimate,
    contextSha256: null,
    estimatedInputTokens: null,
    failedAttempts: [
      ...piece.failedAttempts,
      {
        attempt: event.attempt,
        requestedAt: goesOn ? null : piece.requestedAt,
        failedAt: event.at,
        error: event.error,
        retryInMs: event.retryInMs ?? null,
        text: piece.text,
        thinking: piece.thinking,
        tokens: event.tokens ?? null,
        usage: event.usage ?? null,
        estimatedInputTokens: piece.estimatedInputTokens,
      },
    ],
  };
}

/** For a log that stops without an end for this piece: marks it as interrupted, with only its estimate. */
export const interruptPiece = <P extends PieceState>(piece: P, at: number): P =>
  isOpen(piece) ? { ...piece, status: 'interrupted', endedAt: at } : piece;
