import { diagnose } from '#lib/doctor/diagnose.ts';
import { undismissed } from '#lib/doctor/dismissals.ts';
import { countsOfUse, type UseCounts } from '#lib/doctor/parallel-use/counts.ts';
import { parallelUse } from '#lib/doctor/parallel-use/parallel-use.ts';
import { sessionAnswer } from '#lib/formats/export/session-answer.ts';
import { type Annotation, foldAnnotations } from '#lib/trace/annotations.ts';
import { type ReadNumbers, sessionMetrics, stageTokens } from '#lib/trace/metrics.ts';
import { countsTags, type Reading, type SequentialDefinition } from '#lib/trace/sequential-tokens.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { type SessionUsage, sessionUsage } from '#lib/trace/usage.ts';

/** One trace as `metrics` prints it; tokens by `tokenizer`, sequential tokens by `definition`. */
export interface TraceRow {
  file: string;
  strategy: 'sprint' | 'sequential';
  /** `done`, or how it ended early: a text without its end is `truncated`. */
  status: TraceState['status'];
  /** Number of plans; the final answer is not one. */
  stages: number;
  prompts: number;
  executions: number;
  sequentialTokens: number;
  totalTokens: number;
  /** Prompts ÷ stages; null without a stage. */
  parallelizationRatio: number | null;
  /** What its parallel work was for (docs/parallel-use.md); null for a sequential trace. */
  parallelUse: UseCounts | null;
  answer: string | null;
  answerIsInferred: boolean;
  diagnostics: { code: string; severity: string }[];
  /** Over every call of a session that ran; null for a text without calls. */
  usage: SessionUsage | null;
  definition: SequentialDefinition;
  /** `decoded`: thinking counts; `visible`: only the visible text does. */
  reading: Reading;
  /** Part of the tokens of all pieces; under `visible` no other number includes it. */
  thinkingTokens: number;
  /** The same two of the visible text alone. */
  visible: { sequentialTokens: number; totalTokens: number };
  tokenizer: string | null;
  /** Numbers in tokens are estimates: a piece has no count, or the log does not say when its planner thought. */
  isEstimate: boolean;
}

/** The mark before a number in tokens that is an estimate. */
export const aboutMark = ({ isEstimate }: Pick<TraceRow, 'isEstimate'>): string => (isEstimate ? '≈' : '');

/** One stage of a trace: a row of a data frame. */
export interface StageRow {
  file: string;
  strategy: 'sprint' | 'sequential';
  stage: number;
  prompts: number;
  executions: number;
  sequentialTokens: number;
  totalTokens: number;
  /** The branch on the stage's critical path (authors); null where the plan alone makes up that path. */
  criticalIndex: number | null;
  definition: SequentialDefinition;
  reading: Reading;
  thinkingTokens: number;
  tokenizer: string | null;
  /** Applies to the whole trace. */
  isEstimate: boolean;
}

export function traceRow(
  file: string,
  state: TraceState,
  definition: SequentialDefinition,
  reading: Reading = 'decoded',
  annotations: readonly Annotation[] = [],
): TraceRow {
  const metrics = sessionMetrics(state, reading);
  const { answer, answerIsInferred } = sessionAnswer(state);
  return {
    file,
    strategy: state.session?.strategy ?? 'sprint',
    status: state.status,
    stages: metrics.stages,
    prompts: metrics.prompts,
    executions: metrics.executions,
    ...countsOf(metrics, definition),
    parallelizationRatio: metrics.parallelizationRatio,
    parallelUse: state.session?.strategy === 'sequential' ? null : countsOfUse(parallelUse(state, reading)),
    answer,
    answerIsInferred,
    diagnostics: undismissed(state, diagnose(state), foldAnnotations(annotations).dismissals).map(
      ({ code, severity }) => ({ code, severity }),
    ),
    usage: sessionUsage(state),
    definition,
    reading,
    thinkingTokens: metrics.thinkingTokens,
    visible: countsOf(metrics.visible, definition),
    tokenizer: metrics.tokenizer,
    isEstimate: metrics.isEstimate,
  };
}

const countsOf = (numbers: ReadNumbers, definition: SequentialDefinition) => ({
  sequentialTokens: numbers.sequentialTokens[definition],
  totalTokens: definition === 'with-tags' ? numbers.totalTokensWithTags : numbers.totalTokens,
});

export function stageRows(
  file: string,
  state: TraceState,
  definition: SequentialDefinition,
  reading: Reading = 'decoded',
): StageRow[] {
  const metrics = sessionMetrics(state, reading);
  return metrics.perStage.map((stage, at) => ({
    file,
    strategy: state.session?.strategy ?? 'sprint',
    stage: stage.stage,
    prompts: stage.prompts,
    executions: stage.executions,
    sequentialTokens: stage.sequentialTokens[definition],
    totalTokens: stageTokens(state.stages[at]!, { tagged: countsTags(definition), reading }),
    criticalIndex: stage.criticalIndex,
    definition,
    reading,
    thinkingTokens: stage.thinkingTokens,
    tokenizer: metrics.tokenizer,
    isEstimate: metrics.isEstimate,
  }));
}
