import { expect } from '@playwright/test';
import type { TraceEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import type { TraceState } from '#lib/trace/state.ts';

export const fold = (log: readonly TraceEvent[]): TraceState => foldEvents(log);

export interface PieceTimes {
  /** ms since the session's start. */
  startedAt: number;
  endedAt: number;
}

/** When each stream began and ended, straight from its events; an open one ends at infinity. */
export function piecesOf(log: readonly TraceEvent[]): Map<string, PieceTimes> {
  const pieces = new Map<string, PieceTimes>();
  for (const event of log) {
    if (!('stream' in event)) continue;
    if (event.type.endsWith('-start'))
      pieces.set(event.stream, { startedAt: event.at, endedAt: Number.POSITIVE_INFINITY });
    const piece = pieces.get(event.stream);
    if (piece && event.type.endsWith('-end')) piece.endedAt = event.at;
  }
  return pieces;
}

/** Fails unless the log is gapless from 0, in time order, and ends with the session's end in this status. */
export function expectWhole(log: readonly TraceEvent[], status: string): void {
  expect(log.map((event) => event.seq)).toEqual(log.map((_, at) => at));
  expect(log.map((event) => event.at)).toEqual(
    log.map((event) => event.at).toSorted((left, right) => left - right),
  );
  expect(log[0]?.type).toBe('session-start');
  expect(log.at(-1)).toMatchObject({ type: 'session-end', status });
}
