import { judge } from '#lib/answers/equality.ts';
import { extractAnswer } from '#lib/answers/extract-answer.ts';
import { spokenText } from '#lib/trace/pieces.ts';
import type { ExecutionState } from '#lib/trace/state.ts';
import { parseStream } from '#lib/trace/streams.ts';
import type { AnswerCandidate } from '../answer/answer-line.ts';
import { keysOfAnswer } from '../answer/stated-values.ts';
import type { ComputedCheck } from '../check.ts';
import { capitalised, counted, listed, pieceName, placeIn, quoted } from '../words.ts';

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

/** Most boxes to compare with each other; a text of nothing but boxes would otherwise take quadratic time. */
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
    // The last boxes hold the final answer.
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
    // They may state a part of it, or the answer of a case: if one also writes the answer, none contradicts.
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

export const answerThenRounds: ComputedCheck = {
  code: 'answer-then-rounds',
  kind: 'fault',
  severity: 'warning',
  certainty: 'certain',
  title: 'Early answer, then more rounds',
  description:
    'A boxed answer stands in a plan or an execution, and further stages follow: the rounds after it are checks at best.',
  example: '<execution_1.2> \\boxed{45} </execution_1.2> … <Plan_2> Let me verify … </Plan_2>',
  find(trace) {
    const last = trace.state.stages.length;
    for (const { stream, offset, end, answer, kind } of trace.answerLine().candidates) {
      const at = parseStream(stream);
      if (kind !== 'boxed' || !at || !('stage' in at) || at.stage >= last) continue;
      return [
        {
          places: [{ stream, offset, end }],
          explanation: `${capitalised(pieceName(stream))} boxes ${quoted(answer)}; ${counted(last - at.stage, 'more stage')} follow${last - at.stage === 1 ? 's' : ''}.`,
        },
      ];
    }
    return [];
  },
};
