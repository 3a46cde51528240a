import { createHash } from 'node:crypto';
import Ajv from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chatTemplateIds,
  defaultTrainingOptions,
  rowShapes,
  type TrainingOptions,
  trainingFormatIds,
  trainingUnits,
} from '#lib/contract/training-export.ts';
import { readTraces } from '#lib/formats/traces/read-traces.ts';
import { parseTranscript } from '#lib/protocol/transcript-log/transcript-log.ts';
import { checkTraining, exportTrainingData, type TrainingFile } from './export-training-data.ts';
import { randomSample } from './testing/random-samples.ts';
import { datasetInfoSchema, rowSchemas } from './testing/trainer-schemas.ts';
import type { TrainingContext } from './training-options.ts';
import type { TrainingSample } from './training-sample.ts';

const context: TrainingContext = {
  source: { name: 'traces.jsonl', sha256: 'ab'.repeat(32), selection: 'records kept by the filter' },
  version: '1.2.3',
  counter: { name: 'quarter', count: async (text) => Math.ceil(text.length / 4) },
};
const options = (given: Partial<TrainingOptions> = {}): TrainingOptions => ({
  ...defaultTrainingOptions,
  ...given,
});
const contentOf = (files: readonly TrainingFile[], path: string) =>
  files.find((file) => file.path === path)?.content ?? '';
const rowsOf = (files: readonly TrainingFile[], path = 'train.jsonl'): Record<string, unknown>[] =>
  contentOf(files, path)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

/** What a text says as a trajectory, regardless of offsets. */
function said(text: string, question: string | null) {
  const parsed = parseTranscript(text);
  return {
    question: parsed.question ?? question,
    stages: parsed.stages.map(({ plan, executions }) => ({
      plan: plan.text,
      prompts: plan.prompts.map(({ start, end }) => plan.text.slice(start, end ?? undefined)),
      executions: [...executions].map(([index, { text: written }]) => [index, written]),
    })),
    answer: parsed.answer?.text ?? null,
  };
}

const sampleList = (most: number, profile: 'paper' | 'authors' = 'paper') =>
  fc.uniqueArray(randomSample({ profile }), {
    minLength: 1,
    maxLength: most,
    selector: ({ index }) => index,
  });
/** One set of records, the same in each run. */
const someSamples = (count: number, profile: 'paper' | 'authors' = 'paper'): TrainingSample[] =>
  fc
    .sample(randomSample({ profile }), { numRuns: count, seed: 7 })
    .map((sample, index) => ({ ...sample, index }));

/** R1-Distill's template does not allow `messages`; all other pairs work. */
const allowed = rowShapes.flatMap((shape) =>
  chatTemplateIds
    .filter((template) => shape !== 'messages' || template !== 'r1-distill')
    .map((template) => ({ shape, template })),
);

describe('re-import', () => {
  test.each(trainingFormatIds)(
    '%s: what is exported is read by our own import as the same trajectories',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(
          sampleList(4),
          fc.constantFrom(...allowed),
          fc.constantFrom('paper', 'authors'),
          async (samples, pair, _policy) => {
            const files = await exportTrainingData(samples, options({ format, ...pair, test: 0 }), context);
            const { traces, problems } = readTraces({
              path: 'train.jsonl',
              text: contentOf(files, 'train.jsonl'),
            });
            expect(problems).toEqual([]);
            const sorted = [...samples].sort((a, b) => a.index - b.index);
            expect(traces.map(({ text, question }) => said(text, question))).toEqual(
              sorted.map(({ trajectory }) => said(trajectory, null)),
            );
            expect(traces.map(({ question }) => question)).toEqual(
              sorted.map(({ trajectory }) => said(trajectory, null).question),
            );
          },
        ),
        { numRuns: 40 },
      );
    },
  );

  test('trajectories without an envelope, as the authors write them, come back too', async () => {
    const samples = someSamples(5, 'authors');
    const files = await exportTrainingData(samples, options({ test: 0 }), context);
    const { traces } = readTraces({ path: 'train.jsonl', text: contentOf(files, 'train.jsonl') });
    expect(traces.map(({ text, question }) => said(text, question))).toEqual(
      samples.map(({ trajectory }) => said(trajectory, null)),
    );
  });
});

