import type { Clock } from '#lib/base/clock.ts';
import type { SessionRecord } from '#lib/contract/session.ts';
import { closeLog } from '#lib/orchestrator/closing-events.ts';
import type { RunSession } from '#lib/orchestrator/run.ts';
import { faultError, faultOf } from '#lib/storage/faults.ts';
import type { Store } from '#lib/storage/store.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import type { EndStatus, ErrorInfo } from '#lib/trace/events.ts';
import { ServerError } from '../errors.ts';
import type { StoreHealth } from '../store-health.ts';
import { errorInfo, INTERNAL_FAILURE, INTERRUPTED } from './end-reasons.ts';
import { createLiveLog, type LiveLog, type LogReader } from './live-log.ts';
import { type NewSession, newRecord } from './new-session.ts';
import { summariseEnd } from './summarise.ts';
import { verdictPatch } from './verdicts.ts';

/**
 * How long a cancelling caller waits if the store did not take the end at once, ms: the log's first attempts are over
 * by then.
 */
const STORE_GRACE_MS = 1500;

/** If a run ignores its abort for this long, we close it by force, ms. */
const CANCEL_GRACE_MS = 3000;

/**
 * A shutdown counts tokens for this long, ms; after that, the next start does it (recover.ts). The tokenizer alone
 * takes half a second to load, on a busy machine several, and a sender of SIGTERM soon sends SIGKILL.
 */
const CLOSE_PATIENCE_MS = 2500;

export interface SupervisorDeps {
  store: Store;
  health: Pick<StoreHealth, 'onChange' | 'untilWritable' | 'persist'>;
  runSession: RunSession;
  clock: Clock;
  /** Uniform in [0, 1). */
  random(): number;
  newId(): string;
  maxRunning: number;
  /** The log of a session that ran here is complete and stored. */
  onEnded?(id: string): void;
  /** Reports failures that no request waits for. */
  report(message: string, error: unknown): void;
}

/** Runs sessions, whether or not anybody watches: the end of a request never ends a run. */
export interface Supervisor {
  readonly running: number;
  /** Starts the run; resolves once its first events are stored. Throws ServerError `too-many-running`, `shutting-down`. */
  create(session: NewSession): Promise<SessionRecord>;
  /**
   * Ends a run as `cancelled` and waits for that; false if none runs under that id. Rejects with the fault if the run
   * has ended and the end cannot be stored yet.
   */
  cancel(id: string): Promise<boolean>;
  /** For a deleted session: gives up what is not stored of it. */
  forget(id: string): void;
  /** The live log of a run here; null for a session at rest. */
  live(id: string): (LogReader & Pick<LiveLog, 'shown'>) | null;
  /**
   * Ends every run as `interrupted`, or leaves that to the next start if it takes long; afterwards `create` refuses.
   */
  close(): Promise<void>;
}

interface Run {
  log: LiveLog;
  abort: AbortController;
  startMs: number;
  /** Resolves once the log is complete and stored. */
  ended: Promise<void>;
  /** Set once the server, not the run, ends the log: the first caller to do so decides the status. */
  closed: Promise<void> | null;
  counter: TokenCounter;
  /** Somebody deleted its session. */
  forgotten: boolean;
}

