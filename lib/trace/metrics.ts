import { estimateTokens } from './estimate.ts';
import { allPieces, hasEnded, outsideStages } from './pieces.ts';
import {
  type Counting,
  countsTags,
  hasSharedOutThinking,
  isEstimated,
  pieceTokens,
  planTokens,
  type Reading,
  type SequentialDefinition,
  sequentialDefinitions,
  stagePath,
  thinkingTokens,
} from './sequential-tokens.ts';
import type { ExecutionState, PieceState, StageState, TraceState } from './state.ts';
import { type StageWait, stageWait } from './stragglers.ts';

/**
 * Raised whenever a number changes its meaning; we recompute numbers stored under another version from their log and
 * never show them beside current ones. 2: thinking counts.
 */
export const METRICS_VERSION = 2;

/** One row of the table of stages. */
export interface StageMetrics extends StageWait {
  readonly stage: number;
  readonly prompts: number;
  /** Executions requested at least once. */
  readonly executions: number;
  /** Plan and executions, without tags. */
  readonly totalTokens: number;
  /** Of the plan and of all executions; under `visible`, no other number includes them. */
  readonly thinkingTokens: number;
  readonly sequentialTokens: Readonly<Record<SequentialDefinition, number>>;
  /** The branch on the critical path (`authors`); null if the path is the plan alone. */
  readonly criticalIndex: number | null;
  /** From the stage's start to its join, or to the latest folded moment. */
  readonly durationMs: number;
}

/** The numbers that depend on whether thinking counts. */
export interface ReadNumbers {
  readonly sequentialTokens: Readonly<Record<SequentialDefinition, number>>;
  /** All tokens in the trace, without tags. */
  readonly totalTokens: number;
  /** The same with tags, for comparison with `with-tags`. */
  readonly totalTokensWithTags: number;
  /** 1 − sequential ÷ total, under each definition; null before the first token. */
  readonly savedWithinTrace: Readonly<Record<SequentialDefinition, number | null>>;
}

/** The numbers of one session so far; for the formulas in words see metric-formulas.ts. */
export interface SessionMetrics extends ReadNumbers {
  readonly version: typeof METRICS_VERSION;
  /** The reading behind every number in tokens here; `visible` has the other reading's numbers. */
  readonly reading: Reading;
  /** The same numbers for the text alone. */
  readonly visible: ReadNumbers;
  /** Rounds: plans, except one that became the answer. */
  readonly stages: number;
  /** Prompts that have closed. */
  readonly prompts: number;
  /** Executions requested at least once. */
  readonly executions: number;
  /** Text and thinking of failed attempts; no other number includes them. */
  readonly discardedTokens: number;
  /** Thinking in all pieces, part of the total; under `visible`, no other number includes it. */
  readonly thinkingTokens: number;
  /** The planner's part of it, and the executors' part. */
  readonly planThinkingTokens: number;
  readonly executionThinkingTokens: number;
  /** Prompts ÷ stages; null without a stage. */
  readonly parallelizationRatio: number | null;
  /** Session start to end, or to the latest event; null where an import has no clock. */
  readonly wallClockMs: number | null;
  /**
   * Summed over all branches, from a branch's end to its join (or to the latest folded moment); null if an import has
   * no clock.
   */
  readonly waitedAtJoinsMs: number | null;
  /** The same counted in tokens. */
  readonly waitedAtJoinsTokens: number;
  /**
   * A piece is still being written, or an old log does not say when its planner thought: numbers in tokens are
   * estimates (`≈`).
   */
  readonly isEstimate: boolean;
  /** The tokenizer of every exact count; null before we know the session's start. */
  readonly tokenizer: string | null;
  /** The parts of the critical path (`authors`); the three add up to its sequential tokens. */
  readonly onCriticalPath: {
    readonly planTokens: number;
    readonly executionTokens: number;
    /** The final answer, or the thought of a sequential session. */
    readonly answerTokens: number;
  };
  readonly perStage: readonly StageMetrics[];
}

/**
 * Cost: O(pieces); reads no text except that of a failed attempt which was never counted.
 * @param reading what every number in tokens counts; the metrics state it themselves
 */
