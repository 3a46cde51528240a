import type { SessionSettings } from './events.ts';

/**
 * The settings of a session unless it overrides them (DESIGN.md §2). A sequential run may write 36,000 tokens, more
 * than one SPRINT call, because cutting it short would flatter the comparison.
 */
export const defaultSettings: SessionSettings = {
  parallelism: 8,
  maxStages: 12,
  plannerMaxTokens: 8000,
  executorMaxTokens: 8000,
  sequentialMaxTokens: 36_000,
  temperature: 0.6,
  // At one failure in four (a badly overloaded server) a call of five attempts still succeeds 999 times in 1,000.
  maxAttempts: 5,
  contextPolicy: 'paper',
  forkAt: 'prompt',
};
