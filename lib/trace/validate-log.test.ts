import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TraceEvent, UnstampedEvent } from './events.ts';
import { arbitraryBrokenLog, arbitraryEndedLog, arbitraryLog } from './testing/arbitrary-log.ts';
import { sessionStart, stampLog, tokensOf } from './testing/log-builder.ts';
import { validateLog } from './validate-log.ts';

const codes = (events: readonly TraceEvent[]) => validateLog(events).map(({ code }) => code);
const thoughtStart: UnstampedEvent = { type: 'thought-start', stream: 'thought', attempt: 1, requestedAt: 0 };
const thoughtEnd: UnstampedEvent = {
  type: 'thought-end',
  stream: 'thought',
  attempt: 1,
  status: 'done',
  tokens: tokensOf(0),
};
const sessionEnd: UnstampedEvent = { type: 'session-end', status: 'done' };

describe('validateLog', () => {
  it('finds nothing in what a session writes', () => {
    fc.assert(
      fc.property(arbitraryEndedLog, (events) => {
        expect(validateLog(events)).toEqual([]);
      }),
    );
  });

  it('finds only missing ends in a session that runs', () => {
    fc.assert(
      fc.property(arbitraryLog, (events) => {
        const open = ['unended-piece', 'unended-stage', 'no-session-end'];
        expect(codes(events).filter((code) => !open.includes(code))).toEqual([]);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(arbitraryBrokenLog, (events) => {
        expect(Array.isArray(validateLog(events))).toBe(true);
      }),
    );
  });

  it.each<[string, UnstampedEvent[], string[]]>([
    ['a second end', [thoughtStart, thoughtEnd, thoughtEnd, sessionEnd], ['double-end']],
    ['an end without a start', [thoughtEnd, sessionEnd], ['end-without-start']],
    [
      'text of a stream that is not being written',
      [
        { type: 'thought-delta', stream: 'thought', attempt: 1, channel: 'text', text: 'x' },
        thoughtStart,
        thoughtEnd,
        sessionEnd,
      ],
      ['delta-without-start'],
    ],
    [
      'a stream of no stage',
      [{ type: 'plan-start', stream: 'plan:3', attempt: 1, requestedAt: 0 }, sessionEnd],
      ['unknown-stream'],
    ],
    ['a stage left out', [{ type: 'stage-start', stage: 2 }, sessionEnd], ['stage-out-of-order']],
    ['a join of no stage', [{ type: 'stage-end', stage: 1, status: 'done' }, sessionEnd], ['unknown-stage']],
    [
      'a prompt past the text',
      [
        { type: 'stage-start', stage: 1 },
        { type: 'prompt-start', stage: 1, index: 1, offset: 5 },
        { type: 'stage-end', stage: 1, status: 'done' },
        sessionEnd,
      ],
      ['offset-beyond-text'],
    ],
    ['pieces that do not end', [thoughtStart, sessionEnd], ['unended-piece']],
    [
      'a piece left between two attempts',
      [
        thoughtStart,
        {
          type: 'attempt-failed',
          stream: 'thought',
          attempt: 1,
          error: { type: 'dropped', message: 'Cut.' },
        },
        sessionEnd,
      ],
      ['unended-piece'],
    ],
    ['a session that does not end', [thoughtStart, thoughtEnd], ['no-session-end']],
    ['a session that starts twice', [sessionStart(), sessionEnd], ['double-session-start']],
    ['events after the end', [sessionEnd, thoughtStart], ['after-session-end']],
  ])('names %s', (_, events, expected) => {
    expect(codes(stampLog([sessionStart(), ...events]))).toEqual(expected);
  });

  it('names a gap in seq and a clock that goes back', () => {
    const [first, second] = stampLog([sessionStart(), sessionEnd]);
    if (!first || !second) throw new Error('no events');
    expect(
      codes([
        { ...first, at: 20 },
        { ...second, seq: 4 },
      ]),
    ).toEqual(['seq-gap', 'time-goes-back']);
  });
});
