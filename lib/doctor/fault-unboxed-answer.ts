import { extractAnswer } from '#lib/answers/extract-answer.ts';
import { spokenText } from '#lib/trace/pieces.ts';
import type { ComputedCheck } from './check.ts';
import { placeIn, quoted } from './words.ts';

export const unboxedAnswer: ComputedCheck = {
  code: 'unboxed-answer',
  kind: 'fault',
  severity: 'warning',
  certainty: 'likely',
  title: 'Answer without a box',
  description:
    'The final answer holds no \\boxed{}. The answer shown is the one that its end states: an inference that a script which looks for the box does not make. Looked for where an answer is owed: the question asks for one that can be checked, or the text names its answer itself.',
  example: '<Final_answer> So the answer is 45. </Final_answer>',
  find({ state, isOver, owesAnswer }) {
    const final = state.answer ?? state.thought;
    if (!isOver || !final || !owesAnswer()) return [];
    const found = extractAnswer(spokenText(final));
    if (!found?.inferred) return [];
    return [
      {
        places: [placeIn(final)],
        explanation: `No boxed answer. Taken for the answer, because the text’s end states it: ${quoted(found.answer)} (inferred).`,
      },
    ];
  },
};
