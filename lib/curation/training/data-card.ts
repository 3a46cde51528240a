import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { CurationDistributions } from '#lib/contract/curation-batch.ts';
import type { TrainingOptions } from '#lib/contract/training-export.ts';
import { chatTemplate } from './chat-templates.ts';
import type { SplitNumbers, Tally } from './tally.ts';
import { trainingFormat } from './training-formats.ts';
import type { Split, TrainingContext, TrainingSource } from './training-options.ts';

/** The contents of an export, for people and programs. It holds no time: the same export gives the same bytes. */
export interface DataCard {
  readonly tool: string;
  readonly tokenizer: string;
  readonly source: TrainingSource;
  readonly options: TrainingOptions;
  /** Where the tokens that begin and end a text come from: the data, or the trainer, which adds them. */
  readonly specialTokens: { readonly begin: string; readonly end: string };
  readonly splits: Readonly<Partial<Record<Split, SplitNumbers>>>;
  /** Rows by what a model learns from them. */
  readonly rowsByKind: Readonly<Record<string, number>>;
  /** Records without a question, and rows that would teach nothing. */
  readonly leftOut: Readonly<Record<'noQuestion' | 'noLoss', number>>;
  readonly distributions: CurationDistributions;
  /** Profiles with all their thresholds. */
  readonly settings: ReturnType<Tally['settings']>;
  readonly takenApartBy: ReturnType<Tally['authors']>;
  /** Records that rules split and that no person accepted in review. */
  readonly drafts: number;
  readonly files: readonly HashedFile[];
}

interface CardInput {
  readonly options: TrainingOptions;
  readonly context: TrainingContext;
  readonly files: readonly HashedFile[];
  readonly distributions: CurationDistributions;
  readonly tally: Tally;
  readonly splits: readonly Split[];
}

export function writeCard({ options, context, files, distributions, tally, splits }: CardInput): DataCard {
  const { begin, end } = trainingFormat(options.format);
  const tokens = chatTemplate(options.template);
  const said = (by: 'data' | 'trainer', token: string) =>
    options.shape === 'messages' || by === 'trainer'
      ? 'added by the trainer'
      : token === ''
        ? 'none'
        : `in the data: ${token}`;
  return {
    tool: `Sprintscope ${context.version}`,
    tokenizer: context.counter.name,
    source: context.source,
    options,
    specialTokens: { begin: said(options.begin ?? begin, tokens.begin), end: said(end, tokens.end) },
    splits: Object.fromEntries(splits.map((split) => [split, tally.split(split)])),
    rowsByKind: tally.kinds(),
    leftOut: tally.leftOut(),
    distributions,
    settings: tally.settings(),
    takenApartBy: tally.authors(),
    drafts: tally.drafts(),
    files: [...files],
  };
}

const number = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 2 });
/** A name of a file, or of a model, made safe for Markdown. */
const plain = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ').replace(/[\\`*_{}[\]<>#|]/g, '\\$&');

