import { metricFormulas, sequentialFormulas, withReading } from '#lib/trace/metric-formulas.ts';
import type { SessionMetrics } from '#lib/trace/metrics.ts';
import { allPieces } from '#lib/trace/pieces.ts';
import { isWhole, type RunLength, savedAgainstSequential } from '#lib/trace/saving.ts';
import type { Reading, SequentialDefinition } from '#lib/trace/sequential-tokens.ts';
import type { TraceState } from '#lib/trace/state.ts';
import type { Pair } from './pair.ts';

type NumberId = 'sequential' | 'total' | 'saved-within' | 'saved-against' | 'wall';

/** What we know of a side for its numbers. */
interface NumberSide {
  readonly state: TraceState;
  readonly metrics: SessionMetrics;
}

export type Incomparable =
  /** Token counts of different tokenizers. */
  | 'tokenizers'
  /** One side counts thinking, the other its visible text alone. */
  | 'readings'
  /** A side is still running: its numbers so far are not a result. */
  | 'running'
  /** A side broke off: we do not compare a part with a whole. */
  | 'partial'
  /** A side has no clock: imported text. */
  | 'no-clock'
  /** A side has no value (yet). */
  | 'missing';

/** One of the five numbers, for both sides: never merged, and compared only if both mean the same. */
export interface ComparedNumber {
  readonly id: NumberId;
  readonly unit: 'tokens' | 'share' | 'ms';
  readonly values: Pair<number | null>;
  readonly estimates: Pair<boolean>;
  /** First minus second; null if we cannot compare them. */
  readonly difference: number | null;
  /** First ÷ second; null for shares, and if we cannot compare them. */
  readonly ratio: number | null;
  readonly incomparable: Incomparable | null;
  readonly formula: string;
}

/** The saving against a real sequential run: which side is that run, and which side we measure against it. */
interface RealSaving {
  readonly id: 'saved-against';
  readonly share: number | null;
  readonly tokens: number | null;
  readonly referenceTokens: number | null;
  readonly isEstimate: boolean;
  /** Position of the sequential side. Null if neither or both are sequential. */
  readonly reference: 0 | 1 | null;
  readonly incomparable: Incomparable | null;
  readonly formula: string;
}

export interface NumberComparison {
  readonly definition: SequentialDefinition;
  /** The reading of both sides, if they agree. */
  readonly reading: Reading | null;
  readonly tokenizers: Pair<string | null>;
  readonly sameTokenizer: boolean;
  readonly sequential: ComparedNumber;
  readonly total: ComparedNumber;
  readonly savedWithin: ComparedNumber;
  readonly savedAgainst: RealSaving;
  readonly wall: ComparedNumber;
}

/** The five numbers of two sides under one definition, the first measured against the second. */
export function compareNumbers(sides: Pair<NumberSide>, definition: SequentialDefinition): NumberComparison {
  const metrics = [sides[0].metrics, sides[1].metrics] as const;
  const tokenizers = [metrics[0].tokenizer, metrics[1].tokenizer] as const;
  const sameTokenizer = tokenizers[0] === tokenizers[1];
  const estimates = [metrics[0].isEstimate, metrics[1].isEstimate] as const;
  const tagged = definition === 'with-tags';
  const running: Incomparable | null = sides.some(({ state }) => state.status === 'running')
    ? 'running'
    : null;
  const partial = running ?? (sides.every(({ state }) => isWhole(state.status)) ? null : 'partial');
  const [{ reading }, other] = metrics;
  const sameReading = reading === other.reading;
  const blocked: Incomparable | null = !sameTokenizer ? 'tokenizers' : sameReading ? partial : 'readings';
  const sequential = both(metrics, (side) => countOrNone(side.sequentialTokens[definition]));

  return {
    definition,
    reading: sameReading ? reading : null,
    tokenizers,
    sameTokenizer,
    sequential: compared(
      'sequential',
      'tokens',
      sequential,
      estimates,
      blocked,
      withReading(sequentialFormulas[definition].formula, reading),
    ),
    total: compared(
      'total',
      'tokens',
      both(metrics, (side) => countOrNone(tagged ? side.totalTokensWithTags : side.totalTokens)),
      estimates,
      blocked,
      withReading(
        (tagged ? metricFormulas.totalTokensWithTags : metricFormulas.totalTokens).formula,
        reading,
      ),
    ),
    // Shares of their own trace: another tokenizer moves both parts of the fraction, so they stay comparable.
    savedWithin: compared(
      'saved-within',
      'share',
      both(metrics, (side) => side.savedWithinTrace[definition]),
      estimates,
      sameReading ? running : 'readings',
      withReading(metricFormulas.savedWithinTrace.formula, reading),
    ),
    savedAgainst: savedAgainst(sides, sequential, estimates, blocked),
    wall: compared(
      'wall',
      'ms',
      both(metrics, (side) => side.wallClockMs),
      [false, false],
      metrics.some((side) => side.tokenizer !== null && side.wallClockMs === null) ? 'no-clock' : partial,
      metricFormulas.wallClockMs.formula,
    ),
  };
}

