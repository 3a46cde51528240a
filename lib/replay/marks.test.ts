import { describe, expect, test } from 'vitest';
import { createTraceLog } from '#lib/trace/fold.ts';
import { sessionStart, stampLog, tokensOf } from '#lib/trace/testing/log-builder.ts';
import { createMarks, nextMark } from './marks.ts';
import { placeMoments } from './place-moments.ts';

const delta = { attempt: 1, channel: 'text' } as const;
/** Counts:                  1 start */
const events = stampLog([
  sessionStart(),
  /* 2 */ { type: 'stage-start', stage: 1, at: 0 },
  /* 3 */ { type: 'plan-start', stream: 'plan:1', attempt: 1, requestedAt: 0, at: 0 },
  /* 4 */ { type: 'plan-delta', stream: 'plan:1', ...delta, text: 'Think.', at: 10 },
  /* 5 */ { type: 'prompt-start', stage: 1, index: 1, offset: 6, at: 10 },
  /* 6 */ { type: 'plan-delta', stream: 'plan:1', ...delta, text: 'Do it.', at: 10 },
  /* 7 */ { type: 'prompt-end', stage: 1, index: 1, offset: 12, tokens: 4, tokensWithTags: 4, at: 20 },
  /* 8 */ { type: 'execution-start', stream: 'execution:1.1', attempt: 1, requestedAt: 20, at: 20 },
  /* 9 */ { type: 'execution-delta', stream: 'execution:1.1', ...delta, text: 'Done.', at: 30 },
  /* 10 */ {
    type: 'execution-end',
    stream: 'execution:1.1',
    attempt: 1,
    status: 'done',
    tokens: tokensOf(2),
  },
  /* 11 */ { type: 'diagnostic', code: 'x', severity: 'note', place: { stage: 1 }, explanation: 'Odd.' },
  /* 12 */ { type: 'stage-end', stage: 1, status: 'done' },
  /* 13 */ { type: 'stage-start', stage: 2 },
  /* 14 */ { type: 'stage-end', stage: 2, status: 'done' },
  /* 15 */ { type: 'answer-start', stream: 'answer', attempt: 1, requestedAt: 80 },
]);

describe('marks', () => {
  test('each kind where it stands; a join is the end of a stage that forked', () => {
    const marks = createMarks(createTraceLog(events));
    expect(marks.of('stage')).toEqual([2, 13, 15]);
    expect(marks.of('prompt')).toEqual([5]);
    expect(marks.of('fork')).toEqual([7]);
    expect(marks.of('join')).toEqual([12]);
    expect(marks.of('diagnostic')).toEqual([11]);
  });

  test('deltas of one moment are one batch, also where the log grows between them', () => {
    expect(createMarks(createTraceLog(events)).of('batch')).toEqual([6, 9]);
    const log = createTraceLog(events.slice(0, 4));
    const marks = createMarks(log);
    expect(marks.of('batch')).toEqual([4]);
    log.append(events);
    expect(marks.of('batch')).toEqual([6, 9]);
  });

  test('the next one on either side of a count', () => {
    const marks = [2, 5, 9];
    expect([0, 2, 8, 9].map((count) => nextMark(marks, count, 1))).toEqual([2, 5, 9, null]);
    expect([10, 9, 3, 2].map((count) => nextMark(marks, count, -1))).toEqual([9, 5, 2, null]);
    expect(nextMark([], 3, 1)).toBeNull();
  });
});

describe('moments of places', () => {
  const log = createTraceLog(events);
  test('when the stream has written that far', () => {
    expect(
      placeMoments(log, [
        { stream: 'plan:1', offset: 7, end: 12 },
        { stream: 'plan:1', offset: 2 },
        { stage: 1 },
        { stage: 1, index: 1, offset: 0, end: 5 },
      ]),
    ).toEqual([6, 4, 4, 9]);
  });

  test('in the attempt that reached it, whose text alone counts', () => {
    const retried = createTraceLog(
      stampLog([
        /* 1 */ sessionStart(),
        /* 2 */ { type: 'stage-start', stage: 1 },
        /* 3 */ { type: 'plan-start', stream: 'plan:1', attempt: 1, requestedAt: 0 },
        /* 4 */ { type: 'plan-delta', stream: 'plan:1', ...delta, text: 'Six letters and more' },
        /* 5 */ {
          type: 'attempt-failed',
          stream: 'plan:1',
          attempt: 1,
          error: { type: 'stalled', message: 'It stopped.' },
          retryInMs: 500,
        },
        /* 6 */ {
          type: 'plan-delta',
          stream: 'plan:1',
          ...delta,
          attempt: 2,
          channel: 'thinking',
          text: 'Let me see now.',
        },
        /* 7 */ { type: 'plan-delta', stream: 'plan:1', ...delta, attempt: 2, text: 'Six letters' },
        /* 8 */ {
          type: 'plan-delta',
          stream: 'plan:1',
          ...delta,
          attempt: 2,
          text: ' and twice as many again',
        },
      ]),
    );
    expect(
      placeMoments(retried, [
        { stream: 'plan:1', end: 15 },
        { stream: 'plan:1', end: 25 },
      ]),
    ).toEqual([4, 8]);
  });

  test('none for what is never written or names nothing', () => {
    expect(placeMoments(log, [{ stream: 'plan:1', end: 99 }, {}, { stream: 'answer' }])).toEqual([
      null,
      null,
      null,
    ]);
  });
});
