import { describe, expect, it } from 'vitest';
import { systemClock } from '#lib/base/clock.ts';
import type { StorageState } from '#lib/contract/health.ts';
import { faultError } from '#lib/storage/faults.ts';
import { createStoreHealth, nextStorageState } from './store-health.ts';

const at = '2026-01-02T03:04:05.678Z';
const ok: StorageState = { state: 'ok' };

describe('nextStorageState', () => {
  it('a fault says what is wrong, since when, and what to do', () => {
    const failing = nextStorageState(ok, { type: 'failed', fault: 'no-space' }, at);
    expect(failing).toMatchObject({ state: 'failing', kind: 'no-space', since: at });
    expect(failing).toHaveProperty('remedy', expect.stringContaining('Free some space'));
  });

  it('the same fault again changes nothing, another one changes what is said and not since when', () => {
    const locked = nextStorageState(ok, { type: 'failed', fault: 'locked' }, at);
    expect(nextStorageState(locked, { type: 'failed', fault: 'locked' }, 'later')).toBe(locked);
    expect(nextStorageState(locked, { type: 'failed', fault: 'away' }, 'later')).toMatchObject({
      kind: 'away',
      since: at,
    });
  });

  it.each(['io-error', 'locked', 'read-only', 'away', 'damaged'] as const)('a write ends %s', (fault) => {
    const failing = nextStorageState(ok, { type: 'failed', fault }, at);
    expect(nextStorageState(failing, { type: 'wrote' }, at)).toEqual(ok);
  });

  it('a write that found a place does not end no-space, a probe does', () => {
    const full = nextStorageState(ok, { type: 'failed', fault: 'no-space' }, at);
    expect(nextStorageState(full, { type: 'wrote' }, at)).toBe(full);
    expect(nextStorageState(full, { type: 'probed' }, at)).toEqual(ok);
    expect(nextStorageState(ok, { type: 'wrote' }, at)).toBe(ok);
  });
});

/** Every wait ends in the next turn, and the test records it. */
function setUp() {
  const waits: number[] = [];
  let now = 0;
  const clock = {
    ...systemClock,
    now: () => now,
    sleep: async (durationMs: number, signal?: AbortSignal) => {
      waits.push(durationMs);
      now += durationMs;
      await new Promise(setImmediate);
      signal?.throwIfAborted();
    },
  };
  let full = false;
  const calls: string[] = [];
  const store = {
    makeRoom: async () => void calls.push('make room'),
    async probe() {
      calls.push('probe');
      if (full) throw faultError('no-space');
    },
  };
  const closing = new AbortController();
  const reports: string[] = [];
  const health = createStoreHealth({ clock, report: (message) => reports.push(message) });
  const turns = async (count: number) => {
    for (let index = 0; index < count; index++) await new Promise(setImmediate);
  };
  return { health, store, closing, calls, waits, reports, turns, fill: (now: boolean) => (full = now) };
}

describe('store health', () => {
  it('a write that was too large for a disk with room is no state of the server', async () => {
    const { health, store, closing, calls, turns } = setUp();
    await health.watch(store, closing.signal);
    calls.length = 0;
    health.failed('no-space');
    await turns(3);
    expect(calls).toEqual(['make room', 'probe']);
    expect(health.state).toEqual(ok);
    await health.requireWritable();
    closing.abort();
  });

  it('looks again with growing pauses, and finds out by itself that there is room', async () => {
    const { health, store, closing, fill, waits, reports, turns } = setUp();
    await health.watch(store, closing.signal);
    const states: string[] = [];
    health.onChange((state) => states.push(state.state));
    fill(true);
    health.failed('no-space');
    await turns(40);
    expect(waits.slice(0, 5)).toEqual([500, 1000, 2000, 5000, 5000]);
    await expect(health.requireWritable()).rejects.toMatchObject({ type: 'no-space' });
    fill(false);
    await turns(10);
    expect(states).toEqual(['failing', 'ok']);
    expect(reports).toHaveLength(2);
    const before = waits.length;
    await turns(20);
    expect(waits.length).toBe(before);
  });

  it('whoever asks to write has a fresh look, so that nobody waits for the next pause', async () => {
    const { health, store, closing, fill, turns } = setUp();
    fill(true);
    await health.watch(store, closing.signal);
    expect(health.state.state).toBe('failing');
    await turns(20);
    closing.abort();
    await turns(3);
    fill(false);
    await health.requireWritable();
    expect(health.state).toEqual(ok);
  });

  it('persist does a write again until the store takes it, and gives up when told', async () => {
    const { health } = setUp();
    let attempts = 0;
    const never = new AbortController();
    const write = async () => {
      if (++attempts < 4) throw faultError('io-error');
      return 'stored';
    };
    expect(await health.persist(write, never.signal)).toBe('stored');
    expect(attempts).toBe(4);
    await expect(health.persist(() => Promise.reject(new Error('a defect')), never.signal)).rejects.toThrow(
      'a defect',
    );
    never.abort(new Error('closing'));
    await expect(health.persist(() => Promise.reject(faultError('away')), never.signal)).rejects.toThrow(
      'closing',
    );
  });
});
