import * as z from 'zod';
import { type UseCounts, useNames } from '#lib/doctor/use-counts.ts';
import type { SessionMetrics } from '#lib/trace/metrics.ts';
import { type Reading, sequentialDefinitions } from '#lib/trace/stage-tokens.ts';

const sequentialTokens = z.record(z.enum(sequentialDefinitions), z.number());

const readNumbers = { sequentialTokens, totalTokens: z.number() };

const partOf = z.object({ count: z.number(), of: z.number(), tokens: z.number(), ofTokens: z.number() });
const useCounts = z.object({
  ...(Object.fromEntries(useNames.map((name) => [name, partOf])) as Record<
    (typeof useNames)[number],
    typeof partOf
  >),
  undecided: z.number(),
});

const numbersSchema = z.object({
  stages: z.number(),
  prompts: z.number(),
  executions: z.number(),
  ...readNumbers,
  /** The same of the visible text alone. */
  visible: z.object(readNumbers),
  thinkingTokens: z.number(),
  /** Some number is shared out or was never counted. */
  isEstimate: z.boolean(),
  parallelizationRatio: z.number().nullable(),
  wallClockMs: z.number().nullable(),
  tokenizer: z.string().nullable(),
  stagePrompts: z.array(z.number()),
  /** What the parallel work was for, in both readings; null for a sequential trace and while one runs. */
  parallelUse: z.object({ decoded: useCounts, visible: useCounts }).nullable(),
});

/** What the library shows of a session's metrics: a fiftieth of them. */
export type SessionNumbers = z.infer<typeof numbersSchema>;

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

/** As a row has them; null where it has none, or none that this version knows. */
export function storedNumbers(numbers: unknown): SessionNumbers | null {
  const parsed = numbersSchema.safeParse(numbers);
  return parsed.success ? parsed.data : null;
}

/** Of the metrics as far as pages read them; the rest is passed on as it is. */
const metricsSchema = z.looseObject({ ...readNumbers, visible: z.looseObject(readNumbers) });

/** As a row has them; null where it has none, or none that a page could show. */
export function storedMetrics(metrics: unknown): Record<string, unknown> | null {
  const parsed = metricsSchema.safeParse(metrics);
  return parsed.success ? parsed.data : null;
}
