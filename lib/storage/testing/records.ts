import { blankSession, type SessionRecord } from '#lib/contract/session.ts';
import type { ModelInfo, TraceEvent } from '#lib/trace/events.ts';

const model: ModelInfo = {
  endpointName: 'Test endpoint',
  model: 'test-model',
  ruleBased: false,
  mode: 'prompted',
};

/** A session as just created; every field that a test cares about is passed in. */
export function sessionRecord(over: Partial<SessionRecord> & { id: string }): SessionRecord {
  return {
    ...blankSession(),
    question: 'Use 3, 5, 7 to make 22',
    strategy: 'sprint',
    status: 'running',
    mode: 'prompted',
    models: { planner: model, executor: model },
    origin: { kind: 'live' },
    createdAt: '2026-01-02T03:04:05.678Z',
    ...over,
  };
}

/** A run of answer deltas `from`…`to`, as in a log. */
export function deltas(from: number, to: number, text = 'word '): TraceEvent[] {
  return Array.from({ length: to - from + 1 }, (_, offset) => ({
    seq: from + offset,
    at: (from + offset) * 12.5,
    type: 'answer-delta' as const,
    stream: 'answer' as const,
    attempt: 1,
    channel: 'text' as const,
    text,
  }));
}