describe('rows', () => {
  const ajv = new Ajv({ allErrors: true, strict: false });

  test.each(trainingFormatIds)(
    '%s: every row is one that its trainer’s documentation describes',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(
          sampleList(3),
          fc.constantFrom(...allowed),
          fc.constantFrom(...trainingUnits),
          fc.constantFrom('paper' as const, 'authors' as const),
          async (samples, pair, unit, policy) => {
            const files = await exportTrainingData(
              samples,
              options({ format, ...pair, unit, policy, test: 0.3 }),
              context,
            );
            const validate = ajv.compile(rowSchemas[format][pair.shape]);
            for (const path of ['train.jsonl', 'test.jsonl'])
              for (const row of rowsOf(files, path)) expect(validate(row) || validate.errors).toBe(true);
            const info = contentOf(files, 'dataset_info.json');
            expect(info !== '').toBe(format === 'llama-factory');
            if (info === '') return;
            const validInfo = ajv.compile(datasetInfoSchema);
            expect(validInfo(JSON.parse(info)) || validInfo.errors).toBe(true);
            for (const entry of Object.values(JSON.parse(info) as Record<string, { file_name: string }>))
              expect(files.map(({ path }) => path)).toContain(entry.file_name);
          },
        ),
        { numRuns: 30 },
      );
    },
  );

  test('pre-templated for R1-Distill: prompt and completion are the model’s own text, with its special characters', async () => {
    const [sample] = someSamples(1);
    const [row] = rowsOf(
      await exportTrainingData([sample as TrainingSample], options({ test: 0, format: 'axolotl' }), context),
    );
    const [prompt, completion] = ((row?.segments ?? []) as { text: string }[]).map(({ text }) => text);
    expect(prompt).toMatch(
      /^<\uFF5Cbegin\u2581of\u2581sentence\uFF5C><\uFF5CUser\uFF5C><Question>\n[\s\S]*<\/Question><\uFF5CAssistant\uFF5C><think>\n$/,
    );
    expect(completion).toMatch(
      /^<Plan_1>[\s\S]*<\/Final_answer>\n<\/think>\n<\uFF5Cend\u2581of\u2581sentence\uFF5C>$/,
    );
  });

  test('where a trainer’s tokenizer begins and ends a text, the data does not do so again', async () => {
    const [sample] = someSamples(1);
    const of = async (format: TrainingOptions['format']) =>
      JSON.stringify(
        rowsOf(await exportTrainingData([sample as TrainingSample], options({ test: 0, format }), context)),
      );
    expect(await of('trl')).not.toContain('begin▁of▁sentence');
    const forced = options({ test: 0, format: 'trl', begin: 'data' });
    const [row] = rowsOf(await exportTrainingData([sample as TrainingSample], forced, context));
    expect(row?.prompt).toMatch(/^<｜begin▁of▁sentence｜><｜User｜>/);
    expect(await of('trl')).toMatch(/<｜end▁of▁sentence｜>"\}\]$/);
    expect(await of('ms-swift')).not.toMatch(/begin▁of▁sentence|end▁of▁sentence｜>"\}\]$/);
  });

  test('one row a call: each prompt is the context of that call, and pieces in their order are the trajectory', async () => {
    await fc.assert(
      fc.asyncProperty(sampleList(1), async ([sample]) => {
        const { trajectory, summary } = sample as TrainingSample;
        const given = options({ unit: 'calls', template: 'plain', test: 0 });
        const rows = rowsOf(await exportTrainingData([sample as TrainingSample], given, context)) as {
          prompt: string;
          completion: string;
        }[];
        expect(rows).toHaveLength(summary.stages + summary.prompts + 1);
        // The answer's context contains everything before it: with its completion it is the whole trajectory.
        const last = rows.at(-1);
        expect(said(`${last?.prompt}${last?.completion}`, null)).toEqual(said(trajectory, null));
        for (const { prompt, completion } of rows) {
          expect(prompt.startsWith('<Question>')).toBe(true);
          const opened = /<(execution_[\d.]+)>\s*$/.exec(prompt)?.[1];
          expect(completion.trimEnd().endsWith(opened ? `</${opened}>` : '>')).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('policy authors shows an executor only its own prompt as number 1', async () => {
    const sample = someSamples(30).find(({ summary }) => summary.promptsPerStage.some((count) => count > 1));
    const given = options({ unit: 'calls', policy: 'authors', template: 'plain', test: 0 });
    const rows = rowsOf(await exportTrainingData([sample as TrainingSample], given, context)) as {
      prompt: string;
    }[];
    const executors = rows.filter(({ prompt }) => /<execution_\d+\.\d+>\s*$/.test(prompt));
    expect(executors.length).toBeGreaterThan(1);
    for (const { prompt } of executors) expect(prompt.trimEnd()).toMatch(/<execution_\d+\.1>$/);
  });
});

describe('what is learned', () => {
  test('messages for R1-Distill are refused: its chat template leaves nothing of a trajectory', async () => {
    const samples = someSamples(3);
    const given = options({ shape: 'messages' });
    await expect(exportTrainingData(samples, given, context)).rejects.toMatchObject({
      type: 'no-loss',
      message: expect.stringContaining('</think>'),
      remedy: expect.stringContaining('prompt and completion'),
    });
  });

  test('messages are written where the template keeps the thinking', async () => {
    const files = await exportTrainingData(
      someSamples(3),
      options({ shape: 'messages', template: 'qwen3', test: 0 }),
      context,
    );
    const [row] = rowsOf(files) as { messages: { content: string }[] }[];
    expect(row?.messages.at(-1)?.content).toMatch(/^<think>\n[\s\S]*<\/think>\n$/);
  });

  test('a trajectory without </think> survives R1-Distill’s rule, as the rule says', async () => {
    const samples = someSamples(3, 'authors').map((sample) => ({
      ...sample,
      trajectory: sample.trajectory.replaceAll('</think>', ''),
    }));
    const files = await exportTrainingData(samples, options({ shape: 'messages', test: 0 }), context);
    expect(rowsOf(files)).toHaveLength(3);
  });

  test('every row has tokens that carry loss, and the card says how many', async () => {
    const card = JSON.parse(
      contentOf(await exportTrainingData(someSamples(8), options({ test: 0 }), context), 'card.json'),
    );
    expect(card.splits.train.leastLossTokens).toBeGreaterThan(0);
    expect(card.splits.train.lossTokens).toBeGreaterThanOrEqual(8 * card.splits.train.leastLossTokens);
  });

  test('records without a question are left out and told; nothing but such ones is refused', async () => {
    const [first, second] = someSamples(2);
    const bare = { ...(second as TrainingSample), question: ' ' };
    const files = await exportTrainingData([first as TrainingSample, bare], options({ test: 0 }), context);
    expect(rowsOf(files)).toHaveLength(1);
    expect(JSON.parse(contentOf(files, 'card.json')).leftOut).toEqual({ noQuestion: 1, noLoss: 0 });
    const only = async function* () {
      yield bare;
    };
    await expect(checkTraining(only, options())).rejects.toMatchObject({ type: 'no-rows' });
  });
});

describe('the whole', () => {
  const numbered = (count: number) =>
    someSamples(count).map((sample, index) => {
      const question = `Question ${index % Math.ceil(count / 2)}?`;
      return {
        ...sample,
        question,
        trajectory: sample.trajectory.replace(
          /<Question>\n[\s\S]*?\n<\/Question>/,
          `<Question>\n${question}\n</Question>`,
        ),
      };
    });
  const questions = (files: readonly TrainingFile[], path: string) =>
    new Set(
      rowsOf(files, path).map(
        ({ prompt }) => /<Question>\n([\s\S]*?)\n<\/Question>/.exec(String(prompt))?.[1],
      ),
    );

  test('no question is in both parts, and none changes sides when records are added', async () => {
    const small = await exportTrainingData(numbered(40).slice(0, 20), options({ test: 0.3 }), context);
    const large = await exportTrainingData(numbered(40), options({ test: 0.3 }), context);
    for (const files of [small, large])
      for (const question of questions(files, 'test.jsonl'))
        expect(questions(files, 'train.jsonl').has(question)).toBe(false);
    for (const question of questions(small, 'test.jsonl'))
      expect(questions(large, 'test.jsonl').has(question)).toBe(true);
    for (const question of questions(small, 'train.jsonl'))
      expect(questions(large, 'train.jsonl').has(question)).toBe(true);
    expect(questions(large, 'test.jsonl').size).toBeGreaterThan(0);
    expect(rowsOf(large).length + rowsOf(large, 'test.jsonl').length).toBe(40);
  });

  test('another seed is another split', async () => {
    const split = async (seed: number) =>
      contentOf(await exportTrainingData(numbered(40), options({ test: 0.3, seed }), context), 'test.jsonl');
    expect(await split(1)).not.toBe(await split(2));
  });

  test('the same selection is the same bytes, in whatever order it came', async () => {
    const samples = numbered(12);
    for (const format of trainingFormatIds) {
      const once = await exportTrainingData(samples, options({ format }), context);
      const again = await exportTrainingData([...samples].reverse(), options({ format }), context);
      expect(again).toEqual(once);
    }
  });

  test('the card has the hashes, settings, source, tool and tokenizer; the drawing is well-formed', async () => {
    const files = await exportTrainingData(numbered(12), options({ test: 0.3 }), context);
    const card = JSON.parse(contentOf(files, 'card.json'));
    expect(card).toMatchObject({ tool: 'Sprintscope 1.2.3', tokenizer: 'quarter', source: context.source });
    expect(card.settings).toMatchObject([{ records: 12, value: { profile: 'paper', minRatio: 1.5 } }]);
    expect(card.distributions.records).toBe(12);
    for (const { path, bytes, sha256 } of card.files) {
      const content = contentOf(files, path);
      expect(Buffer.byteLength(content)).toBe(bytes);
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
    }
    expect(card.files.map(({ path }: { path: string }) => path)).toEqual([
      'train.jsonl',
      'test.jsonl',
      'records.jsonl',
      'chart.svg',
    ]);
    expect(contentOf(files, 'README.md')).toMatch(/^---\nconfigs:[\s\S]*Licence/);
    expect(contentOf(files, 'chart.svg')).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  });
});