function savedAgainst(
  sides: Pair<NumberSide>,
  sequential: Pair<number | null>,
  estimates: Pair<boolean>,
  blocked: Incomparable | null,
): RealSaving {
  const isRun = both(sides, ({ state }) => state.session?.strategy === 'sequential');
  const reference = isRun[0] === isRun[1] ? null : isRun[0] ? 0 : 1;
  const run = reference === 0 ? 1 : 0;
  const referenceTokens = reference === null ? null : sequential[reference];
  const tokens = reference === null ? null : sequential[run];
  const length = (side: 0 | 1, counted: number | null): RunLength => ({
    tokens: counted,
    tokenizer: sides[side].metrics.tokenizer,
    isWhole: isWhole(sides[side].state.status),
  });
  const saved = savedAgainstSequential(length(run, tokens), length(run === 0 ? 1 : 0, referenceTokens));
  const incomparable = blocked ?? saved.none;
  return {
    id: 'saved-against',
    share: incomparable === null ? saved.share : null,
    tokens,
    referenceTokens,
    isEstimate: estimates[0] || estimates[1],
    reference,
    incomparable,
    formula: metricFormulas.savedAgainstSequential.formula,
  };
}

function compared(
  id: NumberId,
  unit: ComparedNumber['unit'],
  values: Pair<number | null>,
  estimates: Pair<boolean>,
  blocked: Incomparable | null,
  formula: string,
): ComparedNumber {
  const [first, second] = values;
  const incomparable = blocked ?? (first === null || second === null ? 'missing' : null);
  const together = incomparable === null && first !== null && second !== null;
  return {
    id,
    unit,
    values,
    estimates,
    difference: together ? first - second : null,
    ratio: together && unit !== 'share' && second !== 0 ? first / second : null,
    incomparable,
    formula,
  };
}

const countOrNone = (tokens: number): number | null => (tokens === 0 ? null : tokens);

const both = <S, T>(sides: Pair<S>, value: (side: S) => T): Pair<T> => [value(sides[0]), value(sides[1])];

/**
 * Average tokens a second that one stream wrote, over all pieces that have ended, from first token to end. Null if
 * nothing was measured. Wall times compare strategies only if this is similar on both sides.
 */
export function streamRate(state: TraceState): number | null {
  if (state.session?.clock !== 'wall') return null;
  let tokens = 0;
  let ms = 0;
  for (const piece of allPieces(state)) {
    if (piece.tokens === null || piece.firstTokenAt === null || piece.endedAt === null) continue;
    tokens += piece.tokens.text + piece.tokens.thinking;
    ms += piece.endedAt - piece.firstTokenAt;
  }
  return ms > 0 && tokens > 0 ? (tokens / ms) * 1000 : null;
}
