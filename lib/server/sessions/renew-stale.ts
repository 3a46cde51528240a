import type { Clock } from '#lib/base/clock.ts';
import type { SessionPatch, SessionRecord } from '#lib/contract/session.ts';
import { DOCTOR_VERSION } from '#lib/doctor/diagnose.ts';
import { faultOf } from '#lib/storage/faults.ts';
import type { Store } from '#lib/storage/store.ts';
import type { TraceState } from '#lib/trace/state.ts';
import type { Curation } from '../curation/curation.ts';
import { diagnosedPatch, type Report, undiagnosed } from '../findings.ts';
import type { StoreHealth } from '../store-health.ts';
import { isJobError } from '../workers/job-error.ts';
import { recountAnnotated } from './annotations.ts';
import { foldStored } from './recover.ts';
import { canBeRenewed } from './row-damage.ts';
import { LOG_DAMAGED } from './stored-events.ts';
import { countedPatch, SUMMARY_VERSION } from './summarise.ts';
import { lacksVerdict, renewVerdict, type VerdictDeps, verdictPatch } from './verdicts.ts';

export interface RenewDeps {
  store: Store;
  curation: Pick<Curation, 'records'>;
  health: Pick<StoreHealth, 'persist'>;
  clock: Pick<Clock, 'sleep'>;
  signal: AbortSignal;
  report: Report;
  /** Replaces `renewedPatch` if a thread makes the patch. */
  patchOf?(id: string): Promise<SessionPatch>;
  judgeFurther?: VerdictDeps['judgeFurther'];
}

/** How many we read from the store at a time. */
const BATCH = 50;
/** Pause between two, so that this never takes more than a part of the thread: one takes 10 to 50 ms. */
const PAUSE_MS = 50;

/**
 * Recomputes what another version stored: numbers, answers, findings and verdicts of ended sessions, counts of curation
 * records; one by one until there are no more or the signal aborts. It writes each before the next, so a stop costs
 * nothing. Returns how many.
 */
export async function renewStale(deps: RenewDeps): Promise<number> {
  const { store, curation } = deps;
  const current = { doctorVersion: DOCTOR_VERSION, summaryVersion: SUMMARY_VERSION };
  const sessions = await eachOf(
    deps,
    () => store.staleSessions(current, BATCH),
    async (id) => {
      await renewSession(deps, id);
    },
  );
  const { damaged, unjudged } = await lookThrough(deps);
  const mended = await eachOf(
    deps,
    async () => damaged,
    async (id) => {
      await renewSession(deps, id);
    },
  );
  const judged = await eachOf(
    deps,
    async () => unjudged,
    async (id) => {
      await renewVerdict(deps, id);
    },
  );
  const records = await eachOf(
    deps,
    (done) => curation.records.stale(BATCH + done.size),
    async (id) => {
      await curation.records.recount(id);
    },
  );
  return sessions + mended + judged + records;
}

/** How many rows one page of the library has. */
const LOOK_AT = 500;

/** Ids of ended sessions with current versions in whose row something is unreadable or not judged. */
async function lookThrough({ store, clock, signal }: RenewDeps) {
  const damaged: string[] = [];
  const unjudged: string[] = [];
  for (let cursor: string | undefined; !signal.aborted; ) {
    const page = await store.library({ limit: LOOK_AT, cursor });
    if (!page) break;
    for (const entry of page.entries) {
      if (entry.status === 'running') continue;
      if (canBeRenewed(entry)) damaged.push(entry.id);
      if (lacksVerdict(entry)) unjudged.push(entry.id);
    }
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
    await clock.sleep(PAUSE_MS, signal).catch(() => {});
  }
  return { damaged, unjudged };
}

/** @param next the next ids; they may include some that are already done (a record that is at work now stays stale) */
async function eachOf(
  { health, clock, signal }: RenewDeps,
  next: (done: ReadonlySet<string>) => Promise<string[]>,
  renew: (id: string) => Promise<void>,
): Promise<number> {
  const done = new Set<string>();
  while (!signal.aborted) {
    const ids = (await next(done)).filter((id) => !done.has(id));
    if (ids.length === 0) break;
    for (const id of ids) {
      if (signal.aborted) return done.size;
      await health.persist(() => renew(id), signal);
      done.add(id);
      await clock.sleep(PAUSE_MS, signal).catch(() => {});
    }
  }
  return done.size;
}

/**
 * Renews one ended session; reports a log that it cannot fold, and this version does not try that one again. Rejects
 * with a fault of the store, and if the threads are closed.
 */
export async function renewSession(
  {
    store,
    report,
    patchOf = (id) => renewedPatch(store, id),
  }: Pick<RenewDeps, 'store' | 'report' | 'patchOf'>,
  id: string,
): Promise<void> {
  try {
    await store.updateSession(id, await patchOf(id));
    await recountAnnotated(store, id);
  } catch (error) {
    const fault = faultOf(error);
    if ((fault !== null && fault !== 'damaged') || (isJobError(error) && error.type === 'closed'))
      throw error;
    report(`Session ${id} could not be looked at anew`, error);
    // We cannot write a row on a damaged page either: we show as much of it as we can read.
    if (fault === 'damaged') return;
    const unknown = { metrics: null, numbers: null, summaryVersion: SUMMARY_VERSION };
    await store.updateSession(id, { ...undiagnosed, ...unknown });
  }
}

/** What a row should now contain, by its log. Folding 100,000 events takes half a second: a thread does it. */
export async function renewedPatch(
  store: Pick<Store, 'events' | 'session'>,
  id: string,
): Promise<SessionPatch> {
  const state = await foldStored(store, id);
  const record = await store.session(id);
  const patch: SessionPatch = {
    ...countedPatch(state),
    ...diagnosedPatch(state),
    ...(state.error?.type === LOG_DAMAGED && { status: 'failed', error: state.error }),
    ...mendedPatch(record, state),
  };
  return { ...patch, ...(record && verdictPatch({ ...record, ...patch })) };
}

/** What the log provides for the unreadable fields of its row. */
function mendedPatch(record: SessionRecord | null, state: TraceState): SessionPatch {
  const { damaged = [] } = record ?? {};
  if (damaged.length === 0 || !state.session) return {};
  const { question, strategy, mode, models, origin, startedAt } = state.session;
  const { status, error } = state;
  const known: SessionPatch = {
    ...{ question, strategy, mode, models, origin, startedAt, endedAt: null, error },
    ...(status !== 'empty' && status !== 'running' && { status }),
  };
  return Object.fromEntries(Object.entries(known).filter(([name]) => damaged.includes(name)));
}
