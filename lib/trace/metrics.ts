import { estimateTokens } from './estimate.ts';
import { allPieces, hasEnded } from './pieces.ts';
import {
  isEstimated,
  pieceTokens,
  planTokens,
  type SequentialDefinition,
  sequentialDefinitions,
  stagePath,
  thinkingTokens,
} from './stage-tokens.ts';
import type { PieceState, StageState, TraceState } from './state.ts';
import { type StageWait, stageWait } from './stragglers.ts';

/**
 * Raised whenever a number changes its meaning; what is stored under another version is computed anew from its log and
 * never shown beside today's. 2: thinking counts.
 */
export const METRICS_VERSION = 2;

/** One row of the table of stages. */
export interface StageMetrics extends StageWait {
  readonly stage: number;
  readonly prompts: number;
  /** Executions requested at least once. */
  readonly executions: number;
  /** Plan and executions, tags not counted. */
  readonly totalTokens: number;
  readonly sequentialTokens: Readonly<Record<SequentialDefinition, number>>;
  /** The branch on the critical path (`authors`); null where it is the plan alone. */
  readonly criticalIndex: number | null;
  /** From the stage's start to its join, or to the latest moment. */
  readonly durationMs: number;
}

/** The numbers of one session so far; the formulas in words: metric-formulas.ts. */
export interface SessionMetrics {
  /** Rounds: plans, the one that became the answer not counted. */
  readonly stages: number;
  /** Prompts that have closed. */
  readonly prompts: number;
  /** Executions requested at least once. */
  readonly executions: number;
  readonly sequentialTokens: Readonly<Record<SequentialDefinition, number>>;
  /** Everything that stands in the trace, tags and thinking not counted. */
  readonly totalTokens: number;
  /** The same, tags counted: what `with-tags` compares with. */
  readonly totalTokensWithTags: number;
  /** Text and thinking of failed attempts; in no other number. */
  readonly discardedTokens: number;
  /** Thinking sent apart from the text; in no other number. */
  readonly thinkingTokens: number;
  /** 1 − sequential ÷ total, under each definition; null before the first token. */
  readonly savedWithinTrace: Readonly<Record<SequentialDefinition, number | null>>;
  /** Prompts ÷ stages; null without a stage. */
  readonly parallelizationRatio: number | null;
  /** Session start to end, or to the latest event; null where an import has no clock. */
  readonly wallClockMs: number | null;
  /** Over all branches, from a branch's end to its join (or to the latest moment); null where an import has no clock. */
  readonly waitedAtJoinsMs: number | null;
  /** The same counted in tokens. */
  readonly waitedAtJoinsTokens: number;
  /** Some piece is still being written: numbers in tokens are estimates (`≈`). */
  readonly isEstimate: boolean;
  /** Behind every exact count; null before the session's start is known. */
  readonly tokenizer: string | null;
  /** What the critical path (`authors`) is made of; the three add up to its sequential tokens. */
  readonly onCriticalPath: {
    readonly planTokens: number;
    readonly executionTokens: number;
    /** The final answer, or the thought of a sequential session. */
    readonly answerTokens: number;
  };
  readonly perStage: readonly StageMetrics[];
}

/** Cost: O(pieces); no text is read, but of a failed attempt that was never counted. */
export function sessionMetrics(state: TraceState): SessionMetrics {
  const perStage = state.stages.map((stage) => stageMetrics(state, stage));
  const outside = [state.thought, state.answer].filter((piece) => piece !== null);
  const outsideText = sum(outside, (piece) => pieceTokens(piece));
  const outsideTagged = sum(outside, (piece) => pieceTokens(piece, true));
  const spent: PieceState[] = allPieces(state);
  if (state.withdrawn) spent.push(state.withdrawn);

  const sequentialTokens = byDefinition(
    (definition) =>
      sum(perStage, (stage) => stage.sequentialTokens[definition]) +
      (definition === 'with-tags' ? outsideTagged : outsideText),
  );
  const totalTokens = sum(perStage, (stage) => stage.totalTokens) + outsideText;
  const totalTokensWithTags = sum(state.stages, (stage) => stageTokens(stage, true)) + outsideTagged;
  const prompts = sum(perStage, (stage) => stage.prompts);
  const paths = state.stages.map((stage) => stagePath(stage, 'authors'));

  return {
    stages: perStage.length,
    prompts,
    executions: sum(perStage, (stage) => stage.executions),
    sequentialTokens,
    totalTokens,
    totalTokensWithTags,
    discardedTokens: sum(spent, discardedTokens),
    thinkingTokens: sum(spent, thinkingTokens),
    savedWithinTrace: byDefinition((definition) => {
      const total = definition === 'with-tags' ? totalTokensWithTags : totalTokens;
      return total === 0 ? null : 1 - sequentialTokens[definition] / total;
    }),
    parallelizationRatio: perStage.length === 0 ? null : prompts / perStage.length,
    wallClockMs: state.session?.clock === 'tokens' ? null : (state.endedAt ?? state.at),
    waitedAtJoinsMs:
      state.session?.clock === 'tokens'
        ? null
        : sum(perStage, ({ branches }) => sum(branches, (branch) => branch.waitingMs ?? 0)),
    waitedAtJoinsTokens: sum(perStage, ({ branches }) => sum(branches, (branch) => branch.waitingTokens)),
    isEstimate: spent.some(isEstimated),
    tokenizer: state.session?.tokenizer ?? null,
    onCriticalPath: {
      planTokens: sum(paths, (path) => path.planTokens),
      executionTokens: sum(paths, (path) => path.executionTokens),
      answerTokens: outsideText,
    },
    perStage,
  };
}

const settledMetrics = new WeakMap<StageState, StageMetrics>();

/** Of a stage in which everything has ended nothing changes any more: kept for as long as the stage is. */
function stageMetrics(state: TraceState, stage: StageState): StageMetrics {
  const known = settledMetrics.get(stage);
  if (known) return known;
  const metrics = measureStage(state, stage);
  const settled =
    stage.endedAt !== null && hasEnded(stage.plan) && stage.executions.every((piece) => hasEnded(piece));
  if (settled) settledMetrics.set(stage, metrics);
  return metrics;
}

function measureStage(state: TraceState, stage: StageState): StageMetrics {
  const authors = stagePath(stage, 'authors');
  return {
    stage: stage.stage,
    prompts: stage.plan.prompts.filter((prompt) => prompt.end !== null).length,
    executions: stage.executions.filter(wasRequested).length,
    totalTokens: stageTokens(stage, false),
    sequentialTokens: byDefinition((definition) => stagePath(stage, definition).tokens),
    criticalIndex: authors.branch?.index ?? null,
    durationMs: (stage.endedAt ?? state.at) - stage.startedAt,
    ...stageWait(state, stage),
  };
}

const wasRequested = (piece: PieceState): boolean =>
  piece.startedAt !== null || piece.failedAttempts.some((failed) => failed.requestedAt !== null);

const stageTokens = (stage: StageState, tagged: boolean): number =>
  planTokens(stage.plan, tagged) + sum(stage.executions, (execution) => pieceTokens(execution, tagged));

const discardedTokens = (piece: PieceState): number =>
  sum(piece.failedAttempts, ({ tokens, text, thinking }) =>
    tokens ? tokens.text + tokens.thinking : estimateTokens(text) + estimateTokens(thinking),
  );

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
