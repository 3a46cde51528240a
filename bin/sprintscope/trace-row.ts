import { diagnose } from '#lib/doctor/diagnose.ts';
import { sessionAnswer } from '#lib/formats/session-answer.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import type { SequentialDefinition } from '#lib/trace/stage-tokens.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { type SessionUsage, sessionUsage } from '#lib/trace/usage.ts';

/** One trace as `metrics` prints it; tokens by `tokenizer`, sequential tokens by `definition`. */
export interface TraceRow {
  file: string;
  strategy: 'sprint' | 'sequential';
  /** Plans; the final answer is none. */
  stages: number;
  prompts: number;
  executions: number;
  sequentialTokens: number;
  totalTokens: number;
  /** Prompts ÷ stages; null without a stage. */
  parallelizationRatio: number | null;
  answer: string | null;
  answerIsInferred: boolean;
  diagnostics: { code: string; severity: string }[];
  /** Over every call of a session that ran; null for a text without calls. */
  usage: SessionUsage | null;
  definition: SequentialDefinition;
  tokenizer: string | null;
}

/** One stage of a trace: a row of a data frame. */
export interface StageRow {
  file: string;
  strategy: 'sprint' | 'sequential';
  stage: number;
  prompts: number;
  executions: number;
  sequentialTokens: number;
  totalTokens: number;
  /** The branch that the stage's critical path (authors) leads through; null where it is the plan alone. */
  criticalIndex: number | null;
  definition: SequentialDefinition;
  tokenizer: string | null;
}

export function traceRow(file: string, state: TraceState, definition: SequentialDefinition): TraceRow {
  const metrics = sessionMetrics(state);
  const { answer, answerIsInferred } = sessionAnswer(state);
  return {
    file,
    strategy: state.session?.strategy ?? 'sprint',
    stages: metrics.stages,
    prompts: metrics.prompts,
    executions: metrics.executions,
    sequentialTokens: metrics.sequentialTokens[definition],
    totalTokens: definition === 'with-tags' ? metrics.totalTokensWithTags : metrics.totalTokens,
    parallelizationRatio: metrics.parallelizationRatio,
    answer,
    answerIsInferred,
    diagnostics: diagnose(state).map(({ code, severity }) => ({ code, severity })),
    usage: sessionUsage(state),
    definition,
    tokenizer: metrics.tokenizer,
  };
}

export function stageRows(file: string, state: TraceState, definition: SequentialDefinition): StageRow[] {
  const metrics = sessionMetrics(state);
  return metrics.perStage.map((stage) => ({
    file,
    strategy: state.session?.strategy ?? 'sprint',
    stage: stage.stage,
    prompts: stage.prompts,
    executions: stage.executions,
    sequentialTokens: stage.sequentialTokens[definition],
    totalTokens: stage.totalTokens,
    criticalIndex: stage.criticalIndex,
    definition,
    tokenizer: metrics.tokenizer,
  }));
}