/** The card as Markdown; its head tells Hugging Face's `load_dataset` which file is which split. */
export function writeReadme(card: DataCard): string {
  const { options, splits, source } = card;
  const names = Object.keys(splits);
  const format = trainingFormat(options.format);
  const row = format.rows[options.shape];
  return [
    '---',
    'configs:',
    '- config_name: default',
    '  data_files:',
    ...names.flatMap((name) => [`  - split: ${name}`, `    path: ${name}.jsonl`]),
    '---',
    '',
    '# SPRINT training data',
    '',
    `Trajectories of rounds, curated from sequential reasoning by ${card.tool}. Source: ${plain(source.name)}` +
      `${source.sha256 === null ? '' : ` (sha256 \`${source.sha256}\`)`}; ${source.selection}.`,
    '',
    '**Licence:** that of the source, which is not known here. Fill it in before you pass the data on.',
    '',
    '![Stages, prompts per stage, tokens](chart.svg)',
    '',
    '## Rows',
    '',
    `For ${format.title}: ${options.unit === 'trajectory' ? 'one row per trajectory' : `one row per call of the planner and of the executors, each with the context that the call has (policy \`${options.policy}\`)`}, as \`${row}\`, laid out for the template ${chatTemplate(options.template).title}.`,
    `Token that begins a text: ${card.specialTokens.begin}. Token that ends it: ${card.specialTokens.end}.`,
    '',
    '| split | records | questions | rows | tokens with loss | fewest in a row | most in a row |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...Object.entries(splits).map(
      ([name, one]) =>
        `| ${name} | ${number(one.records)} | ${number(one.questions)} | ${number(one.rows)} | ${number(one.lossTokens)} | ${number(one.leastLossTokens)} | ${number(one.mostLossTokens)} |`,
    ),
    '',
    `Split by question with seed ${options.seed}, ${number(options.test * 100)} % for the test: no question is in both, and none changes sides when records are added. Tokens are counted with \`${card.tokenizer}\`, without the tokens that begin and end a text.`,
    ...(card.leftOut.noQuestion + card.leftOut.noLoss > 0
      ? [
          '',
          `Left out: ${card.leftOut.noQuestion} records without a question, ${card.leftOut.noLoss} rows of which nothing would be learned.`,
        ]
      : []),
    '',
    '## Distributions',
    '',
    '| stages | records |',
    '| ---: | ---: |',
    ...card.distributions.stages.map(({ value, count }) => `| ${value} | ${number(count)} |`),
    '',
    '| prompts in a stage | stages |',
    '| ---: | ---: |',
    ...card.distributions.promptsPerStage.map(({ value, count }) => `| ${value} | ${number(count)} |`),
    '',
    '| tokens of the trajectory | records |',
    '| --- | ---: |',
    ...card.distributions.tokens.map(
      ({ from, to, count }) => `| ${number(from)} to ${number(to - 1)} | ${number(count)} |`,
    ),
    '',
    '## How it was made',
    '',
    ...card.takenApartBy.map(
      ({ records, value }) =>
        `- ${number(records)} records: steps by ${author(value.steps)}, dependencies by ${author(value.dependencies)}`,
    ),
    ...(card.drafts > 0
      ? [
          '',
          `**${number(card.drafts)} of them ${card.drafts === 1 ? 'is a draft' : 'are drafts'}:** taken apart by rules, and not accepted by anybody in review. \`records.jsonl\` says which (\`draft\`).`,
        ]
      : []),
    ...card.settings.flatMap(({ records, value }) => [
      '',
      `Profile \`${value.profile}\` (${number(records)} records):`,
      '',
      '```json',
      JSON.stringify(value, null, 2),
      '```',
    ]),
    '',
    '## Files',
    '',
    '| file | bytes | sha256 |',
    '| --- | ---: | --- |',
    ...card.files.map(({ path, bytes, sha256 }) => `| ${path} | ${number(bytes)} | \`${sha256}\` |`),
    '',
  ].join('\n');
}

function author(by: DataCard['takenApartBy'][number]['value']['steps']): string {
  if (by.kind === 'rules') return `rules (version ${by.version})`;
  return by.kind === 'model' ? `model ${plain(by.model)}` : 'the authors’ files';
}

/** A file that is being written: the consumer reads its chunks before it asks for the next file. */
export interface TrainingPart {
  readonly path: string;
  readonly chunks: AsyncIterable<string>;
}

export interface HashedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The same file; hashes its content while the consumer reads it, and adds the hash to `files` at the end. */
export function hashed(path: string, chunks: AsyncIterable<string>, files: HashedFile[]): TrainingPart {
  async function* draw() {
    const hash = sha256.create();
    let size = 0;
    for await (const chunk of chunks) {
      const bytes = utf8ToBytes(chunk);
      hash.update(bytes);
      size += bytes.length;
      yield chunk;
    }
    files.push({ path, bytes: size, sha256: bytesToHex(hash.digest()) });
  }
  return { path, chunks: draw() };
}
