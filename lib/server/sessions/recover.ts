import { closeLog } from '#lib/orchestrator/closing-events.ts';
import { faultOf } from '#lib/storage/faults.ts';
import type { Store } from '#lib/storage/store.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import { type TokenizerName, tokenizerNames } from '#lib/tokens/counter.ts';
import type { ErrorInfo } from '#lib/trace/events.ts';
import { emptyState, reduce } from '#lib/trace/reduce.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { recountAnnotated } from './annotations.ts';
import { INTERRUPTED } from './end-reasons.ts';
import { storedEvents } from './stored-events.ts';
import { summariseEnd } from './summarise.ts';

/**
 * The fold of a stored log; for a damaged log, as far as we can read it (stored-events.ts). Throws the fold's errors.
 */
export async function foldStored(store: Pick<Store, 'events' | 'session'>, id: string): Promise<TraceState> {
  let state = emptyState;
  for await (const event of storedEvents(store, id)) state = reduce(state, event);
  return state;
}

/**
 * Completes the sessions that an earlier process left `running`: only the holder of the run lock may call it. Removes a
 * session without a single event, since its creation was never acknowledged.
 */
export async function recoverSessions(
  store: Store,
  counterFor: (name: TokenizerName) => TokenCounter,
  report: (message: string, error: unknown) => void,
  ids?: readonly string[],
): Promise<Recovered> {
  const recovered: string[] = [];
  const left: string[] = [];
  for (const id of ids ?? (await store.runningSessions())) {
    try {
      if (await recoverSession(store, id, counterFor, report)) recovered.push(id);
    } catch (error) {
      if (faultOf(error) === null) throw error;
      left.push(id);
    }
  }
  return { recovered, left };
}

export interface Recovered {
  /** Ids of the sessions that are now `interrupted`. */
  recovered: string[];
  /** Ids of the sessions for which the store has no room now. */
  left: string[];
}

async function recoverSession(
  store: Store,
  id: string,
  counterFor: (name: TokenizerName) => TokenCounter,
  report: (message: string, error: unknown) => void,
): Promise<boolean> {
  try {
    if (await endStored(store, id, INTERRUPTED, counterFor, report)) return true;
    await store.deleteSession(id);
    return false;
  } catch (error) {
    if (faultOf(error) !== null) throw error;
    // One unreadable log must not keep the server from starting; at least we no longer show it as running.
    report(`Session ${id} could not be recovered`, error);
    await store.updateSession(id, { status: 'interrupted', error: INTERRUPTED });
    return false;
  }
}

/**
 * Appends the events that a stored log lacks to be complete, as `interrupted` with this error. False if it has no
 * event.
 */
export async function endStored(
  store: Store,
  id: string,
  error: ErrorInfo,
  counterFor: (name: TokenizerName) => TokenCounter,
  report: (message: string, error: unknown) => void,
): Promise<boolean> {
  const state = await foldStored(store, id);
  if (state.lastSeq < 0) return false;
  const end = { status: 'interrupted' as const, atMs: state.at, error };
  const events = await closeLog(state, end, counterFor(tokenizerOf(state.session?.tokenizer)));
  await store.appendEvents(id, events, summariseEnd(events.reduce(reduce, state), report));
  await recountAnnotated(store, id);
  return true;
}

/** The tokenizer that a log names, if we have it: all counts of one log use the same tokenizer. */
const tokenizerOf = (name: string | undefined): TokenizerName =>
  tokenizerNames.find((known) => known === name) ?? tokenizerNames[0];
