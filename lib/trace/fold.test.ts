import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TraceEvent } from './events.ts';
import { createTraceLog, foldEvents } from './fold.ts';
import { allPieces, findPiece } from './pieces.ts';
import { emptyState, reduce } from './reduce.ts';
import type { TraceState } from './state.ts';
import { parseStream } from './streams.ts';
import { arbitraryBrokenLog, arbitraryLog } from './testing/arbitrary-log.ts';

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
  return value;
}

/** The stage that an event may change; null if it may change any. */
function stageTouched(event: TraceEvent): number | null {
  if ('stage' in event) return event.stage;
  if ('stream' in event) {
    const place = parseStream(event.stream);
    if (place?.kind === 'plan' || place?.kind === 'execution') return place.stage;
  }
  return event.type === 'session-end' ? null : 0;
}

describe('fold', () => {
  it('[F1] never mutates: frozen states fold on', () => {
    fc.assert(
      fc.property(arbitraryLog, (events) => {
        let state: TraceState = deepFreeze(emptyState);
        for (const event of events) state = deepFreeze(reduce(state, deepFreeze(event)));
        expect(state.lastSeq).toBe(events.length - 1);
      }),
    );
  });

  it('[F4] what an event did not touch keeps its identity', () => {
    fc.assert(
      fc.property(arbitraryLog, (events) => {
        let before = emptyState;
        for (const event of events) {
          const after = reduce(before, event);
          const touched = stageTouched(event);
          for (const [position, stage] of after.stages.entries()) {
            if (touched === null || stage.stage === touched) continue;
            expect(stage).toBe(before.stages[position]);
          }
          if ('stream' in event) {
            const stages = after.stages.filter((stage) => stage.stage === touched);
            for (const piece of stages.flatMap(({ plan, executions }) => [plan, ...executions])) {
              const earlier = findPiece(before, piece.stream);
              if (piece.stream !== event.stream && earlier) expect(piece).toBe(earlier);
            }
            if (event.stream !== 'answer') expect(after.answer).toBe(before.answer);
            expect(after.diagnostics).toBe(before.diagnostics);
          }
          before = after;
        }
      }),
    );
  });

  it('[F5] every delta of the last attempt is in the text, in order', () => {
    fc.assert(
      fc.property(arbitraryLog, (events) => {
        const state = foldEvents(events);
        for (const piece of allPieces(state)) {
          const failed = piece.failedAttempts.at(-1)?.attempt ?? 0;
          const text = events
            .flatMap((event) =>
              event.type.endsWith('-delta') && 'channel' in event && event.stream === piece.stream
                ? [event]
                : [],
            )
            .filter((event) => event.channel === 'text' && event.attempt > failed)
            .map((event) => event.text)
            .join('');
          expect(piece.text).toBe(text);
        }
      }),
    );
  });

  it('[F5] chunking changes neither text nor estimate', () => {
    fc.assert(
      fc.property(arbitraryLog, (events) => {
        const units = events
          .flatMap((event): TraceEvent[] =>
            'channel' in event ? event.text.split('').map((text) => ({ ...event, text })) : [event],
          )
          .map((event, seq) => ({ ...event, seq }));
        const [whole, cut] = [foldEvents(events), foldEvents(units)];
        expect(allPieces(cut).map(({ text, estimatedTokens }) => ({ text, estimatedTokens }))).toEqual(
          allPieces(whole).map(({ text, estimatedTokens }) => ({ text, estimatedTokens })),
        );
      }),
    );
  });

  it('[F18] no order of events makes it throw', () => {
    fc.assert(
      fc.property(arbitraryBrokenLog, (events) => {
        const state = foldEvents(events);
        expect(state.lastSeq).toBe(events.length - 1);
        state.stages.forEach(({ stage, executions }, position) => {
          expect(stage).toBe(position + 1);
          executions.forEach(({ index }, branch) => {
            expect(index).toBe(branch + 1);
          });
        });
      }),
    );
  });
});

describe('trace log', () => {
  it('[L1] incremental fold = fold from scratch, at every prefix, seeking in any order', () => {
    fc.assert(
      fc.property(
        arbitraryLog,
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        (events, checkpointEvery, seeks) => {
          const log = createTraceLog([], checkpointEvery);
          events.forEach((event, index) => {
            log.append([event]);
            expect(log.state).toEqual(foldEvents(events.slice(0, index + 1)));
          });
          for (const seek of seeks.map((value) => value % (events.length + 1)))
            expect(log.stateAt(seek)).toEqual(foldEvents(events.slice(0, seek)));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('[L2] drops duplicates and refuses a gap, saying what is missing', () => {
    fc.assert(
      fc.property(arbitraryLog, fc.nat(), fc.nat(), (events, a, b) => {
        const [have, from] = [a % (events.length + 1), b % (events.length + 1)];
        const log = createTraceLog(events.slice(0, have));
        const result = log.append(events.slice(from));
        if (from > have && from < events.length) {
          expect(result).toEqual({ appended: 0, duplicates: 0, missing: { from: have, to: from } });
          expect(log.length).toBe(have);
        } else {
          expect(result.missing).toBeNull();
          expect(result.duplicates).toBe(Math.max(0, have - from));
          expect(log.length).toBe(Math.max(have, from < events.length ? events.length : have));
        }
      }),
    );
  });

  it('[L3] countAt is the number of events up to then, however long the log', () => {
    fc.assert(
      fc.property(arbitraryLog, fc.double({ min: -1, max: 2000, noNaN: true }), (events, ms) => {
        const log = createTraceLog(events);
        expect(log.countAt(ms)).toBe(events.filter(({ at }) => at <= ms).length);
      }),
    );
  });

  it('[L3] a clock that goes back counts as standing still', () => {
    const times = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 100 }), (ats, ms) => {
        const log = createTraceLog(
          ats.map((at, seq) => ({
            seq,
            at,
            type: 'diagnostic',
            code: 'x',
            severity: 'note',
            place: {},
            explanation: '',
          })),
        );
        const firstLater = ats.findIndex((at) => at > ms);
        expect(log.countAt(ms)).toBe(firstLater < 0 ? ats.length : firstLater);
      }),
    );
  });

  it('[L4] clamps what lies outside, and gives the same object for the same end', () => {
    const log = createTraceLog();
    expect(log.stateAt(-3)).toBe(emptyState);
    expect(log.stateAt(Number.NaN)).toBe(emptyState);
    expect(log.eventAt(0)).toBeNull();
    expect(log.stateAt(99)).toBe(log.state);
  });

  it('[L5] keeps a state every so many events', () => {
    fc.assert(
      fc.property(arbitraryLog, (events) => {
        const { checkpoints } = createTraceLog(events, 4);
        expect(checkpoints).toEqual(
          Array.from({ length: Math.floor(events.length / 4) + 1 }, (_, index) => index * 4),
        );
      }),
    );
  });
});
