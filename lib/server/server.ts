import type { Clock } from '#lib/base/clock.ts';
import type { SessionPatch, SessionRecord } from '#lib/contract/session.ts';
import type { NewSessionRequest } from '#lib/contract/session-requests.ts';
import type { Fetch } from '#lib/models/call/checked-fetch.ts';
import type { LearnedMemory } from '#lib/models/call/learned.ts';
import { createOutgoingFetch } from '#lib/models/call/outgoing-fetch.ts';
import { builtinEndpoint } from '#lib/models/endpoint.ts';
import { endpointsFromEnvironment } from '#lib/models/endpoints/environment.ts';
import type { RunSession } from '#lib/orchestrator/run.ts';
import { openSqliteStore } from '#lib/storage/sqlite/open.ts';
import { acquireRunLock } from '#lib/storage/sqlite/run-lock.ts';
import type { Store } from '#lib/storage/store.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import { type TokenizerName, tokenizerNames } from '#lib/tokens/counter.ts';
import { defaultSettings } from '#lib/trace/default-settings.ts';
import { type Access, openAccess } from './access/access.ts';
import type { ServerConfig } from './config.ts';
import { type Curation, createCuration } from './curation/curation.ts';
import { createEndpoints, type Endpoints } from './endpoints.ts';
import type { Importer } from './imports/importer.ts';
import { createWorkerImporter } from './imports/worker-importer.ts';
import { openLearnedStore } from './learned-store.ts';
import { newId } from './new-id.ts';
import { recountAnnotated } from './sessions/annotations.ts';
import { recoverSessions } from './sessions/recover.ts';
import { renewSession, renewStale } from './sessions/renew-stale.ts';
import { roleModel } from './sessions/role-model.ts';
import { sessionInstructions } from './sessions/session-instructions.ts';
import { isCurrent } from './sessions/summarise.ts';
import { createSupervisor, type Supervisor } from './sessions/supervisor.ts';
import { type JudgeFurther, renewVerdict } from './sessions/verdicts.ts';
import { createStoreHealth, type StoreHealth } from './store-health.ts';
import { judgeAnswers } from './workers/judge-answers.ts';
import { createWorkerPool, type WorkerPool } from './workers/pool.ts';

/** How long after the start a new doctor examines stored sessions, ms. */
const RENEW_AFTER_MS = 5000;

/** Wait between attempts to end what an earlier process left, while the store fails, ms. */
const RECOVER_AGAIN_MS = 60_000;

/** Everything that request handlers need for their responses. */
export interface Server {
  readonly config: ServerConfig;
  readonly access: Access;
  readonly store: Store;
  /** Whether the store can be written. */
  readonly health: StoreHealth;
  readonly supervisor: Supervisor;
  readonly endpoints: Endpoints;
  readonly importer: Importer;
  readonly curation: Curation;
  /** Threads for all work that takes longer than a turn of the main thread may. */
  readonly workers: WorkerPool;
  /** What the log of an ended session now provides for its row; computed once for all callers that ask meanwhile. */
  renewalOf(id: string): Promise<SessionPatch>;
  newId(): string;
  readonly clock: Clock;
  /** What endpoints taught us in tests, sessions and curation; kept in the store. */
  readonly learnedMemory: LearnedMemory;
  /** Calls endpoints, at allowed addresses only. */
  readonly fetch: Fetch;
  /** Aborts when the server shuts down: open streams end at once. */
  readonly closing: AbortSignal;
  /** Ids of the sessions that an earlier process had left running. */
  readonly recovered: readonly string[];
  startSession(request: NewSessionRequest): Promise<SessionRecord>;
  /** Judges a session's answer if that is not done, and stores the verdict: takes a few seconds at most. */
  judge(id: string): Promise<void>;
  /** The same in the background, unless the server ends before. */
  judgeLater(id: string): void;
  report(message: string, error: unknown): void;
  /** Ends streams, then runs (as `interrupted`), then the store. Idempotent. */
  close(): Promise<void>;
}

