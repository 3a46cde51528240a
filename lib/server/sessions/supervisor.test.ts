import { describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '#lib/base/clock.ts';
import { faultError } from '#lib/storage/faults.ts';
import { openMemoryStore } from '#lib/storage/sqlite/open.ts';
import type { Store } from '#lib/storage/store.ts';
import { traceEventSchema } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { createStoreHealth } from '../store-health.ts';
import { newSession as session } from '../testing/new-session.ts';
import { scriptedRuns, wordCounter } from '../testing/scripted-run.ts';
import { recoverSessions } from './recover.ts';
import { createSupervisor, type SupervisorDeps } from './supervisor.ts';

async function setUp(over: Partial<SupervisorDeps> & { deaf?: boolean; wrap?(store: Store): Store } = {}) {
  const { deaf, wrap, ...deps } = over;
  const runs = scriptedRuns({ deaf });
  const store = await openMemoryStore();
  const reports: string[] = [];
  let count = 0;
  const supervisor = createSupervisor({
    store: wrap ? wrap(store) : store,
    health: createStoreHealth({ clock: systemClock, report: () => {} }),
    runSession: runs.runSession,
    clock: systemClock,
    random: () => 0.5,
    newId: () => `s${++count}`,
    maxRunning: 16,
    report: (message, error) => reports.push(`${message}: ${error}`),
    ...deps,
  });
  return { runs, store, reports, supervisor };
}

/** Fold of the stored log; throws on a gap, an unknown event, or a missing or repeated end. */
async function storedLog(store: Store, id: string) {
  const stored = await store.events(id, -1, 100_000);
  const events = stored.map(({ json }) => traceEventSchema.parse(JSON.parse(json)));
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index));
  const count = (type: string) => events.filter((event) => event.type === type).length;
  expect(count('session-end')).toBe(1);
  expect(count('answer-end')).toBe(count('answer-start'));
  expect(count('stage-end')).toBe(count('stage-start'));
  expect(count('plan-end')).toBe(count('plan-start'));
  return { events, state: foldEvents(events) };
}

const allEnded = async (supervisor: { running: number }) => {
  while (supervisor.running > 0) await new Promise(setImmediate);
};

/** Every wait of at least `fromMs` ends at once: a test need not wait for grace and retry times. */
const impatient = (fromMs: number): Clock => ({
  ...systemClock,
  sleep: (durationMs, signal) => systemClock.sleep(durationMs >= fromMs ? 0 : durationMs, signal),
});

