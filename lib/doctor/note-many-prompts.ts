import type { ComputedCheck } from './check.ts';
import { counted } from './words.ts';

/** The bound; the parser itself remarks on the eleventh, because 1.10 then follows 1.9. */
const MOST_PROMPTS = 8;

export const manyPrompts: ComputedCheck = {
  code: 'many-prompts',
  kind: 'note',
  severity: 'note',
  certainty: 'certain',
  title: 'More than 8 prompts',
  description: `A plan with more than ${MOST_PROMPTS} prompts: more executors at once than most servers have slots, and often the same small task again and again.`,
  example: '<Plan_1> <prompt_1.1> … <prompt_1.9> … </Plan_1>',
  find: ({ state: { stages } }) =>
    stages.flatMap(({ stage, plan }) => {
      const first = plan.prompts[MOST_PROMPTS];
      if (!first) return [];
      return [
        {
          places: [{ stream: plan.stream, stage, offset: first.start, end: first.end ?? plan.text.length }],
          explanation: `Plan ${stage} has ${counted(plan.prompts.length, 'prompt')}.`,
        },
      ];
    }),
};
