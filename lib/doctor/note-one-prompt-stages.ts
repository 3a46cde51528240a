import type { ComputedCheck } from './check.ts';
import { counted, listed } from './words.ts';

export const onePromptStages: ComputedCheck = {
  code: 'one-prompt-stages',
  kind: 'note',
  severity: 'note',
  certainty: 'certain',
  title: 'Stages with one prompt',
  description: 'A stage with one prompt runs nothing in parallel: it costs a hand-over and saves nothing.',
  example: '<Plan_1> Count the vowels. <prompt_1.1> Count them. </prompt_1.1> </Plan_1>',
  find({ state: { stages } }) {
    const single = stages.filter(({ plan, endedAt }) => endedAt !== null && plan.prompts.length === 1);
    if (single.length === 0) return [];
    const numbers = single.map(({ stage }) => stage);
    return [
      {
        places: numbers.map((stage) => ({ stream: `plan:${stage}` as const, stage })),
        explanation: `${counted(single.length, 'stage')} of ${stages.length} ${single.length === 1 ? 'has' : 'have'} one prompt: ${listed(numbers)}.`,
      },
    ];
  },
};
