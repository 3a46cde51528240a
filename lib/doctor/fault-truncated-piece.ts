import type { ComputedCheck } from './check.ts';
import { loggedEnds } from './logged-ends.ts';
import { capitalised, pieceName, placeIn } from './words.ts';

const words = {
  truncated: 'was cut off before its end',
  cancelled: 'was cancelled before its end',
  interrupted: 'was interrupted before its end',
} as const;

export const truncatedPiece: ComputedCheck = {
  code: 'truncated-piece',
  kind: 'fault',
  severity: 'warning',
  certainty: 'certain',
  title: 'Truncated piece',
  description:
    'A plan, an execution or the answer ended before its writer was done: cut at a limit, cancelled or interrupted.',
  example: 'An execution with status "truncated", or a session that was cancelled while execution 2.1 ran.',
  find({ state, pieces }) {
    const said = loggedEnds(state);
    return pieces.flatMap((piece) => {
      const { status, stream } = piece;
      if ((status !== 'truncated' && status !== 'cancelled' && status !== 'interrupted') || said.has(stream))
        return [];
      const why = piece.finishReason === 'length' ? ' (token limit)' : '';
      return [
        {
          places: [placeIn(piece)],
          explanation: `${capitalised(pieceName(stream))} ${words[status]}${why}.`,
        },
      ];
    });
  },
};
