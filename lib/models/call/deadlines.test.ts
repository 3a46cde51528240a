import { describe, expect, it } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { type Expiry, watchDeadlines } from './deadlines.ts';

function watch(timeouts = { firstTokenMs: 1000, stallMs: 100, totalMs: 5000 }) {
  const clock = createManualClock();
  const expiries: (Expiry & { at: number })[] = [];
  const deadlines = watchDeadlines(clock, timeouts, (expiry) =>
    expiries.push({ ...expiry, at: clock.now() }),
  );
  return { clock, deadlines, expiries };
}

describe('watchDeadlines', () => {
  it('counts the wait for the first token from the start', async () => {
    const { clock, expiries } = watch();
    await clock.advance(999);
    expect(expiries).toEqual([]);
    await clock.advance(1);
    expect(expiries).toEqual([{ type: 'first-token-timeout', afterMs: 1000, at: 1000 }]);
    expect(clock.sleeping).toBe(0);
  });

  it('expires a stall earlier than the timer that slept for the first token', async () => {
    const { clock, deadlines, expiries } = watch();
    await clock.advance(10);
    deadlines.output();
    await clock.advance(2000);
    expect(expiries).toEqual([{ type: 'stalled', afterMs: 100, at: 110 }]);
  });

  it('starts the silence anew with each output', async () => {
    const { clock, deadlines, expiries } = watch();
    for (let count = 0; count < 20; count++) {
      deadlines.output();
      await clock.advance(90);
    }
    expect(expiries).toEqual([]);
    await clock.advance(10);
    expect(expiries).toMatchObject([{ type: 'stalled', at: 1810 }]);
  });

  it('takes no silence of ours for one of the endpoint', async () => {
    const { clock, deadlines, expiries } = watch();
    deadlines.output();
    deadlines.hold();
    await clock.advance(1000);
    expect(expiries).toEqual([]);
    deadlines.output();
    await clock.advance(99);
    expect(expiries).toEqual([]);
    await clock.advance(100);
    expect(expiries).toMatchObject([{ type: 'stalled' }]);
  });

  it('ends a call that goes on and on', async () => {
    const { clock, deadlines, expiries } = watch();
    for (let count = 0; count < 60; count++) {
      deadlines.output();
      await clock.advance(90);
    }
    expect(expiries).toMatchObject([{ type: 'total-timeout', afterMs: 5000, at: 5000 }]);
  });

  it('gives the usage a short grace after the finish reason', async () => {
    const { clock, deadlines, expiries } = watch({
      firstTokenMs: 100_000,
      stallMs: 100_000,
      totalMs: 1_000_000,
    });
    deadlines.output();
    await clock.advance(50);
    deadlines.finishing();
    await clock.advance(1999);
    expect(expiries).toEqual([]);
    await clock.advance(1);
    expect(expiries).toMatchObject([{ type: 'finished' }]);
  });

  it('leaves no timer behind', async () => {
    const { clock, deadlines, expiries } = watch();
    deadlines.output();
    deadlines.stop();
    await clock.settle();
    expect(clock.sleeping).toBe(0);
    await clock.advance(10_000);
    expect(expiries).toEqual([]);
  });
});
