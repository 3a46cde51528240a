import { hasEnded } from '#lib/trace/pieces.ts';
import type { ComputedCheck } from './check.ts';
import { loggedEnds } from './logged-ends.ts';
import { capitalised, pieceName, placeIn, quoted } from './words.ts';

const TAIL = 160;

/** A sentence can end on none of these. */
const UNFINISHED =
  /(?:[,=+×·/<([{\\^_&-]|\b(?:the|an?|and|or|of|is|are|was|to|with|for|by|that|which|if|then|because|from|into|than|but|its?|we|let['’]s))$/i;

export const endsAbruptly: ComputedCheck = {
  code: 'ends-abruptly',
  kind: 'fault',
  severity: 'note',
  certainty: 'possible',
  title: 'Ends in the middle',
  description:
    'A piece is closed properly, but its text stops in the middle of a sentence, a formula or a box: it was possibly cut and closed afterwards.',
  example: '<execution_1.1> Adding both rows gives the </execution_1.1>',
  find({ state, pieces }) {
    const said = loggedEnds(state);
    return pieces.flatMap((piece) => {
      if (piece.status !== 'done' || !hasEnded(piece) || said.has(piece.stream)) return [];
      const tail = piece.text.slice(-TAIL).trimEnd();
      if (!UNFINISHED.test(tail) && !isBoxOpen(tail)) return [];
      return [
        {
          places: [placeIn(piece)],
          explanation: `${capitalised(pieceName(piece.stream))} ends in the middle of something: ${quoted(tail.slice(-50))}.`,
        },
      ];
    });
  },
};

/** A box opened near the end whose braces never close. */
function isBoxOpen(tail: string): boolean {
  const from = tail.lastIndexOf('\\boxed{');
  if (from < 0) return false;
  let depth = 0;
  for (const character of tail.slice(from)) {
    if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return false;
  }
  return true;
}
