import fc from 'fast-check';
import type { Decomposition, Step } from '#lib/contract/curation-record.ts';
import { profiles } from '#lib/contract/curation-settings.ts';
import { curate } from '../../curate.ts';
import { summarise } from '../../record.ts';
import { segment } from '../../segment.ts';
import type { TrainingSample } from '../training-sample.ts';

/** Texts that may break a format: tags of ours and of templates, quotes, other scripts, JSON-like text. */
const hostile = [
  'So x < 3 and y > 2.',
  'He writes </think> here.',
  'A <prompt_1.1> in the text.',
  '<|im_end|> and <｜end▁of▁sentence｜> stand here.',
  'It says "quoted", {"role": "user"} and \\boxed{7}.',
  'Αλήθεια ² ≥ 𝟙 🧮.',
  'Based on execution_1.1 we go on.',
  '-----',
  'Now compute 2.5 + 3.5 = 6.',
];

export interface RandomSampleOptions {
  readonly profile?: 'paper' | 'authors';
}

/** Curated records: random texts split at random, with random dependencies, through `curate` itself. */
export const randomSample = ({ profile = 'paper' }: RandomSampleOptions = {}): fc.Arbitrary<TrainingSample> =>
  fc
    .record({
      index: fc.nat(1_000_000),
      question: fc.constantFrom(
        'What is 2 + 2?',
        'Is x < 3?',
        'Frage „ä“\nin two lines',
        'Find </Question> if you can',
      ),
      answer: fc.constantFrom('It is \\boxed{4}.', 'No.', 'The </think> ends: \\boxed{x}'),
      sizes: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 8 }),
      words: fc.array(fc.constantFrom(...hostile), { minLength: 8, maxLength: 8 }),
      picks: fc.array(fc.nat(1_000), { minLength: 24, maxLength: 24 }),
    })
    .map(({ index, question, answer, sizes, words, picks }) => {
      const lines = sizes.flatMap((size, step) =>
        Array.from(
          { length: size },
          (_, line) => `Step ${step} line ${line}: ${words[(step + line) % words.length] ?? ''}`,
        ),
      );
      const source = segment(lines.join('\n\n'));
      const count = source.lines.length;
      const bounds = sizes.map((_, step) => 1 + Math.floor((step * count) / sizes.length));
      const steps: Step[] = sizes.map((_, step) => {
        const first = bounds[step] ?? 1;
        const last = (bounds[step + 1] ?? count + 1) - 1;
        const executes = (picks[step] ?? 0) % 3 !== 0 && last > first;
        return {
          id: `s${step}`,
          description: `Step ${step}`,
          prompt: executes ? `Carry out part ${step}.` : '',
          plan: first <= last ? [{ first, last: executes ? first : last }] : [],
          execution: executes ? [{ first: first + 1, last }] : [],
          comment: [],
          planOnly: executes ? 'never' : 'by-rule',
        };
      });
      const parents = Object.fromEntries(
        steps.map((step, at) => [
          step.id,
          at > 0 && (picks[8 + at] ?? 0) % 2 === 0 ? [`s${(picks[16 + (at % 8)] ?? 0) % at}`] : [],
        ]),
      );
      return sampleOf(index, question, answer, source, { steps, parents }, profile);
    });

function sampleOf(
  index: number,
  question: string,
  answer: string,
  source: ReturnType<typeof segment>,
  decomposition: Decomposition,
  profile: 'paper' | 'authors',
): TrainingSample {
  const settings = profiles[profile];
  const countTokens = (text: string) => Math.ceil(text.length / 4);
  const curated = curate({
    source,
    decomposition,
    settings,
    question,
    expected: null,
    answer,
    countTokens,
  });
  return {
    index,
    sourceName: `row ${index}`,
    question,
    trajectory: curated.trajectory,
    source: source.text,
    settings,
    summary: summarise(curated),
    stepsBy: { kind: 'rules', version: 1 },
    parentsBy: { kind: 'rules', version: 1 },
    draft: true,
  };
}
