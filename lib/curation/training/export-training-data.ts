import { sha256Hex } from '#lib/base/sha256.ts';
import type { ChatTemplateId, RowShape, TrainingOptions } from '#lib/contract/training-export.ts';
import { chatTemplate, keptOfReply } from './chat-templates.ts';
import {
  type DataCard,
  type HashedFile,
  hashed,
  type TrainingPart,
  writeCard,
  writeReadme,
} from './data-card.ts';
import { distributionsOf, writeChart } from './distributions.ts';
import { datasetInfo, formatRow } from './format-row.ts';
import { createTally, type Tally } from './tally.ts';
import { questionKey, type Split, splitOf, type TrainingContext } from './training-options.ts';
import { type TrainingRow, trainingRows } from './training-rows.ts';
import type { TrainingSample } from './training-sample.ts';

export type { TrainingPart } from './data-card.ts';

/** The samples in their order; called once per split. */
export type Samples = () => AsyncIterable<TrainingSample>;

/** Samples that we check before we write anything: what a template keeps of one it keeps of all. */
const CHECKED = 20;

/**
 * Checks whether these samples give rows that teach something.
 * @throws TrainingExportError
 */
export async function checkTraining(samples: Samples, options: TrainingOptions): Promise<void> {
  let checked = 0;
  for await (const sample of samples()) {
    const rows = await trainingRows(sample, options);
    if (rows.length === 0) continue;
    if (rows.some((row) => learnedText(row, options.shape, options.template) === ''))
      throw noLoss(options.template);
    if (++checked >= CHECKED) return;
  }
  if (checked === 0)
    throw new TrainingExportError(
      'no-rows',
      'There is nothing to export: no record of this choice has rounds and a question.',
      'Choose other records; a record without a question can be given one in the workbench.',
    );
}

/**
 * Yields training data as files, one after the other, while it reads the samples: it holds only one sample at a time.
 * The same samples, options and context give the same bytes.
 * @throws TrainingExportError before the first file
 */
export async function* trainingParts(
  samples: Samples,
  options: TrainingOptions,
  context: TrainingContext,
): AsyncGenerator<TrainingPart, void, void> {
  await checkTraining(samples, options);
  const tally = createTally();
  const files: HashedFile[] = [];
  const splits: Split[] = options.test > 0 ? ['train', 'test'] : ['train'];
  const written: Split[] = [];
  for (const split of splits) {
    const lines = rowLines(samples, split, options, context, tally);
    const first = await lines.next();
    // No trainer loads a file without a row.
    if (first.done) continue;
    written.push(split);
    yield hashed(`${split}.jsonl`, startingWith(first.value, lines), files);
  }
  if (options.format === 'llama-factory')
    yield hashed('dataset_info.json', one(pretty(datasetInfo(options.shape, written))), files);
  yield hashed('records.jsonl', each(tally.records()), files);
  const distributions = distributionsOf(tally.summaries());
  yield hashed('chart.svg', one(writeChart(distributions)), files);
  const card: DataCard = writeCard({ options, context, files, distributions, tally, splits: written });
  yield { path: 'card.json', chunks: one(pretty(card)) };
  yield { path: 'README.md', chunks: one(writeReadme(card)) };
}

export interface TrainingFile {
  readonly path: string;
  readonly content: string;
}

/** Returns the same files whole; for a few records. */
export async function exportTrainingData(
  samples: readonly TrainingSample[],
  options: TrainingOptions,
  context: TrainingContext,
): Promise<TrainingFile[]> {
  const sorted = [...samples].sort((a, b) => a.index - b.index);
  const files: TrainingFile[] = [];
  const iterate = async function* () {
    yield* sorted;
  };
  for await (const { path, chunks } of trainingParts(iterate, options, context)) {
    let content = '';
    for await (const chunk of chunks) content += chunk;
    files.push({ path, content });
  }
  return files;
}

async function* rowLines(
  samples: Samples,
  split: Split,
  options: TrainingOptions,
  context: TrainingContext,
  tally: Tally,
): AsyncGenerator<string, void, void> {
  for await (const sample of samples()) {
    const key = questionKey(sample.question);
    const isFirstPass = split === 'train';
    if (key === '') {
      if (isFirstPass) tally.leaveOut('noQuestion');
      continue;
    }
    if (splitOf(key, options.seed, options.test) !== split) continue;
    const rows = await trainingRows(sample, options);
    let lines = '';
    let count = 0;
    for (const row of rows) {
      const tokens = await tokensOf(row, sample, options, context);
      if (tokens === 0) {
        tally.leaveOut('noLoss');
        continue;
      }
      count++;
      tally.addRow(split, row.kind, tokens);
      lines += `${JSON.stringify(formatRow(row, options))}\n`;
    }
    if (count === 0) continue;
    tally.addRecord(split, sample, { rows: count, questionSha256: sha256Hex(key) });
    yield lines;
  }
}

/**
 * Tokens that carry loss. For a whole trajectory we take the count from its curation, minus what precedes it: counting
 * 30 kB again takes 45 ms.
 */
async function tokensOf(
  row: TrainingRow,
  { trajectory, summary }: TrainingSample,
  { shape, template }: TrainingOptions,
  { counter }: TrainingContext,
): Promise<number> {
  const learned = learnedText(row, shape, template);
  if (learned === '') return 0;
  if (row.kind !== 'trajectory' || learned !== row.completion) return counter.count(learned);
  const before = trajectory.slice(0, trajectory.length - row.completion.length);
  return Math.max(1, summary.sampleTokens - (await counter.count(before)));
}

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

async function* one(text: string) {
  yield text;
}

async function* each(texts: Iterable<string>) {
  yield* texts;
}

async function* startingWith(first: string, rest: AsyncIterable<string>) {
  yield first;
  yield* rest;
}

/**
 * The text of a row that carries loss: a whole completion, or of a message what the model's chat template keeps. Empty
 * if only white space remains.
 */
function learnedText({ completion }: TrainingRow, shape: RowShape, template: ChatTemplateId): string {
  const kept = shape === 'messages' ? keptOfReply(template, completion) : completion;
  return kept.trim() === '' ? '' : kept;
}

const noLoss = (template: ChatTemplateId): TrainingExportError =>
  new TrainingExportError(
    'no-loss',
    `Nothing would be learned from “messages”: the chat template of ${chatTemplate(template).title} keeps only what follows </think>, and the whole trajectory stands before it. 0 tokens would carry loss.`,
    'Export as prompt and completion, or choose a chat template that keeps the thinking if your model has one.',
  );

/** Why we cannot write training data. */
export class TrainingExportError extends Error {
  /** `no-loss`: the trainer would learn nothing from it. `no-rows`: none of the records gives a row. */
  readonly type: 'no-loss' | 'no-rows';
  readonly remedy: string;

  constructor(type: TrainingExportError['type'], message: string, remedy: string) {
    super(message);
    this.name = 'TrainingExportError';
    this.type = type;
    this.remedy = remedy;
  }
}
