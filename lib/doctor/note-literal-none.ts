import type { ComputedCheck } from './check.ts';
import { capitalised, counted, pieceName, quoted } from './words.ts';

/** A line, or a prompt, that is nothing but a program's word for nothing. */
const NOTHING = /(?:^|\n|>)[^\S\n]{0,8}((?:None|null|undefined|NaN|N\/A)\.?)[^\S\n]{0,8}(?=\n|<|$)/g;

export const literalNone: ComputedCheck = {
  code: 'literal-none',
  kind: 'note',
  severity: 'warning',
  certainty: 'certain',
  title: 'Plan holds a literal “None”',
  description:
    'A line of a plan, or a whole prompt, is “None”, “null”, “undefined” or “N/A”: a program wrote its word for nothing where a text was missing, and a model would learn to write it.',
  example: '<Plan_3> Based on execution_2.1: None </Plan_3>',
  find: ({ state }) =>
    state.stages.flatMap(({ plan }) => {
      const marks = [...plan.text.matchAll(NOTHING)];
      const inPrompts = plan.prompts.flatMap(({ start, end }) => {
        const text = plan.text.slice(start, end ?? plan.text.length);
        const match = /^\s{0,20}(None|null|undefined|NaN|N\/A)\.?\s{0,20}$/.exec(text);
        return match ? [{ start, end: start + text.length }] : [];
      });
      const ranges = marks.map((match) => {
        const end = match.index + match[0].trimEnd().length;
        return { start: end - (match[1]?.length ?? 0), end };
      });
      const [first] = [...ranges, ...inPrompts];
      if (!first) return [];
      const count = new Set([...ranges, ...inPrompts].map(({ start }) => start)).size;
      const said = quoted(plan.text.slice(first.start, first.end));
      return [
        {
          places: [{ stream: plan.stream, offset: first.start, end: first.end }],
          explanation: `${capitalised(pieceName(plan.stream))} says ${said} where a text should stand${count > 1 ? ` (${counted(count, 'time')})` : ''}.`,
        },
      ];
    }),
};
