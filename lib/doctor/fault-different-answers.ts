import { judge } from '#lib/answers/judgement.ts';
import type { AnswerCandidate } from './answer-line.ts';
import type { ComputedCheck } from './check.ts';
import { listed, pieceName, quoted } from './words.ts';

/** Boxes compared with each other; a text of nothing but boxes would otherwise cost their square. */
const MOST_BOXES = 60;

export const differentAnswers: ComputedCheck = {
  code: 'different-answers',
  kind: 'fault',
  severity: 'warning',
  certainty: 'certain',
  title: 'Several different boxed answers',
  description:
    'Boxed answers of one trace mean different things (notation aside: 1/2 and 0.5 are the same; what is undecided is no difference). Which one counts depends on who reads it.',
  example: '<execution_1.1> \\boxed{1/5} </execution_1.1> … <Final_answer> \\boxed{1/6} </Final_answer>',
  find(trace) {
    const question = trace.state.session?.question ?? '';
    const boxes = trace.answerLine().candidates.filter(({ kind }) => kind === 'boxed');
    // The last ones hold the final answer.
    const kinds: AnswerCandidate[] = [];
    for (const box of boxes.slice(-MOST_BOXES))
      if (kinds.every(({ answer }) => judge(answer, box.answer, { question }).verdict === 'different'))
        kinds.push(box);
    if (kinds.length < 2) return [];
    const said = kinds.slice(0, 5).map(({ answer, stream }) => `${quoted(answer)} in ${pieceName(stream)}`);
    return [
      {
        places: kinds.slice(0, 8).map(({ stream, offset, end }) => ({ stream, offset, end })),
        explanation: `${kinds.length} different answers are boxed: ${listed(said)}${kinds.length > 5 ? ' and more' : ''}.`,
      },
    ];
  },
};
