import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldEvents } from '#lib/trace/fold.ts';
import { arbitraryBrokenLog, arbitraryLog } from '#lib/trace/testing/arbitrary-log.ts';
import { sessionStart, stampLog, tokensOf } from '#lib/trace/testing/log-builder.ts';
import { stage, workedThinking } from '#lib/trace/testing/worked-example.ts';
import { writeChromeTrace } from './chrome-trace.ts';

interface ChromeEvent {
  ph: string;
  tid: number;
  ts: number;
  dur: number;
  name: string;
  id?: number;
  bp?: string;
  args: Record<string, unknown>;
}

const eventsOf = (text: string): ChromeEvent[] =>
  (JSON.parse(text) as { traceEvents: ChromeEvent[] }).traceEvents;

const traceOf = (...steps: Parameters<typeof stampLog>[0][number][]) =>
  eventsOf(writeChromeTrace(foldEvents(stampLog([sessionStart(), ...steps]))));

/** Pairs of slices of a track that overlap in time although neither contains the other. */
function overlaps(events: readonly ChromeEvent[]): [ChromeEvent, ChromeEvent][] {
  const slices = events.filter(({ ph }) => ph === 'X');
  return slices.flatMap((left, at) =>
    slices.slice(at + 1).flatMap((right): [ChromeEvent, ChromeEvent][] => {
      if (left.tid !== right.tid) return [];
      const [leftEnd, rightEnd] = [left.ts + left.dur, right.ts + right.dur];
      const apart = leftEnd <= right.ts || rightEnd <= left.ts;
      const nested =
        (left.ts <= right.ts && rightEnd <= leftEnd) || (right.ts <= left.ts && leftEnd <= rightEnd);
      return apart || nested ? [] : [[left, right]];
    }),
  );
}

/** Whether a flow event lies on a slice of the same track: not before its start, and before its end. */
const enclosed = (events: readonly ChromeEvent[], flow: ChromeEvent): boolean =>
  events.some(
    ({ ph, tid, ts, dur }) => ph === 'X' && tid === flow.tid && ts <= flow.ts && flow.ts < ts + dur,
  );

function arrowsOf(events: readonly ChromeEvent[]) {
  const starts = events.filter(({ ph }) => ph === 's');
  return starts.map((start) => ({
    start,
    end: events.find(({ ph, id }) => ph === 'f' && id === start.id),
  }));
}

