import type { Clock } from '#lib/base/clock.ts';
import { DOCTOR_VERSION } from '#lib/doctor/diagnose.ts';
import type { Store } from '#lib/storage/store.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import { diagnosedPatch, undiagnosed } from './findings.ts';
import { foldStored } from './recover.ts';
import { sessionNumbers } from './session-numbers.ts';

export interface DiagnoseDeps {
  store: Store;
  clock: Pick<Clock, 'sleep'>;
  signal: AbortSignal;
  report(message: string, error: unknown): void;
}

/** Read from the store at a time. */
const BATCH = 50;
/** Between two sessions, so that this never takes more than a part of the thread: one takes 10 to 50 ms. */
const PAUSE_MS = 50;

/**
 * Looks at ended sessions again that another version of the doctor looked at, or none, one by one until there are no
 * more or the signal aborts. Each is written before the next, so being stopped costs nothing. Returns how many.
 */
export async function diagnoseStale({ store, clock, signal, report }: DiagnoseDeps): Promise<number> {
  let done = 0;
  while (!signal.aborted) {
    const ids = await store.sessionsToDiagnose(DOCTOR_VERSION, BATCH);
    if (ids.length === 0) return done;
    for (const id of ids) {
      if (signal.aborted) return done;
      await store.updateSession(id, await patchFor(store, id, report));
      done++;
      await clock.sleep(PAUSE_MS, signal).catch(() => {});
    }
  }
  return done;
}

async function patchFor(store: Store, id: string, report: DiagnoseDeps['report']) {
  try {
    const state = await foldStored(store, id);
    return { ...diagnosedPatch(state), numbers: sessionNumbers(sessionMetrics(state)) };
  } catch (error) {
    report(`Session ${id} could not be diagnosed`, error);
    return undiagnosed;
  }
}
