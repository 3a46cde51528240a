import { extractAnswer } from '#lib/answers/extract-answer.ts';
import { spokenText } from '#lib/trace/pieces.ts';
import type { ComputedCheck } from './check.ts';
import { pieceName, placeIn, quoted } from './words.ts';

export const noFinalAnswer: ComputedCheck = {
  code: 'no-final-answer',
  kind: 'fault',
  severity: 'error',
  certainty: 'certain',
  title: 'No final answer',
  description:
    'A SPRINT trace ended without a final answer. What its last piece states is named instead, and is an inference.',
  example: '<Plan_1> … </Plan_1> <Execution_1> … so there are 45. </Execution_1>',
  find({ state, isOver, pieces, owesAnswer }) {
    if (!isOver || state.session?.strategy !== 'sprint' || state.answer) return [];
    const last = pieces.findLast((piece) => spokenText(piece).trim() !== '');
    if (!last)
      return [
        { places: [], explanation: 'The trace is empty: there is no plan, no execution and no answer.' },
      ];
    const stated = owesAnswer() ? extractAnswer(spokenText(last)) : null;
    const instead = stated
      ? ` The end of ${pieceName(last.stream)} states ${quoted(stated.answer)} (inferred).`
      : '';
    return [{ places: [placeIn(last)], explanation: `The trace ends without a final answer.${instead}` }];
  },
};
