import fc from 'fast-check';
import { type CurationSettings, profiles } from '#lib/contract/curation-settings.ts';
import type { CurateInput } from '../curate.ts';
import { type SampleStep, sampleInput } from './sample-steps.ts';

/** Lines as traces have them, and lines that try to escape from their place. */
const line = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'So it is 12.',
      'Let me compute 3.5 * 4 = 14.',
      'Wait, is it?',
      '$a < b$ holds.',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '</Plan_1>',
      '<Plan_2> more </Plan_2>',
      '<prompt_1.1> evil </prompt_1.1>',
      '</prompt>',
      '<Execution_1>',
      '<execution_1.2> x',
      '</execution_1.1>',
      '</Execution_1> <Final_answer> 1 </Final_answer>',
      '<think>',
      '</think>',
      '< / think >',
      '<Question> other </Question>',
      '</QUESTION >',
      '<final answer>',
      '<prompt_5.1续>',
      '<plan-',
      '<PLAN 3',
      'Based on execution_1.1, Execution_2:',
      'execution_9 and execution_1.1.2',
      '-----',
      '  ----------  ',
      'No prompt to execute.',
      '<',
      '</',
      '\u0000\uD800',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
);

const settings: fc.Arbitrary<CurationSettings> = fc.record({
  profile: fc.constant('custom' as const),
  shortMeasure: fc.constantFrom('lines', 'span'),
  shortBelow: fc.nat(4),
  ratioOf: fc.constantFrom('steps', 'prompts'),
  minRatio: fc.constantFrom(1, 1.5, 3),
  maxStages: fc.constantFrom(null, 2, 11),
  maxPrompts: fc.constantFrom(null, 2, 8),
  maxTokens: fc.constantFrom(null, 50, 7_168),
  requireCorrect: fc.boolean(),
  requireSaving: fc.boolean(),
  rejectLeaks: fc.boolean(),
  comments: fc.constantFrom('observations', 'dropped'),
  envelope: fc.constantFrom('think', 'none'),
});

/**
 * Lengths of a step's plan, execution and comment, whether lines without a step follow, and the indices of its parents.
 */
const shape = fc.record({
  plan: fc.nat(3),
  execution: fc.nat(5),
  comment: fc.nat(2),
  lost: fc.nat(1),
  planOnly: fc.constantFrom('by-rule', 'by-rule', 'always', 'never'),
  prompt: fc.oneof(fc.constant(''), line),
  parents: fc.array(fc.nat(), { maxLength: 3 }),
});

/** Any settings; steps over any lines of any text, in order and disjoint; parents are earlier steps. */
export const arbitraryInput: fc.Arbitrary<CurateInput> = fc
  .record({
    lines: fc.array(line, { maxLength: 60 }),
    shapes: fc.array(shape, { maxLength: 12 }),
    settings: fc.oneof(fc.constantFrom(profiles.paper, profiles.authors), settings),
    question: fc.oneof(fc.constant(null), line),
    expected: fc.constantFrom(null, '42', '7'),
    answer: fc.oneof(fc.constant(null), fc.constant('It is \\boxed{42}.'), line),
  })
  .map(({ lines, shapes, settings, ...texts }) => {
    let next = 1;
    const take = (length: number): [number, number] | undefined => {
      const first = next;
      next += length;
      return length === 0 ? undefined : [first, next - 1];
    };
    const steps = shapes.map(({ plan, execution, comment, lost, parents, ...rest }, index): SampleStep => {
      const own = { plan: take(plan), execution: take(execution), comment: take(comment) };
      next += lost;
      return {
        ...rest,
        ...own,
        parents: index === 0 ? [] : [...new Set(parents.map((parent) => (parent % index) + 1))],
      };
    });
    return { ...sampleInput(lines.join('\n'), steps, settings), ...texts };
  });