export interface ServerDeps {
  config: ServerConfig;
  /** Default: anybody who reaches the port may use it. */
  access?: Access;
  env: Record<string, string | undefined>;
  runSession: RunSession;
  /** One counter for each name. They stay open at the end: runs that the server closed by force may still count. */
  counterFor(name: TokenizerName): TokenCounter;
  clock: Clock;
  /** Uniform in [0, 1). */
  random(): number;
  randomBytes(count: number): Uint8Array;
  pid: number;
  /** Tests pass a store that fails when they say so. */
  openStore?: typeof openSqliteStore;
  report(message: string, error: unknown): void;
  /** The program of the worker threads; for tests. */
  workerFile?: string;
}

/** Resolves once the counter works, or fails: a session then reports that itself (`tokens-estimated`). */
const warm = (counter: TokenCounter): Promise<unknown> => counter.count('warm').catch(() => {});

/**
 * Opens the folder as the one process that runs sessions on it, and completes what an earlier one left running. Throws
 * StorageError (`folder-in-use` first of all) and ConfigurationError.
 */
export async function createServer(deps: ServerDeps): Promise<Server> {
  const { config, clock, counterFor, report } = deps;
  const environment = endpointsFromEnvironment(deps.env);
  const fetch = createOutgoingFetch(config.addresses);
  const lock = acquireRunLock(config.dataDir, { pid: deps.pid, startedAt: clock.date().toISOString() });
  try {
    const health = createStoreHealth({ clock, report });
    const store = await (deps.openStore ?? openSqliteStore)(config.dataDir, { clock, observer: health });
    const closing = new AbortController();
    await health.watch(store, closing.signal);
    const { recovered, left } = await recoverSessions(store, counterFor, report);
    const makeId = () => newId(deps.randomBytes);
    const learnedMemory = await openLearnedStore({ store, health, closing: closing.signal, clock, report });
    const endpoints = createEndpoints({
      store,
      learned: learnedMemory,
      builtIn: builtinEndpoint(),
      environment,
      clock,
      newId: makeId,
    });
    const workers = createWorkerPool({ store, clock, report, file: deps.workerFile });
    const followUps = createFollowUps({ store, workers, health, closing: closing.signal, report });
    const { renewalOf, judgeFurther, judgeLater } = followUps;
    const supervisor = createSupervisor({
      store,
      health,
      runSession: deps.runSession,
      clock,
      random: deps.random,
      newId: makeId,
      maxRunning: config.maxRunning,
      onEnded: followUps.renewEnded,
      report,
    });
    const importer = createWorkerImporter(workers, store, judgeLater);
    const curation = createCuration({
      ...{ store, health, endpoints, importer, workers, clock, report },
      dataDir: config.dataDir,
      counter: () => counterFor('qwen3'),
      memory: learnedMemory,
      fetch,
      random: deps.random,
      newId: makeId,
      closing: closing.signal,
    });
    // If the store cannot be written, the rest of the server does not wait for this.
    const goesOn = curation.recover();
    if (health.state.state === 'ok') await goesOn;
    else
      goesOn.catch((error: unknown) => {
        if (!closing.signal.aborted) report('Curation could not go on with what was left', error);
      });
    // Otherwise the first fork of the first session would wait half a second for it; nothing else waits.
    void warm(counterFor(tokenizerNames[0]));
    let closed: Promise<void> | null = null;

    const mending = mendWhatIsLeft(left, { store, counterFor, health, closing: closing.signal, report });

    // Starts once the first requests have had their turn.
    const renewing = clock
      .sleep(RENEW_AFTER_MS, closing.signal)
      .then(() => {
        const { signal } = closing;
        const patchOf = (id: string) => workers.run('renew-session', { id }, { lane: 'background', signal });
        return renewStale({ store, curation, health, clock, signal, report, patchOf, judgeFurther });
      })
      .catch((error: unknown) => {
        if (!closing.signal.aborted) report('Renewing stored numbers failed', error);
      });

    async function closeAll() {
      closing.abort(new Error('Sprintscope is shutting down'));
      // Together: a batch whose threads end before we tell it to stop would take its next records.
      await Promise.all([curation.close(), workers.close()]);
      await supervisor.close();
      await renewing;
      await mending;
      await learnedMemory.flush();
      await store.close();
      lock.release();
    }

    return {
      config,
      access: deps.access ?? openAccess,
      store,
      health,
      supervisor,
      endpoints,
      importer,
      curation,
      workers,
      renewalOf,
      newId: makeId,
      clock,
      learnedMemory,
      fetch,
      async judge(id) {
        const now: JudgeFurther = (pair) =>
          judgeAnswers(workers, pair, { lane: 'now', signal: closing.signal });
        await renewVerdict({ store, judgeFurther: now, report }, id);
      },
      judgeLater,
      closing: closing.signal,
      recovered,
      report,
      async startSession(request) {
        const { planner, executor } = await endpoints.choose(request);
        const counter = counterFor(request.tokenizer);
        // Before the session's clock starts; this takes no time except in the first half second after a start.
        await warm(counter);
        return supervisor.create({
          question: request.question,
          strategy: request.strategy,
          planner: roleModel(planner, 'planner', { clock, fetch, memory: learnedMemory }),
          executor: roleModel(executor, 'executor', { clock, fetch, memory: learnedMemory }),
          settings: { ...defaultSettings, ...request.settings },
          instructions: sessionInstructions({ planner, executor }, request.instructions),
          title: request.title,
          tags: request.tags,
          pairId: request.pairId,
          expected: request.expected,
          counter,
        });
      },
      close() {
        closed ??= closeAll();
        return closed;
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

interface FollowUpDeps extends Pick<Server, 'store' | 'workers' | 'health' | 'closing' | 'report'> {}

/** What is looked at again once a session has ended, or was changed: its numbers, its verdict. */
function createFollowUps({ store, workers, health, closing, report }: FollowUpDeps) {
  const renewals = new Map<string, Promise<SessionPatch>>();
  const judgeFurther: JudgeFurther = (pair) => judgeAnswers(workers, pair, { signal: closing });

  /** One renewal at a time for each session: its end asks for one, and so does anybody who opens it just then. */
  function renewalOf(id: string): Promise<SessionPatch> {
    const known = renewals.get(id);
    if (known) return known;
    const renewal = workers.run('renew-session', { id }).finally(() => renewals.delete(id));
    renewals.set(id, renewal);
    return renewal;
  }

  /** Work whose end nobody waits for. If anything prevents it, the next start does it. */
  async function later(id: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await health.persist(work, closing);
    } catch (error) {
      if (!closing.aborted) report(`Session ${id} was not looked at`, error);
    }
  }

  return {
    renewalOf,
    judgeFurther,
    judgeLater: (id: string) => void later(id, () => renewVerdict({ store, judgeFurther, report }, id)),
    /** The work that an ended session has left to a thread, and its verdict. */
    renewEnded: (id: string) =>
      void later(id, async () => {
        const record = await store.session(id);
        if (record && !isCurrent(record)) await renewSession({ store, report, patchOf: renewalOf }, id);
        else await recountAnnotated(store, id);
        await renewVerdict({ store, judgeFurther, report }, id);
      }),
  };
}

/** What an earlier process left and the start could not mend, as soon as the store can be written. Never rejects. */
async function mendWhatIsLeft(
  left: readonly string[],
  {
    store,
    counterFor,
    health,
    closing,
    report,
  }: Pick<Server, 'store' | 'health' | 'closing' | 'report'> & Pick<ServerDeps, 'counterFor'>,
): Promise<void> {
  async function endSessions(): Promise<void> {
    for (let waiting = left; waiting.length > 0; ) {
      await health.untilWritable(RECOVER_AGAIN_MS, closing);
      waiting = (await recoverSessions(store, counterFor, report, waiting)).left;
    }
  }
  const orReport = (what: string) => (error: unknown) => {
    if (!closing.aborted) report(what, error);
  };
  await Promise.all([
    endSessions().catch(orReport('Sessions of an earlier process could not be ended')),
    health
      .persist(() => store.finishDeletions(), closing)
      .catch(orReport('What earlier deletions left could not be removed')),
  ]);
}
