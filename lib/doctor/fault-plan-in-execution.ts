import type { ComputedCheck } from './check.ts';
import { capitalised, counted, pieceName, quoted } from './words.ts';

/** The line between two trains of thought and the dependency after it, or the dependency alone at a line's start. */
const PLAN_TEXT =
  /(?:^|\n)[^\S\n]{0,8}(?:-{3,}[^\S\n]{0,8}\n\s{0,20})?(?:Based on|Observation about) execution_\d[^\n]{0,60}/gi;

export const planInExecution: ComputedCheck = {
  code: 'plan-in-execution',
  kind: 'fault',
  severity: 'warning',
  certainty: 'likely',
  title: 'Plan text inside an execution',
  description:
    'An execution holds what only plans have: a separator and “Based on execution_…:”. The executor went on as the planner, or the packing put a step into the wrong piece.',
  example:
    '<execution_2.2> … let me re-examine it. ----- Based on execution_1.2: Let me try another way. </execution_2.2>',
  find: ({ state }) =>
    state.stages.flatMap(({ executions }) =>
      executions.flatMap((execution) => {
        const marks = [...execution.text.matchAll(PLAN_TEXT)];
        const [first] = marks;
        if (!first) return [];
        const offset = first.index + (first[0].length - first[0].trimStart().length);
        const more = marks.length > 1 ? ` (${counted(marks.length, 'time')})` : '';
        return [
          {
            places: [{ stream: execution.stream, offset, end: first.index + first[0].length }],
            explanation: `${capitalised(pieceName(execution.stream))} goes on like a plan: ${quoted(first[0])}${more}.`,
          },
        ];
      }),
    ),
};