export function createSupervisor(deps: SupervisorDeps): Supervisor {
  const { store, clock } = deps;
  const runs = new Map<string, Run>();
  let starting = 0;
  let closing = false;
  /** The store may be gone: we append nothing any more. */
  let closed = false;
  const stopped = new AbortController();

  deps.health.onChange((state) => {
    // The remaining space is for the ends of the logs; other faults end only the runs that meet them for long.
    if (state.state === 'failing' && state.kind === 'no-space')
      for (const run of runs.values()) halt(run, errorInfo(faultError(state.kind)));
  });

  async function create(session: NewSession): Promise<SessionRecord> {
    if (closing) throw new ServerError('shutting-down', 'Sprintscope is shutting down');
    if (runs.size + starting >= deps.maxRunning)
      throw new ServerError(
        'too-many-running',
        `${deps.maxRunning} sessions are running, which is the most at a time. Wait for one to end, or cancel one.`,
        { limit: deps.maxRunning },
      );
    const record = newRecord(session, deps.newId(), clock.date());
    starting++;
    try {
      await store.createSession(record);
    } finally {
      starting--;
    }
    if (closing) {
      await store.deleteSession(record.id);
      throw new ServerError('shutting-down', 'Sprintscope is shutting down');
    }
    const run = start(record, session);
    await Promise.race([run.log.waitBeyond(-1, run.abort.signal).catch(() => {}), run.ended]);
    return (await store.session(record.id)) ?? record;
  }

  function start(record: SessionRecord, session: NewSession): Run {
    const { id, origin } = record;
    const abort = new AbortController();
    const log = createLiveLog({
      id,
      store,
      clock,
      summarise(state) {
        const patch = summariseEnd(state, deps.report);
        return { ...patch, ...verdictPatch({ ...record, ...patch }) };
      },
      untilWritable: deps.health.untilWritable,
      onFailure(error) {
        deps.report(
          `The events of session ${id} cannot be stored; it is being ended`,
          faultOf(error) ?? error,
        );
        halt(run, errorInfo(error));
      },
    });
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const run: Run = {
      log,
      abort,
      startMs: clock.now(),
      ended,
      closed: null,
      forgotten: false,
      counter: session.counter,
    };
    runs.set(id, run);
    const { question, strategy, planner, executor, settings, instructions } = session;
    // Not in this call's stack: an error there is the run's failure, not the request's.
    Promise.resolve()
      .then(() =>
        deps.runSession({
          question,
          strategy,
          planner,
          executor,
          settings,
          instructions,
          origin: { kind: origin.kind === 'built-in' ? 'built-in' : 'live' },
          counter: session.counter,
          clock,
          random: deps.random,
          append: log.append,
          signal: abort.signal,
        }),
      )
      .catch((error: unknown) => {
        deps.report(`The run of session ${id} failed`, error);
        return closeOverItsHead(run, 'failed', INTERNAL_FAILURE);
      })
      .then(() => endRun(id, run))
      .catch((error: unknown) => deps.report(`Session ${id} could not be ended`, error))
      .then(resolve);
    return run;
  }

  /** A run that returned has ended its log; if it has not, we complete the log here. */
  async function endRun(id: string, run: Run): Promise<void> {
    try {
      const { status } = run.log.state;
      if (status === 'running' || run.closed) await closeOverItsHead(run, 'failed', INTERNAL_FAILURE);
      await run.log.flush();
      // The session did not begin, or its stored log is no longer its own: no event can record how it ended.
      if (run.log.shown.endedAt === null && !closed && !run.forgotten)
        await deps.health.persist(
          () => store.updateSession(id, { status: 'failed', error: INTERNAL_FAILURE }),
          stopped.signal,
        );
    } finally {
      runs.delete(id);
    }
    if (!closed && !run.forgotten) deps.onEnded?.(id);
  }

  /**
   * The store has no room for what the run writes: the run ends here, and its log ends with the reason, once there is
   * room.
   */
  function halt(run: Run, error: ErrorInfo): void {
    void closeOverItsHead(run, 'failed', error);
    run.abort.abort(new Error(error.message));
  }

  function closeOverItsHead(run: Run, status: EndStatus, error?: ErrorInfo): Promise<void> {
    run.log.seal();
    const atMs = clock.now() - run.startMs;
    run.closed ??= closeLog(run.log.state, { status, atMs, error }, run.counter).then((events) => {
      if (events.length > 0 && !closed) run.log.close(events);
    });
    return run.closed;
  }

  async function cancel(id: string): Promise<boolean> {
    const run = runs.get(id);
    if (!run) return false;
    // The run has ended, and its end waits for the store: for a moment, or until there is room.
    if (run.closed && run.log.trouble !== null) {
      if (await within(STORE_GRACE_MS, run.ended)) return true;
      throw run.log.trouble ?? faultError('locked');
    }
    run.abort.abort(new Error('Cancelled'));
    if (await within(CANCEL_GRACE_MS, run.ended)) return true;
    await closeOverItsHead(run, 'cancelled');
    if (await within(CANCEL_GRACE_MS, endRun(id, run))) return true;
    throw run.log.trouble ?? faultError('locked');
  }

  /** Whether the promise resolved in time; rejects as it does. */
  async function within(durationMs: number, promise: Promise<unknown>): Promise<boolean> {
    const inTime = new AbortController();
    const late = clock.sleep(durationMs, inTime.signal).then(
      () => false,
      () => true,
    );
    try {
      return await Promise.race([promise.then(() => true), late]);
    } finally {
      inTime.abort();
    }
  }

  function forget(id: string): void {
    const run = runs.get(id);
    if (!run) return;
    run.forgotten = true;
    run.log.abandon();
    run.abort.abort(new Error('The session was deleted'));
  }

  async function close(): Promise<void> {
    closing = true;
    const ending = [...runs].map(async ([id, run]) => {
      run.log.seal();
      run.abort.abort(new Error('Sprintscope is shutting down'));
      await closeOverItsHead(run, 'interrupted', INTERRUPTED);
      await endRun(id, run);
    });
    await within(CLOSE_PATIENCE_MS, Promise.all(ending));
    closed = true;
    stopped.abort(new Error('Sprintscope is shutting down'));
    await Promise.all(
      [...runs.values()].map(async ({ log }) => {
        // A last attempt stores what was written; we do not wait for a store that fails.
        void log.flush();
        if (log.trouble === null) await within(CLOSE_PATIENCE_MS, log.flush());
        log.abandon();
        await log.flush();
      }),
    );
  }

  return {
    get running() {
      return runs.size;
    },
    create,
    cancel,
    forget,
    live: (id) => runs.get(id)?.log ?? null,
    close,
  };
}