describe('supervisor', () => {
  it('stores the log and the summary of a run that ends by itself', async () => {
    const { runs, store, supervisor } = await setUp();
    const { id } = await supervisor.create(session);
    const run = await runs.next();
    run.write(450, 'one \\boxed{7} ');
    run.end();
    await allEnded(supervisor);
    const { state } = await storedLog(store, id);
    expect(state.answer?.text).toHaveLength(450 * 'one \\boxed{7} '.length);
    expect(await store.session(id)).toMatchObject({ status: 'done', answer: '7', lastSeq: 453 });
    expect(supervisor.live(id)).toBeNull();
  });

  it('acknowledges a session only once its first event is stored', async () => {
    const { store, supervisor } = await setUp();
    const { id } = await supervisor.create(session);
    expect((await store.session(id))?.lastSeq).toBeGreaterThanOrEqual(0);
  });

  it('a run that throws at once or in the middle ends failed, its log whole', async () => {
    const { runs, store, supervisor, reports } = await setUp();
    const { id } = await supervisor.create(session);
    const run = await runs.next();
    run.emit(
      { type: 'stage-start', stage: 1 },
      { type: 'plan-start', stream: 'plan:1', attempt: 1, requestedAt: 0 },
      { type: 'plan-delta', stream: 'plan:1', attempt: 1, channel: 'text', text: 'two words' },
    );
    run.crash(new Error('boom'));
    await allEnded(supervisor);
    const { state } = await storedLog(store, id);
    expect(state.stages[0]?.plan).toMatchObject({ status: 'failed', tokens: { text: 2, thinking: 0 } });
    expect(await store.session(id)).toMatchObject({ status: 'failed', error: { type: 'internal' } });
    expect(reports.join()).toContain('boom');

    const other = await setUp({ runSession: () => Promise.reject(new Error('at once')) });
    const failed = await other.supervisor.create(session);
    await allEnded(other.supervisor);
    expect(await other.store.session(failed.id)).toMatchObject({ status: 'failed' });
  });

  it('a run that returns without session-end is made whole', async () => {
    const { store, supervisor } = await setUp({
      runSession: async (options) => {
        const scripted = scriptedRuns();
        void scripted.runSession(options);
        return 'done';
      },
    });
    const { id } = await supervisor.create(session);
    await allEnded(supervisor);
    expect((await storedLog(store, id)).state.status).toBe('failed');
  });

  it('cancelling a run that ignores its abort closes it over its head; what it says later is dropped', async () => {
    const { runs, store, supervisor } = await setUp({ deaf: true, clock: impatient(1000) });
    const { id } = await supervisor.create(session);
    const run = await runs.next();
    run.write(3);
    expect(await supervisor.cancel(id)).toBe(true);
    expect(supervisor.running).toBe(0);
    run.write(3);
    run.end();
    await new Promise(setImmediate);
    const { events, state } = await storedLog(store, id);
    expect(events).toHaveLength(7);
    expect(state.status).toBe('cancelled');
    expect(await supervisor.cancel(id)).toBe(false);
  });

  it('closing ends every run as interrupted, though the abort makes it say cancelled', async () => {
    const { runs, store, supervisor } = await setUp();
    const ids = [(await supervisor.create(session)).id, (await supervisor.create(session)).id];
    (await runs.next()).write(10);
    await supervisor.close();
    for (const id of ids) {
      expect((await storedLog(store, id)).state.status).toBe('interrupted');
      expect(await store.session(id)).toMatchObject({
        status: 'interrupted',
        error: { type: 'interrupted' },
      });
    }
    await expect(supervisor.create(session)).rejects.toMatchObject({ type: 'shutting-down' });
  });

  it('closing does not wait for a tokenizer that takes long: what was written is stored, the next start does the rest', async () => {
    const { runs, store, supervisor } = await setUp({
      clock: impatient(2000),
    });
    const slow = { name: 'slow', count: () => new Promise<number>(() => {}) };
    const { id } = await supervisor.create({ ...session, counter: slow });
    (await runs.next()).write(10);
    await supervisor.close();
    expect(await store.session(id)).toMatchObject({ status: 'running', lastSeq: 11 });
    expect(
      await recoverSessions(
        store,
        () => wordCounter,
        () => {},
      ),
    ).toEqual({ recovered: [id], left: [] });
    expect((await storedLog(store, id)).state.status).toBe('interrupted');
  });

  it('an event that cannot be stored at first is stored by a retry', async () => {
    let failures = 2;
    const { runs, store, supervisor, reports } = await setUp({
      clock: impatient(50),
      wrap: (inner) => ({
        ...inner,
        appendEvents: (...call) =>
          failures-- > 0 ? Promise.reject(new Error('database is locked')) : inner.appendEvents(...call),
      }),
    });
    const { id } = await supervisor.create(session);
    (await runs.next()).end();
    await allEnded(supervisor);
    expect((await storedLog(store, id)).state.status).toBe('done');
    expect(reports).toEqual([]);
  });

  it('a commit that was reported as failed, but happened, is not written twice and ends nothing', async () => {
    let failures = 2;
    const { runs, store, supervisor, reports } = await setUp({
      clock: impatient(50),
      wrap: (inner) => ({
        ...inner,
        async appendEvents(...call) {
          await inner.appendEvents(...call);
          if (failures-- > 0) throw faultError('io-error');
        },
      }),
    });
    const { id } = await supervisor.create(session);
    const run = await runs.next();
    run.write(5);
    run.end();
    await allEnded(supervisor);
    expect((await storedLog(store, id)).events).toHaveLength(9);
    expect((await store.session(id))?.status).toBe('done');
    expect(reports).toEqual([]);
  });

  it('a log that the store refuses for good ends the run; the row says that it failed, viewers saw what is stored', async () => {
    let refuses = false;
    const { runs, store, supervisor, reports } = await setUp({
      clock: impatient(50),
      wrap: (inner) => ({
        ...inner,
        appendEvents: (...call) =>
          refuses ? Promise.reject(new Error('a defect')) : inner.appendEvents(...call),
      }),
    });
    const { id } = await supervisor.create(session);
    const live = supervisor.live(id);
    const run = await runs.next();
    refuses = true;
    run.write(5);
    await allEnded(supervisor);
    expect(run.options.signal.aborted).toBe(true);
    expect(reports[0]).toContain('a defect');
    expect(await live?.read(-1, 100)).toEqual(await store.events(id, -1, 100));
    expect(await store.session(id)).toMatchObject({ status: 'failed', error: { type: 'internal' } });
  });

  it('an abort of the run reaches it as soon as it is asked for', async () => {
    const { runs, supervisor } = await setUp();
    const { id } = await supervisor.create(session);
    const run = await runs.next();
    const cancelled = supervisor.cancel(id);
    expect(run.options.signal.aborted).toBe(true);
    await cancelled;
  });
});
