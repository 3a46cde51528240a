import { assertUnreachable } from '#lib/base/assert.ts';
import type { PieceState, StageState } from '#lib/trace/state.ts';
import type { NodeActivity } from './graph.ts';

/**
 * A piece's current activity; an execution also needs its `stage`, since waiting executions never start once that has
 * ended.
 */
export function activityOf(piece: PieceState, stage: StageState | null = null): NodeActivity {
  if (piece.status !== 'running' && piece.status !== 'waiting') {
    return neverStarted(piece) ? 'never-started' : piece.status;
  }
  const wrote = piece.text !== '' || piece.thinking !== '';
  if (piece.failedAttempts.length > 0 && !wrote) return 'retrying';
  if (piece.status === 'waiting') return stage && stage.endedAt !== null ? 'never-started' : 'waiting';
  if (!wrote) return 'requested';
  return piece.lastChannel === 'thinking' ? 'thinking' : 'running';
}

/** The run ended before the piece's request could be sent: nothing was lost. */
function neverStarted(piece: PieceState): boolean {
  return (
    (piece.status === 'cancelled' || piece.status === 'interrupted') &&
    piece.requestedAt === null &&
    piece.startedAt === null &&
    piece.failedAttempts.length === 0
  );
}

/** A model is writing tokens: edges and carets move for these activities. */
export const isWriting = (activity: NodeActivity): boolean =>
  activity === 'running' || activity === 'thinking';

/** Nothing more will come. */
export function isOver(activity: NodeActivity): boolean {
  return (
    activity === 'done' ||
    activity === 'failed' ||
    activity === 'truncated' ||
    activity === 'cancelled' ||
    activity === 'interrupted' ||
    activity === 'never-started'
  );
}

/** A word for each activity: colour alone never tells a state. */
export function activityWord(activity: NodeActivity): string {
  switch (activity) {
    case 'writing-prompt':
      return 'prompt being written';
    case 'requested':
      return 'awaiting first token';
    case 'truncated':
      return 'cut short';
    case 'never-started':
      return 'never started';
    case 'waiting':
    case 'thinking':
    case 'running':
    case 'retrying':
    case 'done':
    case 'failed':
    case 'cancelled':
    case 'interrupted':
      return activity;
    default:
      return assertUnreachable(activity);
  }
}
