import { type SessionNumbers, sessionNumbersSchema } from '#lib/contract/library.ts';
import { type SessionView, sessionMetricsSchema } from '#lib/contract/session.ts';
import type { UseCounts } from '#lib/doctor/parallel-use/counts.ts';
import type { SessionMetrics } from '#lib/trace/metrics.ts';
import type { Reading } from '#lib/trace/sequential-tokens.ts';

export function sessionNumbers(
  metrics: SessionMetrics,
  parallelUse: Readonly<Record<Reading, UseCounts>> | null = null,
): SessionNumbers {
  return {
    stages: metrics.stages,
    prompts: metrics.prompts,
    executions: metrics.executions,
    sequentialTokens: { ...metrics.sequentialTokens },
    totalTokens: metrics.totalTokens,
    visible: {
      sequentialTokens: { ...metrics.visible.sequentialTokens },
      totalTokens: metrics.visible.totalTokens,
    },
    thinkingTokens: metrics.thinkingTokens,
    isEstimate: metrics.isEstimate,
    parallelizationRatio: metrics.parallelizationRatio,
    wallClockMs: metrics.wallClockMs,
    tokenizer: metrics.tokenizer?.slice(0, 100) ?? null,
    stagePrompts: metrics.perStage.map((stage) => stage.prompts),
    parallelUse,
  };
}

/** The numbers that a row stores; null if it has none, or none that this version knows. */
export function storedNumbers(numbers: unknown): SessionNumbers | null {
  const parsed = sessionNumbersSchema.safeParse(numbers);
  return parsed.success ? parsed.data : null;
}

/** The metrics that a row stores; null if it has none, or none that a page could show. */
export function storedMetrics(metrics: unknown): SessionView['metrics'] {
  const parsed = sessionMetricsSchema.safeParse(metrics);
  return parsed.success ? parsed.data : null;
}