describe('any log', () => {
  it.each([
    ['valid logs', arbitraryLog],
    ['logs with events lost, doubled and out of order', arbitraryBrokenLog],
  ])('%s: no two slices of a track overlap, every one in whole microseconds', (_, logs) => {
    fc.assert(
      fc.property(logs, (log) => {
        const events = eventsOf(writeChromeTrace(foldEvents(log)));
        expect(overlaps(events)).toEqual([]);
        for (const { ph, ts, dur } of events) {
          if (ph === 'X')
            expect([Number.isInteger(ts), Number.isInteger(dur), dur >= 0]).toEqual([true, true, true]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['valid logs', arbitraryLog],
    ['broken logs', arbitraryBrokenLog],
  ])('%s: every arrow begins and ends inside a slice, and none goes back in time', (_, logs) => {
    fc.assert(
      fc.property(logs, (log) => {
        const events = eventsOf(writeChromeTrace(foldEvents(log)));
        for (const { start, end } of arrowsOf(events)) {
          expect(end).toMatchObject({ bp: 'e', name: start.name });
          if (!end) return;
          expect(start.ts).toBeLessThanOrEqual(end.ts);
          expect([enclosed(events, start), enclosed(events, end)]).toEqual([true, true]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('every track that has slices has a name and a place in the order', () => {
    fc.assert(
      fc.property(arbitraryLog, (log) => {
        const events = eventsOf(writeChromeTrace(foldEvents(log)));
        const used = new Set(events.filter(({ ph }) => ph === 'X').map(({ tid }) => tid));
        for (const kind of ['thread_name', 'thread_sort_index']) {
          const named = events.filter(({ name }) => name === kind).map(({ tid }) => tid);
          expect(new Set(named)).toEqual(used);
          expect(named).toHaveLength(used.size);
        }
      }),
    );
  });
});

describe('a stage of two prompts', () => {
  const events = traceOf(
    ...stage(1, { tokens: 100, from: 0, to: 500 }, [
      { prompt: { tokens: 40, at: 200 }, execution: { tokens: 50, from: 210, to: 900 } },
      { prompt: { tokens: 80, at: 400 }, execution: { tokens: 20, from: 400, to: 600 } },
    ]),
    { type: 'answer-start', stream: 'answer', attempt: 1, requestedAt: 950, at: 950 },
    { type: 'answer-end', stream: 'answer', attempt: 1, status: 'done', tokens: tokensOf(5), at: 1000 },
  );
  const track = (name: string) => events.find((event) => event.ph === 'M' && event.args.name === name)?.tid;

  it('has one track a stream, in the order of the transcript', () => {
    const names = events.filter(({ name }) => name === 'thread_name').map(({ args }) => args.name);
    expect(names).toEqual(['Stages', 'Plan 1', 'Execution 1.1', 'Execution 1.2', 'Final answer']);
  });

  it('times are microseconds from the request to the end', () => {
    const slice = events.find(({ ph, name }) => ph === 'X' && name === 'Execution 1.1');
    expect(slice).toMatchObject({ ts: 210_000, dur: 690_000, tid: track('Execution 1.1') });
  });

  it('forks lead from the plan to each execution, joins from each execution to the answer', () => {
    const arrows = arrowsOf(events).map(({ start, end }) => [start.name, start.tid, end?.tid]);
    const [plan, first, second, answer] = ['Plan 1', 'Execution 1.1', 'Execution 1.2', 'Final answer'].map(
      track,
    );
    expect(arrows).toHaveLength(4);
    expect(arrows).toEqual(
      expect.arrayContaining([
        ['fork', plan, first],
        ['fork', plan, second],
        ['join', first, answer],
        ['join', second, answer],
      ]),
    );
  });

  it('what ended before the others waits at the join', () => {
    const waits = events.filter(({ name }) => name === 'Waiting at the join');
    expect(waits.map(({ tid, ts, dur }) => [tid, ts, dur])).toEqual([
      [track('Execution 1.2'), 600_000, 300_000],
    ]);
  });
});

it('a failed attempt is a slice of its own, with its error', () => {
  const events = traceOf(
    { type: 'thought-start', stream: 'thought', attempt: 1, requestedAt: 5, at: 10 },
    { type: 'thought-delta', stream: 'thought', attempt: 1, channel: 'text', text: 'lost', at: 20 },
    {
      type: 'attempt-failed',
      stream: 'thought',
      attempt: 1,
      error: { type: 'dropped', message: 'Gone.' },
      at: 30,
    },
    { type: 'thought-start', stream: 'thought', attempt: 2, requestedAt: 40, at: 45 },
    { type: 'thought-delta', stream: 'thought', attempt: 2, channel: 'text', text: 'kept', at: 60 },
    { type: 'thought-end', stream: 'thought', attempt: 2, status: 'done', tokens: tokensOf(1), at: 80 },
  );
  const slices = events.filter(({ ph }) => ph === 'X').map(({ name, ts, dur }) => [name, ts, dur]);
  expect(slices).toEqual([
    ['Thought, attempt 1 failed', 5000, 25_000],
    ['Thought', 40_000, 40_000],
    ['Awaiting the first token', 40_000, 20_000],
    ['Writing', 60_000, 20_000],
  ]);
  expect(events.find(({ name }) => name.includes('failed'))?.args).toMatchObject({
    error: 'dropped',
    text: 'lost',
  });
});

describe('thinking', () => {
  const stream = 'plan:1' as const;
  const delta = { type: 'plan-delta', stream, attempt: 1 } as const;
  const log = stampLog([
    sessionStart(),
    { type: 'stage-start', stage: 1, at: 0 },
    { type: 'plan-start', stream, attempt: 1, requestedAt: 0, at: 10 },
    { ...delta, channel: 'thinking', text: 'Split it.', at: 20 },
    { type: 'prompt-start', stage: 1, index: 1, offset: 0, at: 90 },
    { ...delta, channel: 'text', text: 'Do A.', at: 100 },
    {
      type: 'prompt-end',
      stage: 1,
      index: 1,
      offset: 5,
      tokens: 3,
      tokensWithTags: 30,
      thinkingTokens: 40,
      at: 120,
    },
    {
      type: 'plan-end',
      stream,
      attempt: 1,
      status: 'done',
      tokens: { text: 3, withTags: 40, thinking: 40 },
      at: 130,
    },
    { type: 'execution-start', stream: 'execution:1.1', attempt: 1, requestedAt: 120, at: 125 },
    {
      type: 'execution-delta',
      stream: 'execution:1.1',
      attempt: 1,
      channel: 'thinking',
      text: 'Hm',
      at: 150,
    },
    {
      type: 'execution-end',
      stream: 'execution:1.1',
      attempt: 1,
      status: 'truncated',
      tokens: { text: 0, withTags: 0, thinking: 7 },
      at: 200,
    },
    { type: 'stage-end', stage: 1, status: 'done', at: 200 },
    { type: 'session-end', status: 'truncated', at: 200 },
  ]);
  const text = writeChromeTrace(foldEvents(log));
  const events = eventsOf(text);
  const slices = (stream: string) => {
    const tid = events.find((event) => event.ph === 'M' && event.args.name === stream)?.tid;
    return events
      .filter((event) => event.ph === 'X' && event.tid === tid)
      .map(({ name, ts, dur, args }) => [name, ts / 1000, (ts + dur) / 1000, args.tokens]);
  };

  it('is a slice before the writing, from the first token to the first text', () => {
    expect(slices('Plan 1')).toEqual([
      ['Plan 1', 0, 130, { text: 3, withTags: 40, thinking: 40 }],
      ['Awaiting the first token', 0, 20, undefined],
      ['Thinking', 20, 100, 40],
      ['Writing', 100, 130, 3],
      ['Prompt 1.1', 100, 120, undefined],
    ]);
  });

  it('that came among the text, or with it, has a slice too: the slices add up to the call', () => {
    const end = {
      attempt: 1,
      status: 'done',
      tokens: { text: 4, withTags: 4, thinking: 9 },
      at: 30,
    } as const;
    const events = traceOf(
      { type: 'thought-start', stream: 'thought', attempt: 1, requestedAt: 0, at: 0 },
      { type: 'thought-delta', stream: 'thought', attempt: 1, channel: 'text', text: 'So', at: 10 },
      { type: 'thought-delta', stream: 'thought', attempt: 1, channel: 'thinking', text: 'Hm', at: 20 },
      { type: 'thought-end', stream: 'thought', ...end },
    );
    const parts = events.filter(({ ph, name }) => ph === 'X' && (name === 'Thinking' || name === 'Writing'));
    expect(parts.map(({ name, args }) => [name, args.tokens])).toEqual([
      ['Writing', 4],
      ['Thinking', 9],
    ]);
  });

  it('of a call that never wrote is all there is', () => {
    expect(slices('Execution 1.1')).toEqual([
      ['Execution 1.1', 120, 200, { text: 0, withTags: 0, thinking: 7 }],
      ['Awaiting the first token', 120, 150, undefined],
      ['Thinking', 150, 200, 7],
    ]);
  });

  it('is in the numbers that stand beside the slices', () => {
    // P_1 = 40 of thinking + 3 of text, E_1 = 7 of thinking. With tags the plan alone is longer: 40 + 40 against 40 +
    // 30 + 7.
    expect((JSON.parse(text) as { otherData: object }).otherData).toMatchObject({
      reading: 'decoded',
      totalTokens: 50,
      thinkingTokens: 47,
      sequentialTokens: { authors: 50, paper: 50, 'with-tags': 80, barrier: 50 },
    });
  });
});

it('texts cannot break out of the JSON', () => {
  const question = '"]}{</script>\u2028\u0000';
  const text = writeChromeTrace(foldEvents(stampLog([sessionStart({ question })])));
  expect((JSON.parse(text) as { otherData: { question: string } }).otherData.question).toBe(question);
});

describe('a plan that turned out to be thinking', () => {
  const drafted = { type: 'execution-start', stream: 'execution:1.1', attempt: 1, requestedAt: 10 } as const;
  const log = stampLog([
    sessionStart(),
    { type: 'stage-start', stage: 1, at: 0 },
    { type: 'plan-start', stream: 'plan:1', attempt: 1, requestedAt: 0, at: 0 },
    { ...drafted, at: 10 },
    {
      type: 'execution-end',
      stream: 'execution:1.1',
      attempt: 1,
      status: 'cancelled',
      tokens: tokensOf(7, 2, 3),
      at: 20,
    },
    {
      type: 'attempt-failed',
      stream: 'plan:1',
      attempt: 1,
      error: { type: 'was-thinking', message: 'It was thinking.' },
      retryInMs: 0,
      tokens: tokensOf(0),
      at: 20,
    },
    { type: 'plan-start', stream: 'plan:1', attempt: 2, requestedAt: 0, at: 20 },
    { type: 'plan-end', stream: 'plan:1', attempt: 2, status: 'done', tokens: tokensOf(5, 2, 30), at: 40 },
    { type: 'stage-end', stage: 1, status: 'done', at: 40 },
    { type: 'session-end', status: 'done', at: 40 },
  ]);
  const text = writeChromeTrace(foldEvents(log));

  it('is one call, and its branch is told apart as discarded', () => {
    const roots = eventsOf(text).filter(({ ph, args }) => ph === 'X' && 'attempt' in args);
    expect(roots.map(({ name, args }) => [name, args.discarded])).toEqual([
      ['Plan 1', undefined],
      ['Execution 1.1', true],
    ]);
    const tracks = eventsOf(text).flatMap(({ name, args }) => (name === 'thread_name' ? [args.name] : []));
    expect(tracks).toEqual(['Stages', 'Plan 1', 'Execution 1.1, discarded']);
    expect((JSON.parse(text) as { otherData: object }).otherData).toMatchObject({
      totalTokens: 35,
      discardedTokens: 10,
    });
  });
});

describe('the worked example with thinking (lib/trace/SPEC.md)', () => {
  const text = writeChromeTrace(workedThinking);

  it('its numbers agree with the count by hand', () => {
    expect(JSON.parse(text).otherData).toMatchObject({
      reading: 'decoded',
      totalTokens: 830,
      thinkingTokens: 610,
      sequentialTokens: { authors: 710, paper: 655, 'with-tags': 744, barrier: 800 },
    });
  });

  it('the tokens of its pieces add up to the total, those on the critical path hold the path', () => {
    const pieces = eventsOf(text).filter(
      ({ ph, args }) => ph === 'X' && args.tokens !== undefined && args.attempt,
    );
    const tokensOfPiece = ({ args }: ChromeEvent) => {
      const { text, thinking } = args.tokens as { text: number; thinking: number };
      return text + thinking;
    };
    expect(pieces.map(({ name }) => name)).toEqual([
      'Plan 1',
      'Execution 1.1',
      'Execution 1.2',
      'Plan 2',
      'Final answer',
    ]);
    expect(pieces.reduce((sum, piece) => sum + tokensOfPiece(piece), 0)).toBe(830);
    expect(pieces.filter(({ args }) => args.onCriticalPath).map(tokensOfPiece)).toEqual([180, 550, 55, 15]);
  });
});
