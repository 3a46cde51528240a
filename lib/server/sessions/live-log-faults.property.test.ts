import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '#lib/base/clock.ts';
import { propertyRuns } from '#lib/base/testing/property-runs.ts';
import { openFailingStore } from '#lib/storage/testing/failing-store.ts';
import { createStoreHealth } from '../store-health.ts';
import { newSession as session } from '../testing/new-session.ts';
import { scriptedRuns } from '../testing/scripted-run.ts';
import { deleteSession } from './delete-session.ts';
import type { LogReader } from './live-log.ts';
import { createSupervisor } from './supervisor.ts';

/** A second passes in some milliseconds. */
const hasty: Clock = {
  ...systemClock,
  sleep: (durationMs, signal) => systemClock.sleep(durationMs / 100, signal),
};
const turns = async (count: number) => {
  for (let index = 0; index < count; index++) await new Promise(setImmediate);
};
const never = new AbortController().signal;

/** Reads as a viewer does until no more events come. */
async function view(log: LogReader): Promise<{ seq: number; json: string }[]> {
  const seen: { seq: number; json: string }[] = [];
  for (;;) {
    await log.waitBeyond(seen.at(-1)?.seq ?? -1, never);
    const page = await log.read(seen.at(-1)?.seq ?? -1, 100);
    if (page.length === 0) return seen;
    seen.push(...page);
    if (page.at(-1)?.type === 'session-end') return seen;
  }
}

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant('write' as const),
      run: fc.nat(2),
      count: fc.integer({ min: 1, max: 400 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('turns' as const), count: fc.integer({ min: 1, max: 60 }) }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constantFrom('fill', 'fill', 'free', 'refuse', 'allow') }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('end', 'cancel', 'delete'), run: fc.nat(2) }) },
);

describe('shown means stored', () => {
  // Each run creates a database on the disk.
  it('whenever the disk is full or read-only, what viewers saw is stored, and every session has an end once it is not', {
    timeout: 120_000,
  }, async () => {
    let faults = 0;
    const property = fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
      const closing = new AbortController();
      const health = createStoreHealth({ clock: hasty, report: () => {} });
      const failing = await openFailingStore({ observer: health });
      const { store } = failing;
      await health.watch(store, closing.signal);
      health.onChange((state) => {
        if (state.state === 'failing') faults++;
      });
      const runs = scriptedRuns();
      let count = 0;
      const supervisor = createSupervisor({
        ...{ store, health, runSession: runs.runSession, clock: hasty, random: () => 0.5, maxRunning: 16 },
        newId: () => `s${++count}`,
        report: () => {},
      });
      const parts = { store, supervisor, health, report: () => {} };
      const started = [];
      for (let index = 0; index < 3; index++) {
        const { id } = await supervisor.create(session);
        const log = supervisor.live(id);
        if (!log) throw new Error('not live');
        started.push({
          id,
          run: await runs.next(),
          seen: view(log),
          deleted: false,
          ended: false,
          unwanted: false,
        });
      }
      const background: Promise<unknown>[] = [];
      for (const one of steps) {
        const target = 'run' in one ? started[one.run] : undefined;
        if (one.act === 'turns' && 'count' in one) await turns(one.count);
        else if (one.act === 'fill') failing.fill(2);
        else if (one.act === 'free') failing.free();
        else if (one.act === 'refuse') failing.refuseWrites(true);
        else if (one.act === 'allow') failing.refuseWrites(false);
        else if (!target || target.ended) continue;
        else if (one.act === 'write' && 'count' in one) target.run.write(one.count);
        else if (one.act === 'end') {
          target.ended = true;
          target.run.end();
        } else if (one.act === 'cancel')
          background.push(
            supervisor.cancel(target.id).catch((error: unknown) => expect(error).toHaveProperty('type')),
          );
        else {
          target.unwanted = true;
          background.push(
            deleteSession({ ...parts, closing: closing.signal }, target.id).then(
              () => {
                target.deleted = true;
              },
              (error: unknown) => expect(error).toHaveProperty('type'),
            ),
          );
        }
      }
      await turns(20);
      failing.free();
      failing.refuseWrites(false);
      await Promise.all(background);
      for (const { run, ended } of started) if (!ended && !run.options.signal.aborted) run.end();
      while (supervisor.running > 0) await turns(1);

      expect(await store.runningSessions()).toEqual([]);
      for (const { id, seen, deleted, unwanted } of started) {
        const there = (await store.session(id)) !== null;
        if (deleted) expect(there).toBe(false);
        // If a fault stopped the removal, the session is still there as a whole, or all of it is gone.
        if (!there) {
          expect(unwanted).toBe(true);
          expect(await store.events(id, -1, 1)).toEqual([]);
          continue;
        }
        const stored = (await store.events(id, -1, 100_000)).map(({ seq, json }) => ({ seq, json }));
        const shown = (await seen).map(({ seq, json }) => ({ seq, json }));
        expect(shown).toEqual(stored);
        expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index));
        const row = await store.session(id);
        expect(JSON.parse(stored.at(-1)?.json ?? '')).toMatchObject({
          type: 'session-end',
          status: row?.status,
        });
        if (row?.status === 'failed') expect(['no-space', 'read-only']).toContain(row.error?.type);
      }
      // Everything works again, in the same process.
      while (health.state.state !== 'ok') await turns(1);
      const { id } = await supervisor.create(session);
      const run = await runs.next();
      run.write(500);
      run.end();
      while (supervisor.running > 0) await turns(1);
      expect(await store.session(id)).toMatchObject({ status: 'done' });
      closing.abort();
      await failing.close();
    });
    await fc.assert(property, { numRuns: propertyRuns(20) });
    // Otherwise the test would show nothing.
    expect(faults).toBeGreaterThan(5);
  });
});
