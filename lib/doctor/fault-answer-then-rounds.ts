import { parseStream } from '#lib/trace/streams.ts';
import type { ComputedCheck } from './check.ts';
import { capitalised, counted, pieceName, quoted } from './words.ts';

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
