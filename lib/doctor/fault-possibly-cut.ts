import { cutSign } from '#lib/protocol/possibly-cut.ts';
import { textTokens } from '#lib/trace/sequential-tokens.ts';
import type { ComputedCheck } from './check.ts';
import { loggedEnds } from './logged-ends.ts';
import { capitalised, pieceName, placeIn } from './words.ts';

/** What an import's log says of such pieces by itself is looked for here in the logs of live runs. */
export const possiblyCut: ComputedCheck = {
  code: 'possibly-cut',
  kind: 'fault',
  severity: 'warning',
  certainty: 'possible',
  title: 'Possibly cut',
  description:
    'A piece stops in the middle of a sentence, a formula or a box, or is long and stops without a full stop: the file may have been cut, or the writer stopped half-way.',
  example: '<execution_1.1> Adding both rows gives the </execution_1.1>',
  find({ state, pieces }) {
    const said = loggedEnds(state);
    return pieces.flatMap((piece) => {
      if (piece.status !== 'done' || said.has(piece.stream)) return [];
      const sign = cutSign({ text: piece.text, cut: false }, textTokens(piece));
      if (!sign) return [];
      return [{ places: [placeIn(piece)], explanation: `${capitalised(pieceName(piece.stream))}: ${sign}` }];
    });
  },
};
