import { describe, expect, it } from 'vitest';
import { createSimulatedClock } from '#lib/base/testing/simulated-clock.ts';
import { createBodyMemory } from './body-memory.ts';

const { signal } = new AbortController();

function room() {
  const clock = createSimulatedClock();
  return { clock, ...createBodyMemory({ bytes: 100, reserved: 20, small: 10, patienceMs: 5000, clock }) };
}

describe('room for bodies', () => {
  it('a small one finds some while large ones hold all that they may', async () => {
    const { hold, clock } = room();
    const [first, second, small] = [hold(), hold(), hold()];
    await first.grow(50, signal);
    await second.grow(30, signal);
    await small.grow(10, signal);
    await expect(clock.run(hold().grow(11, signal))).rejects.toMatchObject({
      status: 503,
      type: 'uploads-full',
      headers: { 'retry-after': '10' },
    });
    expect(clock.now()).toBe(5000);
  });

  it('what waits goes on as soon as there is room, in turn', async () => {
    const { hold, clock } = room();
    const [first, second, third] = [hold(), hold(), hold()];
    await first.grow(80, signal);
    const waiting = Promise.all([second.grow(60, signal), third.grow(20, signal)]);
    first.release();
    await waiting;
    expect([first.bytes, second.bytes, third.bytes]).toEqual([80, 60, 20]);
    expect(clock.now()).toBe(0);
  });

  it('two that wait for each other’s room do not wait for ever', async () => {
    const { hold, clock } = room();
    const [first, second] = [hold(), hold()];
    await first.grow(40, signal);
    await second.grow(40, signal);
    const give = async (one: typeof first) => {
      try {
        await one.grow(40, signal);
        return 'grown';
      } catch {
        return 'refused';
      } finally {
        one.release();
      }
    };
    const later = clock.sleep(1).then(() => give(second));
    expect(await clock.run(Promise.all([give(first), later]))).toEqual(['refused', 'grown']);
  });

  it('one that leaves gives its place up; releasing twice gives back once', async () => {
    const { hold } = room();
    const [first, second] = [hold(), hold()];
    await first.grow(80, signal);
    const leaving = new AbortController();
    const waiting = second.grow(40, leaving.signal);
    leaving.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
    second.release();
    first.release();
    first.release();
    await hold().grow(80, signal);
    await expect(Promise.race([hold().grow(40, signal), Promise.resolve('still full')])).resolves.toBe(
      'still full',
    );
  });
});
