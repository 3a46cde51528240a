import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTraceLog } from '#lib/trace/fold.ts';
import { arbitraryEndedLog, arbitraryLog } from '#lib/trace/testing/arbitrary-log.ts';
import { sessionStart, stampLog, tokensOf } from '#lib/trace/testing/log-builder.ts';
import { tokenAxis } from '#lib/trace/token-axis.ts';
import {
  createPlayhead,
  follow,
  markLoop,
  pause,
  play,
  type StepUnit,
  seek,
  seekCount,
  setLoop,
  setSpeed,
  speeds,
  step,
  switchTrack,
  tick,
} from './playhead.ts';
import { tokenTimes } from './token-times.ts';
import { tokenTrack, wallTrack } from './track.ts';

/** Counts:      1 start  2 stage  3 plan  4 prompt-start  5 prompt-end  6 plan-end  7 stage-end  8 answer  9 … 10 end. */
const events = stampLog(
  [
    sessionStart(),
    { type: 'stage-start', stage: 1 },
    { type: 'plan-start', stream: 'plan:1', attempt: 1, requestedAt: 200 },
    { type: 'prompt-start', stage: 1, index: 1, offset: 0 },
    { type: 'prompt-end', stage: 1, index: 1, offset: 0, tokens: 0, tokensWithTags: 0 },
    { type: 'plan-end', stream: 'plan:1', attempt: 1, status: 'done', tokens: tokensOf(40) },
    { type: 'stage-end', stage: 1, status: 'done' },
    { type: 'answer-start', stream: 'answer', attempt: 1, requestedAt: 700 },
    { type: 'answer-end', stream: 'answer', attempt: 1, status: 'done', tokens: tokensOf(20) },
    { type: 'session-end', status: 'done' },
  ],
  100,
);
const ended = wallTrack(createTraceLog(events));

describe('playing', () => {
  it('opens at the end, following only a session that runs', () => {
    expect(createPlayhead(ended)).toEqual({
      count: 10,
      at: 900,
      playing: false,
      speed: 1,
      following: false,
      loop: null,
    });
    const running = wallTrack(createTraceLog(events.slice(0, 5)));
    expect(createPlayhead(running)).toMatchObject({ count: 5, at: 400, playing: true, following: true });
  });

  it('plays at its speed and stops at the end', () => {
    let playhead = setSpeed(play(seek(createPlayhead(ended), ended, 0), ended), 2);
    playhead = tick(playhead, ended, 70);
    expect(playhead).toMatchObject({ at: 140, count: 2, playing: true });
    for (let frame = 0; frame < 20; frame++) playhead = tick(playhead, ended, 40);
    expect(playhead).toMatchObject({ at: 900, count: 10, playing: false });
  });

  it('caps what passed in a hidden tab at 250 ms', () => {
    const playhead = play(seek(createPlayhead(ended), ended, 0), ended);
    expect(tick(playhead, ended, 60_000)).toMatchObject({ at: 250, count: 3 });
  });

  it('plays again from the beginning after the end', () => {
    expect(play(createPlayhead(ended), ended)).toMatchObject({ at: 0, count: 1, playing: true });
  });

  it('becomes following where it catches up with a session that runs, and stops when that ends', () => {
    const log = createTraceLog(events.slice(0, 5));
    const track = wallTrack(log);
    let playhead = play(seek(createPlayhead(track), track, 300), track);
    expect(playhead.following).toBe(false);
    playhead = tick(playhead, track, 150);
    expect(playhead).toMatchObject({ count: 5, following: true, playing: true });
    log.append(events.slice(0, 8));
    playhead = tick(playhead, track, 16);
    expect(playhead).toMatchObject({ count: 8, at: 700, following: true });
    log.append(events);
    expect(tick(playhead, track, 16)).toMatchObject({ count: 10, following: false, playing: false });
  });

  it('never takes back an event, though the log’s clock does', () => {
    const jumping = [0, 500, 100, 600].map(
      (at, position) => ({ ...events[position], at }) as (typeof events)[0],
    );
    const track = wallTrack(createTraceLog(jumping));
    const playhead = { ...seekCount(createPlayhead(track), track, 3), playing: true };
    expect(tick(playhead, track, 10)).toMatchObject({ count: 3, at: 110 });
  });

  it('stays where it was sought while events arrive', () => {
    const log = createTraceLog(events.slice(0, 5));
    const track = wallTrack(log);
    const playhead = pause(seek(createPlayhead(track), track, 100));
    log.append(events);
    expect(tick(playhead, track, 100)).toBe(playhead);
    expect(follow(playhead, track)).toMatchObject({ count: 10 });
  });
});

