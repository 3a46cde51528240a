import { extractAnswer } from '#lib/answers/extract-answer.ts';
import { spokenText } from '#lib/trace/pieces.ts';
import type { ComputedCheck } from './check.ts';
import { placeIn } from './words.ts';

export const unreadableAnswer: ComputedCheck = {
  code: 'unreadable-answer',
  kind: 'fault',
  severity: 'warning',
  certainty: 'likely',
  title: 'Answer that cannot be read',
  description:
    'There is a final answer, but neither a box nor its end says what the answer is. A speech or code owes none: only an empty one is a fault where the question asks for no answer that can be checked, or leaves it open.',
  example: '<Final_answer> I hope this makes it clear. </Final_answer>',
  find({ state, isOver, owesAnswer }) {
    const final = state.answer ?? state.thought;
    if (!isOver || !final) return [];
    const isEmpty = spokenText(final).trim() === '';
    if (!isEmpty && (!owesAnswer() || extractAnswer(spokenText(final)))) return [];
    const explanation = isEmpty
      ? 'The final answer is empty.'
      : 'The final answer has no box, and its end states nothing that reads like an answer.';
    return [{ places: [placeIn(final)], explanation }];
  },
};
