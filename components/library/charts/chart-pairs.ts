import { oldestFirst, pairGroups } from '#components/library/pair-groups.ts';
import { sequentialOf } from '#components/library/row.ts';
import type { LibraryRow } from '#lib/contract/library.ts';
import { isWhole, type RunLength, savedAgainstSequential } from '#lib/trace/saving.ts';
import type { SequentialDefinition } from '#lib/trace/sequential-tokens.ts';
import { mean } from './chart-bins.ts';

/** One SPRINT trace against one sequential run of the same question. */
export interface PairPoint {
  readonly sprint: LibraryRow;
  readonly sequential: LibraryRow;
  /** The further sequential samples that x is taken from; empty where x is the run itself. */
  readonly control: readonly LibraryRow[];
  /** Tokens on x: those of the sequential run, or, with a control, the mean of the other samples. */
  readonly x: number;
  /** 1 − the SPRINT trace's sequential tokens ÷ the sequential run's tokens; negative where it needed more. */
  readonly y: number;
}

export interface PairsChart {
  readonly points: readonly PairPoint[];
  /** The tokenizer of every point's counts; null where there is no point. */
  readonly tokenizer: string | null;
  /** The tokenizers of complete pairs, the most frequent first. */
  readonly tokenizers: readonly string[];
  /** Pairs (questions) with a SPRINT and a sequential trace among the rows. */
  readonly pairs: number;
  /** Points that have a second sequential sample of the same model, whether or not x uses it. */
  readonly withControl: number;
  /** SPRINT traces of pairs that have no point, by reason. */
  readonly leftOut: {
    /** The trace or every sequential partner did not end as `done`, or has no counts. */
    readonly unfinished: number;
    /** SPRINT and sequential trace have counts of different tokenizers. */
    readonly mixedTokenizers: number;
    /** Its tokenizer is not the one that is shown. */
    readonly otherTokenizer: number;
    /** x is to be a second sample and there is none. */
    readonly withoutControl: number;
  };
}

export interface PairsChartOptions {
  readonly definition: SequentialDefinition;
  /** Take x from a second sequential sample, where there is one; pairs without one are left out. */
  readonly control: boolean;
  /** Null uses the most frequent one. */
  readonly tokenizer: string | null;
}

interface Candidate {
  readonly sprint: LibraryRow;
  readonly sequential: LibraryRow;
  readonly others: readonly LibraryRow[];
}

/**
 * The points of the paper's Figure 6: each finished SPRINT trace against the first finished sequential sample of each
 * model in its pair group. We never mix tokenizers: a point's two counts share one, and so do all points.
 */
export function pairsChart(rows: readonly LibraryRow[], options: PairsChartOptions): PairsChart {
  const { definition, control } = options;
  const leftOut = { unfinished: 0, mixedTokenizers: 0, otherTokenizer: 0, withoutControl: 0 };
  const candidates: Candidate[] = [];
  let pairs = 0;
  for (const group of pairGroups(rows).values()) {
    const sprints = group.filter((row) => row.strategy === 'sprint');
    const sequentials = group.filter((row) => row.strategy === 'sequential');
    if (sprints.length === 0 || sequentials.length === 0) continue;
    pairs += 1;
    const samples = samplesByModel(sequentials.filter((row) => isCounted(row, definition)));
    for (const sprint of sprints) {
      if (!isCounted(sprint, definition) || samples.length === 0) {
        leftOut.unfinished += 1;
        continue;
      }
      const alike = samples.filter(([first]) => first?.tokenizer === sprint.tokenizer);
      if (alike.length === 0) leftOut.mixedTokenizers += 1;
      for (const [sequential, ...others] of alike)
        if (sequential) candidates.push({ sprint, sequential, others });
    }
  }

  const tokenizers = byFrequency(candidates.map(({ sprint }) => sprint.tokenizer ?? 'unknown'));
  const tokenizer =
    options.tokenizer !== null && tokenizers.includes(options.tokenizer)
      ? options.tokenizer
      : (tokenizers[0] ?? null);
  const points: PairPoint[] = [];
  let withControl = 0;
  for (const { sprint, sequential, others } of candidates) {
    if ((sprint.tokenizer ?? 'unknown') !== tokenizer) {
      leftOut.otherTokenizer += 1;
      continue;
    }
    if (others.length > 0) withControl += 1;
    else if (control) {
      leftOut.withoutControl += 1;
      continue;
    }
    const own = sequentialOf(sequential, definition) ?? 0;
    const x = control ? (mean(others.map((row) => sequentialOf(row, definition) ?? 0)) ?? 0) : own;
    const { share } = savedAgainstSequential(lengthOf(sprint, definition), lengthOf(sequential, definition));
    if (share === null) continue;
    points.push({ sprint, sequential, control: control ? others : [], x, y: share });
  }
  return { points, tokenizer, tokenizers, pairs, withControl, leftOut };
}

const lengthOf = (row: LibraryRow, definition: SequentialDefinition): RunLength => ({
  tokens: sequentialOf(row, definition),
  tokenizer: row.tokenizer,
  isWhole: isWhole(row.status),
});

/** Whether a row ended properly and has tokens: a run that was cut off would look like a short one. */
const isCounted = (row: LibraryRow, definition: SequentialDefinition): boolean =>
  isWhole(row.status) && (sequentialOf(row, definition) ?? 0) > 0;

/** Samples of one model and tokenizer together, the oldest first: the first is the partner, the others its control. */
function samplesByModel(rows: readonly LibraryRow[]): LibraryRow[][] {
  const samples = new Map<string, LibraryRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.model, row.tokenizer]);
    const known = samples.get(key);
    if (known) known.push(row);
    else samples.set(key, [row]);
  }
  return [...samples.values()].map((group) => group.sort(oldestFirst));
}

function byFrequency(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts.keys()].sort(
    (left, right) => (counts.get(right) ?? 0) - (counts.get(left) ?? 0) || (left < right ? -1 : 1),
  );
}

/** The points to average: leaves out the rule-based built-in, unless there is nothing else. */
export function averaged(points: readonly PairPoint[]): readonly PairPoint[] {
  const real = points.filter(({ sprint, sequential }) => !sprint.ruleBased && !sequential.ruleBased);
  return real.length > 0 ? real : points;
}

/** The numbers that people quote about the points; null where there are none. */
export interface PairMeans {
  /** Mean tokens of the sequential runs that the points divide by, each run once. */
  readonly sequentialTokens: number;
  /** Mean sequential tokens of the SPRINT traces, each once. */
  readonly sprintTokens: number;
  /** 1 − one mean ÷ the other: a long question weighs in proportion to its tokens. */
  readonly reductionOfMeans: number;
  /** Mean of y: every point weighs the same. */
  readonly meanReduction: number;
}

export function pairMeans(points: readonly PairPoint[], definition: SequentialDefinition): PairMeans | null {
  const meanTokens = (rows: Iterable<LibraryRow>) =>
    mean([...new Set(rows)].map((row) => sequentialOf(row, definition) ?? 0));
  const sequentialTokens = meanTokens(points.map(({ sequential }) => sequential));
  const sprintTokens = meanTokens(points.map(({ sprint }) => sprint));
  const meanReduction = mean(points.map(({ y }) => y));
  if (sequentialTokens === null || sprintTokens === null || meanReduction === null) return null;
  return {
    sequentialTokens,
    sprintTokens,
    reductionOfMeans: 1 - sprintTokens / sequentialTokens,
    meanReduction,
  };
}
