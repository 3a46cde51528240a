import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReplayTrack } from '#lib/replay/track.ts';
import { sharedTrack } from './shared-track.ts';

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

describe('two tracks as one', () => {
  test('events come in the order of their moments, at equal ones the first side’s before', () => {
    fc.assert(
      fc.property(ascending, ascending, (left, right) => {
        const track = sharedTrack([trackOf(left), trackOf(right)]);
        const merged = [...left.map((at) => ({ at, side: 0 })), ...right.map((at) => ({ at, side: 1 }))].sort(
          (a, b) => a.at - b.at || a.side - b.side,
        );
        expect(track.length).toBe(merged.length);
        for (let count = 0; count <= merged.length; count++) {
          const taken = merged.slice(0, count);
          const ofFirst = taken.filter(({ side }) => side === 0).length;
          expect(track.split(count)).toEqual([ofFirst, count - ofFirst]);
          expect(track.atOf(count)).toBe(taken.at(-1)?.at ?? 0);
        }
        for (const at of [-1, 0, 7, 15, 31])
          expect(track.countAt(at)).toBe(merged.filter((event) => event.at <= at).length);
      }),
    );
  });

  test('a mark is where it was, the other side’s earlier events counted in', () => {
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

  test('while both run it ends where the slower one stands', () => {
    expect(sharedTrack([trackOf([0, 90], false), trackOf([0, 60], false)]).endAt).toBe(60);
  });
});
