import type { ComputedCheck } from './check.ts';
import { counted, listed } from './words.ts';

export const planOnlyStages: ComputedCheck = {
  code: 'plan-only-stages',
  kind: 'note',
  severity: 'note',
  certainty: 'certain',
  title: 'Plan-only stages',
  description: 'A stage without any prompt: the planner works alone, and its whole text is sequential.',
  example:
    '<Plan_3> Both agree, so the answer is 45. </Plan_3> <Execution_3> No prompt to execute. </Execution_3>',
  find({ state: { stages } }) {
    const alone = stages.filter(
      ({ plan, executions, endedAt }) =>
        endedAt !== null && plan.prompts.length === 0 && executions.length === 0,
    );
    if (alone.length === 0) return [];
    const numbers = alone.map(({ stage }) => stage);
    return [
      {
        places: numbers.map((stage) => ({ stream: `plan:${stage}` as const, stage })),
        explanation: `${counted(alone.length, 'stage')} of ${stages.length} ${alone.length === 1 ? 'has' : 'have'} no prompt: ${listed(numbers)}.`,
      },
    ];
  },
};
