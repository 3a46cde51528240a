import type { DeltaEvent, TraceEvent } from '../events.ts';

const EPOCH = '1970-01-01T00:00:00.000Z';

/**
 * Reduces logs of the same texts to what they share for any chunking and timing: joins adjacent deltas of one stream,
 * attempt and channel, drops empty ones, removes `at`, `requestedAt`, `startedAt` and the waits before retries, and
 * renumbers `seq`. For comparing; never stored.
 */
export function normaliseLog(events: Iterable<TraceEvent>): TraceEvent[] {
  const normal: TraceEvent[] = [];
  for (const event of events) {
    if (isDelta(event)) {
      if (event.text === '') continue;
      const last = normal.at(-1);
      if (last && isDelta(last) && continues(last, event)) {
        normal[normal.length - 1] = { ...last, text: last.text + event.text };
        continue;
      }
    }
    normal.push(withoutTimes(event, normal.length));
  }
  return normal;
}

export const isDelta = (event: TraceEvent): event is DeltaEvent => event.type.endsWith('-delta');

const continues = (last: DeltaEvent, next: DeltaEvent): boolean =>
  last.stream === next.stream && last.attempt === next.attempt && last.channel === next.channel;

function withoutTimes(event: TraceEvent, seq: number): TraceEvent {
  const stamp = { seq, at: 0 };
  switch (event.type) {
    case 'session-start':
      return { ...event, ...stamp, startedAt: EPOCH };
    case 'plan-start':
    case 'execution-start':
    case 'answer-start':
    case 'thought-start':
      return { ...event, ...stamp, requestedAt: 0 };
    case 'attempt-failed': {
      const { retryInMs, ...rest } = event;
      return retryInMs === undefined ? { ...rest, ...stamp } : { ...rest, ...stamp, retryInMs: 0 };
    }
    default:
      return { ...event, ...stamp };
  }
}
