import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '#lib/base/clock.ts';
import { propertyRuns } from '#lib/base/testing/property-runs.ts';
import { openMemoryStore } from '#lib/storage/sqlite/open.ts';
import { deltas, sessionRecord } from '#lib/storage/testing/records.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { createLiveLog, type LiveLog } from './live-log.ts';

/** Reads as a viewer does, `limit` events at a time, to `session-end`. */
async function view(log: LiveLog, limit: number): Promise<number[]> {
  const seen: number[] = [];
  const never = new AbortController().signal;
  for (;;) {
    await log.waitBeyond(seen.at(-1) ?? -1, never);
    const page = await log.read(seen.at(-1) ?? -1, limit);
    seen.push(...page.map((event) => event.seq));
    if (page.at(-1)?.type === 'session-end') return seen;
  }
}

describe('live log', () => {
  // The test creates 60 databases: 2 s, on a busy machine ten times that.
  it('however events come and viewers read, each sees all of them once, in order, and stored', {
    timeout: 60_000,
  }, async () => {
    const property = fc.asyncProperty(
      fc.array(fc.record({ size: fc.integer({ min: 1, max: 300 }), pause: fc.boolean() }), { maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 4 }),
      async (batches, limits) => {
        const store = await openMemoryStore();
        await store.createSession(sessionRecord({ id: 'a' }));
        const log = createLiveLog({
          id: 'a',
          store,
          clock: systemClock,
          summarise: () => ({ status: 'done' }),
          untilWritable: () => Promise.resolve(),
          onFailure: (error) => {
            throw error;
          },
        });
        const viewers = limits.map((limit) => view(log, limit));
        let next = 0;
        for (const { size, pause } of batches) {
          log.append(deltas(next, next + size - 1));
          next += size;
          if (pause) await log.waitBeyond(next - 1, AbortSignal.timeout(0)).catch(() => {});
          const stored = await store.events('a', -1, 10_000);
          expect((await log.read(-1, 10_000)).length).toBeLessThanOrEqual(stored.length);
        }
        const end: TraceEvent = { seq: next, at: next * 12.5, type: 'session-end', status: 'done' };
        log.append([end]);
        const all = Array.from({ length: next + 1 }, (_, seq) => seq);
        for (const seen of await Promise.all(viewers)) expect(seen).toEqual(all);
        expect(await store.session('a')).toMatchObject({ status: 'done', lastSeq: next });
        await store.close();
      },
    );
    await fc.assert(property, { numRuns: propertyRuns(60) });
  });
});
