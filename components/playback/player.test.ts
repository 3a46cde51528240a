import { describe, expect, test } from 'vitest';
import { sequentialText, sprintText, traceLog } from '#lib/compare/testing/traces.ts';
import { tokenTrack, wallTrack } from '#lib/replay/track.ts';
import { createTraceLog } from '#lib/trace/fold.ts';
import { createPlayer, type Player, type PlayerOpening } from './player.ts';

const plain: PlayerOpening = { at: null, loop: null, axis: null, reading: 'decoded', speed: 1 };

async function ended() {
  const logs = [await traceLog(sprintText), await traceLog(sequentialText)] as const;
  const player = createPlayer(logs, { ...plain, axis: 'tokens' });
  player.appended(0);
  return { logs, player, end: Math.max(...logs.map((log) => tokenTrack(log).endAt)) };
}

/** Runs frames at 60 a second until nothing moves. */
function run(player: Player, fromMs: number): number {
  let nowMs = fromMs;
  for (let frames = 0; player.moving && frames < 10_000; frames++) {
    player.advance(nowMs);
    nowMs += 1000 / 60;
  }
  return nowMs - fromMs;
}

describe('a race of two recorded sessions', () => {
  test('opens at the end, with all events of both', async () => {
    const { logs, player, end } = await ended();
    expect(player.transport).toBe('paused');
    expect(player.at).toBe(end);
    expect(player.counts).toEqual([logs[0].length, logs[1].length]);
  });

  test('plays both from the start, at 60 tokens a second, to the end of the longer', async () => {
    const { player, end, logs } = await ended();
    player.toggle();
    expect(player.at).toBe(0);
    const ms = run(player, 0);
    expect(ms).toBeGreaterThan((end / 60) * 1000 - 20);
    expect(ms).toBeLessThan((end / 60) * 1000 + 100);
    expect([player.transport, player.at]).toEqual(['paused', end]);
    expect(player.counts).toEqual([logs[0].length, logs[1].length]);
  });

  test('twice the speed takes half the time', async () => {
    const { player, end } = await ended();
    player.setSpeed(2);
    player.toggle();
    expect(run(player, 0)).toBeLessThan((end / 120) * 1000 + 100);
  });

  test('seeking moves both, and a step goes to the next event of either', async () => {
    const { player, logs } = await ended();
    player.seek(5);
    const [first = 0, second = 0] = player.counts;
    expect(first).toBeLessThan(logs[0].length);
    expect(second).toBeLessThan(logs[1].length);
    player.step('event', 1);
    expect(player.counts.reduce((sum, count) => sum + count)).toBe(first + second + 1);
  });

  test('the other axis shows the same race from its own end', async () => {
    const { player, logs } = await ended();
    player.setAxis('wall');
    expect(player.at).toBe(Math.max(...logs.map((log) => log.state.at)));
    expect(player.transport).toBe('paused');
  });
});

describe('a side that runs now', () => {
  async function live() {
    const whole = await traceLog(sequentialText, { clock: 'wall' });
    const half = Math.floor(whole.length / 2);
    const running = createTraceLog(whole.slice(0, half));
    const logs = [await traceLog(sprintText, { clock: 'wall' }), running] as const;
    const player = createPlayer(logs, { ...plain, axis: 'wall' });
    player.appended(1000);
    return { player, logs, running, whole, half };
  }

  test('is followed, in its own time', async () => {
    const { player, running } = await live();
    expect(player.transport).toBe('live');
    player.advance(1000);
    const before = player.at;
    expect(before).toBe(running.state.at);
    player.advance(1016);
    expect(player.at).toBeCloseTo(before + 16, 6);
  });

  test('and the other shows no more than what it had at that moment', async () => {
    const { player, logs, running } = await live();
    player.seek(running.state.at / 4);
    expect(player.transport).toBe('paused');
    expect(player.counts[0]).toBe(wallTrack(logs[0]).countAt(running.state.at / 4));
  });

  test('pausing holds while the log grows; following takes it up again', async () => {
    const { player, running, whole, half } = await live();
    player.toggle();
    const { at } = player;
    running.append(whole.slice(half, half + 4));
    player.appended(2000);
    expect(player.at).toBe(at);
    player.follow();
    expect(player.counts[1]).toBe(running.length);
  });

  test('once it has ended the race is over', async () => {
    const { player, running, whole, half } = await live();
    running.append(whole.slice(half));
    player.appended(3000);
    player.advance(3016);
    expect(player.transport).toBe('paused');
    expect(player.moving).toBe(false);
  });
});

test('on the other axis what was seen stays seen, and on the way back nothing more', async () => {
  const { player, logs } = await ended();
  player.seek(9);
  const before = player.counts;
  player.setAxis('wall');
  player.counts.forEach((count, index) => {
    expect(count).toBeGreaterThanOrEqual(before[index] ?? 0);
  });
  expect(player.counts.some((count, index) => count === before[index])).toBe(true);
  expect(player.counts).not.toEqual(logs.map(({ length }) => length));
});

describe('three at once', () => {
  test('play together, each to its own end', async () => {
    const logs = [
      await traceLog(sprintText),
      await traceLog(sequentialText),
      await traceLog('word '.repeat(20)),
    ];
    const player = createPlayer(logs, { ...plain, axis: 'tokens' });
    player.appended(0);
    player.toggle();
    run(player, 0);
    expect(player.transport).toBe('paused');
    expect(player.counts).toEqual(logs.map(({ length }) => length));
    expect(player.at).toBe(Math.max(...logs.map((log) => tokenTrack(log).endAt)));
  });
});
