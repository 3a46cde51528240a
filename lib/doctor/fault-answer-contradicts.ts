import { judge } from '#lib/answers/judgement.ts';
import { parseStream } from '#lib/trace/streams.ts';
import type { AnswerCandidate } from './answer-line.ts';
import type { ComputedCheck } from './check.ts';
import { listed, pieceName, quoted } from './words.ts';

export const answerContradicts: ComputedCheck = {
  code: 'answer-contradicts',
  kind: 'fault',
  severity: 'warning',
  certainty: 'possible',
  title: 'Answer contradicts the last executions',
  description:
    'Executions of the last stage that has any state results of what was asked, and none of them is the final answer: it was put together from something else, or copied wrongly.',
  example:
    '<execution_2.1> So the answer is 45. </execution_2.1> … <Final_answer> \\boxed{54} </Final_answer>',
  find({ state, isOver, answerLine }) {
    const { answer, candidates } = answerLine();
    if (!isOver || !state.answer || answer === null) return [];
    const stage = state.stages.findLast(({ executions }) => executions.length > 0)?.stage;
    const last = new Map<string, AnswerCandidate>();
    for (const candidate of candidates) {
      const at = parseStream(candidate.stream);
      if (at?.kind === 'execution' && at.stage === stage) last.set(candidate.stream, candidate);
    }
    const stated = [...last.values()];
    const question = state.session?.question ?? '';
    const isOther = (one: AnswerCandidate) =>
      one.asFinal === 'different' && judge(one.answer, answer, { question }).verdict === 'different';
    if (stated.length === 0 || !stated.every(isOther)) return [];
    const final = candidates.findLast(({ stream }) => stream === 'answer');
    const said = stated.slice(0, 5).map((one) => `${quoted(one.answer)} in ${pieceName(one.stream)}`);
    return [
      {
        places: [final ?? { stream: 'answer' as const }, ...stated.slice(0, 5)].map(placeOf),
        explanation: `The final answer is ${quoted(answer)}; the last executions state ${listed(said)}.`,
      },
    ];
  },
};

const placeOf = (place: Pick<AnswerCandidate, 'stream'> & Partial<AnswerCandidate>) =>
  place.offset === undefined
    ? { stream: place.stream }
    : { stream: place.stream, offset: place.offset, end: place.end };