describe('steps', () => {
  const steps = (unit: StepUnit, from: number, by: 1 | -1): number =>
    step(seekCount(createPlayhead(ended), ended, from), ended, unit, by).count;

  it('by event is one event of the log, within it', () => {
    expect([steps('event', 3, 1), steps('event', 3, -1)]).toEqual([4, 2]);
    expect([steps('event', 10, 1), steps('event', 0, -1)]).toEqual([10, 0]);
  });

  it('by stage goes to where stages and the answer start', () => {
    expect([0, 2, 8].map((from) => steps('stage', from, 1))).toEqual([2, 8, 10]);
    expect([10, 8, 5, 2].map((from) => steps('stage', from, -1))).toEqual([8, 2, 2, 0]);
  });

  it('by prompt goes to where prompts begin', () => {
    expect([steps('prompt', 0, 1), steps('prompt', 4, 1), steps('prompt', 9, -1)]).toEqual([4, 10, 4]);
  });

  it('by batch without any text goes to the ends', () => {
    expect([steps('batch', 5, 1), steps('batch', 5, -1)]).toEqual([10, 0]);
  });

  it('stop what plays', () => {
    const playing = play(seek(createPlayhead(ended), ended, 0), ended);
    expect(step(playing, ended, 'event', 1)).toMatchObject({ playing: false, count: 2, at: 100 });
  });
});

describe('a loop', () => {
  const start = createPlayhead(ended);

  it('is played again and again, its last moment shown each time', () => {
    let playhead = play(setLoop(start, ended, { from: 3, to: 5 }), ended);
    expect(playhead).toMatchObject({ count: 3, at: 200, playing: true });
    const shown: number[] = [];
    for (let frame = 0; frame < 9; frame++) {
      playhead = tick(playhead, ended, 80);
      shown.push(playhead.count);
    }
    expect(shown).toEqual([3, 4, 5, 3, 3, 4, 5, 3, 3]);
    expect(playhead.playing).toBe(true);
  });

  it('is entered from before it, and left alone by what plays after it', () => {
    const looped = setLoop(start, ended, { from: 3, to: 5 });
    expect(play(seekCount(looped, ended, 1), ended).count).toBe(3);
    let after = { ...seekCount(looped, ended, 7), playing: true };
    for (let frame = 0; frame < 20; frame++) after = tick(after, ended, 100);
    expect(after).toMatchObject({ count: 10, playing: false });
  });

  it('is in order and within the log; nothing in it is no loop', () => {
    expect(setLoop(start, ended, { from: 8, to: 2 }).loop).toEqual({ from: 2, to: 8 });
    expect(setLoop(start, ended, { from: -4, to: 99.5 }).loop).toEqual({ from: 0, to: 10 });
    expect(setLoop(start, ended, { from: 4, to: 4 }).loop).toBeNull();
    expect(setLoop(setLoop(start, ended, { from: 1, to: 2 }), ended, null).loop).toBeNull();
  });

  it('is marked from its two ends, in either order', () => {
    const at = (count: number, playhead = start) => seekCount(playhead, ended, count);
    expect(markLoop(at(3), ended, 'in').loop).toEqual({ from: 3, to: 10 });
    expect(markLoop(at(6), ended, 'out').loop).toEqual({ from: 0, to: 6 });
    const both = markLoop(at(6, markLoop(at(3), ended, 'in')), ended, 'out');
    expect(both.loop).toEqual({ from: 3, to: 6 });
    expect(markLoop(at(8, both), ended, 'in').loop).toEqual({ from: 8, to: 10 });
    expect(markLoop(at(2, both), ended, 'out').loop).toEqual({ from: 0, to: 2 });
  });

  it('that takes no time ends no frame loop and moves nothing', () => {
    const still = wallTrack(createTraceLog(events.map((event) => ({ ...event, at: 5 }))));
    let playhead = play(setLoop(createPlayhead(still), still, { from: 2, to: 6 }), still);
    for (let frame = 0; frame < 5; frame++) playhead = tick(playhead, still, 16);
    expect(playhead.playing).toBe(true);
    expect(playhead.count).toBeLessThanOrEqual(6);
  });
});

