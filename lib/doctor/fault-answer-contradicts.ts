import { judge } from '#lib/answers/judgement.ts';
import type { ExecutionState } from '#lib/trace/state.ts';
import { parseStream } from '#lib/trace/streams.ts';
import type { AnswerCandidate } from './answer-line.ts';
import type { ComputedCheck } from './check.ts';
import { keysOfAnswer } from './stated-values.ts';
import { listed, pieceName, quoted } from './words.ts';

export const answerContradicts: ComputedCheck = {
  code: 'answer-contradicts',
  kind: 'fault',
  severity: 'warning',
  certainty: 'possible',
  title: 'Answer contradicts the last executions',
  description:
    'Executions of the last stage that has any state results of what was asked, and none of them writes the final answer anywhere: it was put together from something else, or copied wrongly.',
  example:
    '<execution_2.1> So the answer is 45. </execution_2.1> … <Final_answer> \\boxed{54} </Final_answer>',
  find({ state, isOver, answerLine, context }) {
    const { answer, candidates } = answerLine();
    if (!isOver || !state.answer || answer === null) return [];
    const lastStage = state.stages.findLast(({ executions }) => executions.length > 0);
    const stage = lastStage?.stage;
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
    // What they state may be a part of it, or the answer of a case: where one writes the answer too, none contradicts.
    const keys = keysOfAnswer(answer);
    const writesIt = (execution: ExecutionState) => {
      const { first } = context.mathOf(execution);
      return keys.some((key) => first.has(key));
    };
    if (lastStage?.executions.some(writesIt)) return [];
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
