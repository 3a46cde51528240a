import type { ErrorInfo, PieceTokens, Usage } from '#lib/trace/events.ts';
import type { PieceState, PieceStatus } from '#lib/trace/state.ts';

/** One request for a piece: a failed attempt, or the one that produced the piece's text. Times are ms of the log. */
export interface Call {
  /** Its index among the piece's requests, from 0: a broken log may count an attempt twice. */
  readonly order: number;
  readonly attempt: number;
  readonly failed: boolean;
  readonly status: PieceStatus;
  readonly fromMs: number;
  readonly firstTokenMs: number | null;
  /** When the text began; output before it is thinking. */
  readonly firstTextMs: number | null;
  readonly toMs: number;
  readonly text: string;
  readonly thinking: string;
  readonly tokens: PieceTokens | null;
  readonly usage: Usage | null;
  readonly finishReason: string | null;
  readonly error: ErrorInfo | null;
}

/** The requests of a piece, oldest first, none extending into the next; `nowMs` ends one that still runs. */
export function callsOf(piece: PieceState, nowMs: number): Call[] {
  const calls: Call[] = [];
  let endedMs = 0;
  for (const failed of piece.failedAttempts) {
    // Not a request of its own: the same reply continued as the next attempt.
    if (failed.error.type === 'was-thinking') continue;
    const fromMs = Math.max(endedMs, Math.min(failed.requestedAt ?? failed.failedAt, failed.failedAt));
    const toMs = Math.max(fromMs, failed.failedAt);
    const { attempt, error, text, thinking, tokens, usage } = failed;
    calls.push({
      order: calls.length,
      attempt,
      failed: true,
      status: 'failed',
      fromMs,
      // The state does not store when a failed attempt's first token came.
      firstTokenMs: null,
      firstTextMs: null,
      toMs,
      text,
      thinking,
      tokens,
      usage,
      finishReason: null,
      error,
    });
    endedMs = toMs;
  }
  const begun = piece.requestedAt ?? piece.startedAt;
  if (begun === null) return calls;
  const fromMs = Math.max(endedMs, begun);
  const toMs = Math.max(fromMs, piece.endedAt ?? nowMs);
  const within = (ms: number | null) => (ms === null ? null : Math.min(Math.max(ms, fromMs), toMs));
  calls.push({
    order: calls.length,
    attempt: piece.attempt,
    failed: piece.status === 'failed',
    status: piece.status,
    fromMs,
    firstTokenMs: within(piece.firstTokenAt),
    firstTextMs: within(piece.firstTextAt),
    toMs,
    text: piece.text,
    thinking: piece.thinking,
    tokens: piece.tokens,
    usage: piece.usage,
    finishReason: piece.finishReason,
    error: piece.error,
  });
  return calls;
}