describe('token time', () => {
  it('places text by its share of the piece; thinking and failed attempts take none', () => {
    const delta = { type: 'plan-delta', stream: 'plan:1', channel: 'text' } as const;
    const times = tokenTimes(
      createTraceLog(
        stampLog([
          sessionStart(),
          { type: 'stage-start', stage: 1 },
          { type: 'plan-start', stream: 'plan:1', attempt: 1, requestedAt: 0 },
          { ...delta, attempt: 1, text: 'gone' },
          {
            type: 'attempt-failed',
            stream: 'plan:1',
            attempt: 1,
            error: { type: 'dropped', message: 'Broke off.' },
          },
          { type: 'plan-start', stream: 'plan:1', attempt: 2, requestedAt: 0 },
          { ...delta, attempt: 2, channel: 'thinking', text: 'Hm.' },
          { ...delta, attempt: 2, text: '1234' },
          { ...delta, attempt: 2, text: '567812345678' },
          { type: 'plan-end', stream: 'plan:1', attempt: 2, status: 'done', tokens: tokensOf(80) },
          { type: 'stage-end', stage: 1, status: 'done' },
          { type: 'answer-start', stream: 'answer', attempt: 1, requestedAt: 0 },
          { type: 'answer-end', stream: 'answer', attempt: 1, status: 'done', tokens: tokensOf(5) },
        ]),
      ),
    );
    expect(times).toEqual([0, 0, 0, 0, 0, 0, 0, 20, 80, 80, 80, 80, 85]);
  });
});

describe('any log', () => {
  it('playing shows every event once, in order, whatever the frames', () => {
    fc.assert(
      fc.property(
        arbitraryEndedLog,
        fc.constantFrom(...speeds),
        fc.boolean(),
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 5 }),
        (log, speed, inTokens, frames) => {
          const traceLog = createTraceLog(log);
          const track = inTokens ? tokenTrack(traceLog) : wallTrack(traceLog);
          let playhead = setSpeed(play(seekCount(createPlayhead(track), track, 0), track), speed);
          for (let frame = 0; playhead.playing && frame < 100_000; frame++) {
            const next = tick(playhead, track, frames[frame % frames.length] ?? 1);
            expect(next.count).toBeGreaterThanOrEqual(playhead.count);
            if (next.at < track.endAt)
              expect(next.count).toBe(Math.max(playhead.count, track.countAt(next.at)));
            playhead = next;
          }
          expect(playhead).toMatchObject({ count: log.length, at: track.endAt, playing: false });
        },
      ),
    );
  });

  it('a track’s moments never go back, and countAt finds them', () => {
    fc.assert(
      fc.property(arbitraryLog, fc.boolean(), (log, inTokens) => {
        const traceLog = createTraceLog(log);
        const track = inTokens ? tokenTrack(traceLog) : wallTrack(traceLog);
        let last = 0;
        for (let count = 1; count <= track.length; count++) {
          const at = track.atOf(count);
          expect(at).toBeGreaterThanOrEqual(last);
          expect(track.countAt(at)).toBeGreaterThanOrEqual(count);
          last = at;
        }
        if (inTokens && traceLog.state.endedAt !== null)
          expect(track.endAt).toBeLessThanOrEqual(tokenAxis(traceLog.state).length);
      }),
    );
  });

  it('changing the clock keeps what was seen', () => {
    fc.assert(
      fc.property(arbitraryLog, fc.nat(), (log, where) => {
        const traceLog = createTraceLog(log);
        const [wall, tokens] = [wallTrack(traceLog), tokenTrack(traceLog)];
        const playhead = seekCount(createPlayhead(wall), wall, where % (log.length + 1));
        const switched = switchTrack(playhead, tokens);
        expect(switched.count).toBe(playhead.count);
        expect(switchTrack(switched, wall)).toEqual(playhead);
      }),
    );
  });
});
