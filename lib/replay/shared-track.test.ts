import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sameMoment, sharedTrack } from './shared-track.ts';
import type { ReplayTrack } from './track.ts';

function trackOf(times: readonly number[], ended = true, stages: readonly number[] = []): ReplayTrack {
  return {
    length: times.length,
    ended,
    endAt: times.at(-1) ?? 0,
    unitsPerMs: 1,
    atOf: (count) => times[count - 1] ?? 0,
    countAt: (at) => times.filter((time) => time <= at).length,
    marks: (kind) => (kind === 'stage' ? stages : []),
  };
}

const ascending = fc.array(fc.nat(30), { maxLength: 12 }).map((times) => times.sort((a, b) => a - b));

/** What a shared track of these must return, computed the slow way. */
function inOrder(tracks: readonly (readonly number[])[]): { at: number; index: number }[] {
  return tracks
    .flatMap((times, index) => times.map((at) => ({ at, index })))
    .sort((a, b) => a.at - b.at || a.index - b.index);
}

describe('n tracks as one', () => {
  test('events come in the order of their moments, at equal ones the earlier track’s before', () => {
    fc.assert(
      fc.property(fc.array(ascending, { minLength: 1, maxLength: 4 }), (all) => {
        const track = sharedTrack(all.map((times) => trackOf(times)));
        const events = inOrder(all);
        expect(track.length).toBe(events.length);
        for (let count = 0; count <= events.length; count++) {
          const taken = events.slice(0, count);
          expect(track.split(count)).toEqual(
            all.map((_, index) => taken.filter((event) => event.index === index).length),
          );
          expect(track.atOf(count)).toBe(taken.at(-1)?.at ?? 0);
        }
        for (const at of [-1, 0, 7, 15, 31])
          expect(track.countAt(at)).toBe(events.filter((event) => event.at <= at).length);
      }),
    );
  });

  test('an event of one log has its place among those of all', () => {
    fc.assert(
      fc.property(fc.array(ascending, { minLength: 1, maxLength: 4 }), (all) => {
        const track = sharedTrack(all.map((times) => trackOf(times)));
        const seen = all.map(() => 0);
        inOrder(all).forEach(({ index }, position) => {
          seen[index] = (seen[index] ?? 0) + 1;
          expect(track.countOf(index, seen[index] ?? 0)).toBe(position + 1);
        });
        expect(track.countOf(0, 0)).toBe(0);
      }),
    );
  });

  test('on other tracks of the same logs everything seen stays seen, and the same track is no change', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(ascending, ascending), { minLength: 1, maxLength: 3 }),
        fc.nat(40),
        (logs, at) => {
          const shorter = logs.map(([left, right]) => Math.min(left.length, right.length));
          const [from, to] = ([0, 1] as const).map((axis) =>
            sharedTrack(logs.map((times, index) => trackOf(times[axis].slice(0, shorter[index])))),
          ) as [ReturnType<typeof sharedTrack>, ReturnType<typeof sharedTrack>];
          const count = Math.min(at, from.length);
          expect(sameMoment(count, from, from)).toBe(count);
          expect(sameMoment(from.length, from, to)).toBe(to.length);
          const after = to.split(sameMoment(count, from, to));
          from.split(count).forEach((ofLog, index) => {
            expect(after[index]).toBeGreaterThanOrEqual(ofLog);
          });
        },
      ),
    );
  });

  test('a mark is where it was, the other log’s earlier events counted in', () => {
    const track = sharedTrack([trackOf([0, 10, 20], true, [1, 3]), trackOf([5, 10, 15], true, [2])]);
    // Order: 0a 5b 10a 10b 15b 20a.
    expect(track.marks('stage')).toEqual([1, 4, 6]);
    expect(track.marks('fork')).toEqual([]);
  });

  test('it ends with the longer side once both have ended', () => {
    const track = sharedTrack([trackOf([0, 50]), trackOf([0, 80])]);
    expect([track.endAt, track.ended, track.length]).toEqual([80, true, 4]);
  });

  test('while one runs it ends where that one stands, however long the other is', () => {
    const track = sharedTrack([trackOf([0, 50, 100]), trackOf([0, 60], false)]);
    expect([track.endAt, track.ended]).toEqual([60, false]);
    expect(track.length).toBe(4);
    expect(track.split(track.length)).toEqual([2, 2]);
  });

  test('while several run it ends where the slowest one stands', () => {
    const running = [90, 60, 75].map((end) => trackOf([0, end], false));
    expect(sharedTrack(running).endAt).toBe(60);
    const [slow, ...rest] = [trackOf([0, 90]), ...running];
    const track = sharedTrack([...rest, slow as ReplayTrack]);
    expect([track.endAt, track.ended, track.length]).toEqual([60, false, 5]);
  });
});
