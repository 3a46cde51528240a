import { sha256Hex } from '#lib/base/sha256.ts';
import type { CurationSummary, ProposalAuthor } from '#lib/contract/curation-record.ts';
import type { CurationSettings } from '#lib/contract/curation-settings.ts';
import type { Split } from './training-options.ts';
import type { TrainingRow } from './training-rows.ts';
import type { TrainingSample } from './training-sample.ts';

export interface LossNumbers {
  readonly rows: number;
  /** Tokens that carry loss: the total of all rows, and the least and most of one. */
  readonly lossTokens: number;
  readonly leastLossTokens: number;
  readonly mostLossTokens: number;
}

export interface SplitNumbers extends LossNumbers {
  readonly records: number;
  readonly questions: number;
}

/** Settings, or authors, with the number of records that have them; most frequent first. */
export interface Counted<T> {
  readonly records: number;
  readonly value: T;
}

/** What the data card needs to know about the rows, collected while we write them. */
export interface Tally {
  addRow(split: Split, kind: TrainingRow['kind'], lossTokens: number): void;
  addRecord(split: Split, sample: TrainingSample, row: { rows: number; questionSha256: string }): void;
  leaveOut(why: 'noQuestion' | 'noLoss'): void;
  split(split: Split): SplitNumbers;
  kinds(): Readonly<Record<string, number>>;
  leftOut(): Readonly<Record<'noQuestion' | 'noLoss', number>>;
  summaries(): readonly CurationSummary[];
  settings(): readonly Counted<CurationSettings>[];
  authors(): readonly Counted<{ steps: ProposalAuthor; dependencies: ProposalAuthor }>[];
  /** Records that rules split and nobody approved. */
  drafts(): number;
  /** A line of JSON for each record. */
  records(): readonly string[];
}

interface SplitState {
  records: number;
  questions: Set<string>;
  rows: number;
  lossTokens: number;
  least: number;
  most: number;
}

export function createTally(): Tally {
  const splits: Record<Split, SplitState> = { train: emptySplit(), test: emptySplit() };
  const kinds = new Map<string, number>();
  const leftOut = { noQuestion: 0, noLoss: 0 };
  const summaries: CurationSummary[] = [];
  const settings = new Map<string, number>();
  const authors = new Map<string, number>();
  const records: string[] = [];
  let drafts = 0;
  const more = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);

  return {
    addRow(split, kind, lossTokens) {
      const state = splits[split];
      state.rows++;
      state.lossTokens += lossTokens;
      state.least = Math.min(state.least, lossTokens);
      state.most = Math.max(state.most, lossTokens);
      more(kinds, kind);
    },
    addRecord(split, sample, { rows, questionSha256 }) {
      const { summary, index, sourceName, trajectory, source, draft } = sample;
      if (draft) drafts++;
      splits[split].records++;
      splits[split].questions.add(questionSha256);
      summaries.push(summary);
      more(settings, JSON.stringify(sample.settings));
      more(authors, JSON.stringify({ steps: sample.stepsBy, dependencies: sample.parentsBy }));
      const { stages, prompts, ratio, sampleTokens: tokens } = summary;
      const hashes = {
        questionSha256,
        sourceSha256: sha256Hex(source),
        trajectorySha256: sha256Hex(trajectory),
      };
      records.push(
        `${JSON.stringify({ index, name: sourceName, split, draft, rows, stages, prompts, ratio, tokens, ...hashes })}\n`,
      );
    },
    leaveOut(why) {
      leftOut[why]++;
    },
    split(split) {
      const { records: count, questions, rows, lossTokens, least, most } = splits[split];
      return {
        records: count,
        questions: questions.size,
        rows,
        lossTokens,
        leastLossTokens: rows === 0 ? 0 : least,
        mostLossTokens: most,
      };
    },
    kinds: () => Object.fromEntries([...kinds].sort(([a], [b]) => (a < b ? -1 : 1))),
    leftOut: () => ({ ...leftOut }),
    summaries: () => summaries,
    settings: () => counted(settings),
    authors: () => counted(authors),
    drafts: () => drafts,
    records: () => records,
  };
}

const emptySplit = (): SplitState => ({
  records: 0,
  questions: new Set(),
  rows: 0,
  lossTokens: 0,
  least: Number.POSITIVE_INFINITY,
  most: 0,
});

function counted<T>(counts: ReadonlyMap<string, number>): Counted<T>[] {
  return [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .map(([key, records]) => ({ records, value: JSON.parse(key) as T }));
}
