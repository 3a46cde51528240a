import type { EventOf, PieceTokens, TraceEvent, UnstampedEvent } from '../events.ts';

/** Counts for hand-written logs: with tags there are `tags` more tokens than without. */
export const tokensOf = (text: number, tags = 0, thinking = 0): PieceTokens => ({
  text,
  withTags: text + tags,
  thinking,
});

export function sessionStart(
  overrides: Partial<Omit<EventOf<'session-start'>, 'type' | 'seq' | 'at'>> = {},
): UnstampedEvent {
  const model = { endpointName: 'Test', model: 'test', ruleBased: true, mode: 'native' as const };
  return {
    type: 'session-start',
    logVersion: 1,
    question: 'How much is 6 times 7?',
    strategy: 'sprint',
    mode: 'native',
    models: { planner: model, executor: model },
    instructions: { planner: '', executor: '', sequential: '' },
    settings: {
      parallelism: 8,
      maxStages: 12,
      plannerMaxTokens: 8000,
      executorMaxTokens: 8000,
      sequentialMaxTokens: 36000,
      temperature: 0.6,
      maxAttempts: 3,
      contextPolicy: 'paper',
      forkAt: 'prompt',
    },
    tokenizer: 'test',
    startedAt: '2026-01-01T00:00:00.000Z',
    origin: { kind: 'by-hand' },
    clock: 'wall',
    ...overrides,
  };
}

/** Numbers events by `seq` and spaces their `at` by `stepMs`, unless an event has its own. */
export function stampLog(events: readonly (UnstampedEvent & { at?: number })[], stepMs = 10): TraceEvent[] {
  let at = 0;
  return events.map((event, seq) => {
    at = event.at ?? (seq === 0 ? 0 : at + stepMs);
    return { ...event, seq, at } as TraceEvent;
  });
}
