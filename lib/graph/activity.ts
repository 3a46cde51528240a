import type { PieceState } from '#lib/trace/state.ts';
import type { NodeActivity } from './graph.ts';

/** What a piece does right now. */
export function activityOf(piece: PieceState): NodeActivity {
  if (piece.status !== 'running' && piece.status !== 'waiting') return piece.status;
  const wrote = piece.text !== '' || piece.thinking !== '';
  if (piece.failedAttempts.length > 0 && !wrote) return 'retrying';
  if (piece.status === 'waiting') return 'waiting';
  if (piece.text !== '') return 'running';
  return piece.thinking !== '' ? 'thinking' : 'requested';
}

/** Tokens are being written: what edges and carets move for. */
export const isWriting = (activity: NodeActivity): boolean =>
  activity === 'running' || activity === 'thinking';

/** Nothing more will come. */
export function isOver(activity: NodeActivity): boolean {
  return (
    activity === 'done' ||
    activity === 'failed' ||
    activity === 'truncated' ||
    activity === 'cancelled' ||
    activity === 'interrupted'
  );
}