export function sessionMetrics(state: TraceState, reading: Reading = 'decoded'): SessionMetrics {
  const perStage = state.stages.map((stage) => stageMetrics(state, stage, reading));
  const outside = outsideStages(state);
  const spent: PieceState[] = allPieces(state);
  if (state.withdrawn) spent.push(state.withdrawn);
  const prompts = sum(perStage, (stage) => stage.prompts);
  const paths = state.stages.map((stage) => stagePath(stage, 'authors', reading));
  const hasClock = state.session?.clock !== 'tokens';
  const visible = readNumbers(state, 'visible');

  return {
    version: METRICS_VERSION,
    reading,
    ...(reading === 'visible' ? visible : readNumbers(state, reading)),
    visible,
    stages: perStage.length,
    prompts,
    executions: sum(perStage, (stage) => stage.executions),
    discardedTokens: sum(spent, discardedTokens) + sum(state.discarded, discardedBranchTokens),
    thinkingTokens: sum([...state.stages.flatMap(stagePieces), ...outside], thinkingTokens),
    planThinkingTokens: sum(state.stages, (stage) => thinkingTokens(stage.plan)),
    executionThinkingTokens: sum(state.stages, (stage) => sum(stage.executions, thinkingTokens)),
    parallelizationRatio: perStage.length === 0 ? null : prompts / perStage.length,
    wallClockMs: hasClock ? (state.endedAt ?? state.at) : null,
    waitedAtJoinsMs: hasClock
      ? sum(perStage, ({ branches }) => sum(branches, (branch) => branch.waitingMs ?? 0))
      : null,
    waitedAtJoinsTokens: sum(perStage, ({ branches }) => sum(branches, (branch) => branch.waitingTokens)),
    isEstimate:
      spent.some(isEstimated) ||
      (reading === 'decoded' && state.stages.some(({ plan }) => hasSharedOutThinking(plan))),
    tokenizer: state.session?.tokenizer ?? null,
    onCriticalPath: {
      planTokens: sum(paths, (path) => path.planTokens),
      executionTokens: sum(paths, (path) => path.executionTokens),
      answerTokens: sum(outside, (piece) => pieceTokens(piece, { reading })),
    },
    perStage,
  };
}

const stagePieces = (stage: StageState): PieceState[] => [stage.plan, ...stage.executions];

function readNumbers(state: TraceState, reading: Reading): ReadNumbers {
  const outside = outsideStages(state);
  const all = (tagged: boolean) =>
    sum(state.stages, (stage) => stageTokens(stage, { tagged, reading })) +
    sum(outside, (piece) => pieceTokens(piece, { tagged, reading }));
  const [totalTokens, totalTokensWithTags] = [all(false), all(true)];
  const sequentialTokens = byDefinition(
    (definition) =>
      sum(state.stages, (stage) => stagePath(stage, definition, reading).tokens) +
      sum(outside, (piece) => pieceTokens(piece, { tagged: countsTags(definition), reading })),
  );
  return {
    sequentialTokens,
    totalTokens,
    totalTokensWithTags,
    savedWithinTrace: byDefinition((definition) => {
      const total = countsTags(definition) ? totalTokensWithTags : totalTokens;
      return total === 0 ? null : 1 - sequentialTokens[definition] / total;
    }),
  };
}

const settledMetrics: Record<Reading, WeakMap<StageState, StageMetrics>> = {
  decoded: new WeakMap(),
  visible: new WeakMap(),
};

/** Cached for as long as the stage object exists, because a stage whose pieces have all ended no longer changes. */
function stageMetrics(state: TraceState, stage: StageState, reading: Reading): StageMetrics {
  const known = settledMetrics[reading].get(stage);
  if (known) return known;
  const metrics = measureStage(state, stage, reading);
  const settled =
    stage.endedAt !== null && hasEnded(stage.plan) && stage.executions.every((piece) => hasEnded(piece));
  if (settled) settledMetrics[reading].set(stage, metrics);
  return metrics;
}

function measureStage(state: TraceState, stage: StageState, reading: Reading): StageMetrics {
  const authors = stagePath(stage, 'authors', reading);
  return {
    stage: stage.stage,
    prompts: stage.plan.prompts.filter((prompt) => prompt.end !== null).length,
    executions: stage.executions.filter(wasRequested).length,
    totalTokens: stageTokens(stage, { reading }),
    thinkingTokens: sum(stagePieces(stage), thinkingTokens),
    sequentialTokens: byDefinition((definition) => stagePath(stage, definition, reading).tokens),
    criticalIndex: authors.branch?.index ?? null,
    durationMs: (stage.endedAt ?? state.at) - stage.startedAt,
    ...stageWait(state, stage, reading),
  };
}

const wasRequested = (piece: PieceState): boolean =>
  piece.startedAt !== null || piece.failedAttempts.some((failed) => failed.requestedAt !== null);

/** Tokens of a stage's plan and executions. */
export const stageTokens = (stage: StageState, counting: Counting): number =>
  planTokens(stage.plan, counting) + sum(stage.executions, (execution) => pieceTokens(execution, counting));

const discardedTokens = (piece: PieceState): number =>
  sum(piece.failedAttempts, ({ tokens, text, thinking }) =>
    tokens ? tokens.text + tokens.thinking : estimateTokens(text) + estimateTokens(thinking),
  );

/** All tokens of a branch whose plan turned out to be thinking. */
const discardedBranchTokens = (branch: ExecutionState): number =>
  pieceTokens(branch, { reading: 'decoded' }) + discardedTokens(branch);

function byDefinition<T>(value: (definition: SequentialDefinition) => T): Record<SequentialDefinition, T> {
  return Object.fromEntries(
    sequentialDefinitions.map((definition) => [definition, value(definition)]),
  ) as Record<SequentialDefinition, T>;
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  let total = 0;
  for (const item of items) total += value(item);
  return total;
}
