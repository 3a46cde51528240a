import type { BatchProposer } from '#lib/contract/curation-batch.ts';
import type { Proposer } from '#lib/curation/propose/proposer.ts';
import type { CurationStore, StoredBatch, StoredCuration } from '#lib/storage/curation/curation-store.ts';
import { ServerError } from '../errors.ts';
import { persistentStore } from '../persistent-store.ts';
import type { StoreHealth } from '../store-health.ts';
import type { WorkerPool } from '../workers/pool.ts';
import type { BatchFiles } from './batch-files.ts';
import { importBatch } from './batch-import.ts';
import type { CurationJobs } from './curation-jobs.ts';
import type { Proposers } from './proposers.ts';
import { type TakeApartOptions, type TakenApart, takeApart } from './take-apart.ts';

/** By rules: two groups in progress, so that the threads have work while we store one. One transaction a group. */
const RULES_LANES = 2;
const RULES_GROUP = 16;

/** A record on which the endpoint failed waits for another turn, until it has begun this often. */
const MOST_ATTEMPTS = 3;
/** After this many failures of the endpoint in a row, a batch pauses by itself: the other records would fail alike. */
const FAILURES_TO_PAUSE = 5;

export interface BatchRunDeps {
  store: CurationStore;
  health: Pick<StoreHealth, 'persist'>;
  files: BatchFiles;
  jobs: CurationJobs;
  workers: Pick<WorkerPool, 'run'>;
  proposers: Proposers;
  newId(): string;
  report(message: string, error: unknown): void;
}

/** One batch at work: the import of its file and the processing of its records run at the same time. */
export interface BatchRun {
  /** Resolves once none of its work is in progress; never rejects. */
  readonly ended: Promise<void>;
  /** Begins nothing new; work in progress ends and is stored. */
  stop(): void;
  /** Ends work in progress too; the next run does it again. */
  abort(): void;
}

export function startBatchRun(batchId: string, deps: BatchRunDeps): BatchRun {
  const { report } = deps;
  const aborted = new AbortController();
  const { signal } = aborted;
  // On a full disk the store waits, and continues by itself.
  const store = persistentStore(deps.store, deps.health, signal);
  let stopping = false;
  let importing = true;
  let failuresInARow = 0;
  let wake = Promise.withResolvers<void>();

  const wakeAll = () => {
    wake.resolve();
    wake = Promise.withResolvers();
  };
  const stop = () => {
    stopping = true;
    wakeAll();
  };

  async function run(): Promise<void> {
    const batch = await store.batch(batchId);
    if (!batch) return;
    const proposer = await deps.proposers.open(batch.proposer as BatchProposer).catch(pauseWithout);
    if (!proposer) return;
    const lanes = proposer.kind === 'rules' ? RULES_LANES : batch.concurrency;
    const group = proposer.kind === 'rules' ? RULES_GROUP : 1;
    await Promise.all([
      importAll(batch),
      ...Array.from({ length: lanes }, () => lane(proposer, group, Math.max(FAILURES_TO_PAUSE, lanes))),
    ]);
  }

  async function importAll(batch: StoredBatch): Promise<void> {
    try {
      if (!batch.importDone) await importFile(batch);
    } catch (error) {
      if (signal.aborted) return;
      report(`The file of batch ${batchId} could not be imported`, error);
      await store.changeBatch(batchId, { status: 'failed', error: unreadableFile });
      stop();
    } finally {
      importing = false;
      wakeAll();
    }
  }

  async function importFile(batch: StoredBatch): Promise<void> {
    const path = await deps.files.find(batchId);
    if (path === null) {
      await store.changeBatch(batchId, { status: 'failed', error: fileGone });
      stop();
      return;
    }
    const done = await importBatch({
      ...{ batch, store, path, signal },
      workers: deps.workers,
      createdAt: batch.createdAt,
      newId: deps.newId,
      stopped: () => stopping,
      onImported: wakeAll,
    });
    if (!done) return;
    const whole = await store.batch(batchId);
    if (!whole) return;
    const nothing = whole.imported === 0;
    await store.changeBatch(batchId, {
      importDone: true,
      ...(nothing && { status: 'failed', error: whole.problems[0] ?? emptyFile }),
    });
    await deps.files.remove(batchId);
  }

  async function lane(proposer: Proposer, group: number, mostFailures: number): Promise<void> {
    while (!stopping) {
      const woken = wake.promise;
      const wasImporting = importing;
      const taken = await store.takeWaiting(batchId, group);
      if (taken.length === 0) {
        if (!wasImporting) return;
        await woken;
        continue;
      }
      const options = { proposer, signal };
      const results = await Promise.all(taken.map((record) => attempt(record, options)));
      const done = results.filter((result) => result !== null);
      if (done.length > 0) await store.saveResults(batchId, done);
      if (signal.aborted) return;
      await countFailures(done, mostFailures);
    }
  }

  async function attempt(record: StoredCuration, options: TakeApartOptions): Promise<TakenApart | null> {
    const result = await takeApart(record, options, deps);
    if (!result?.endpointFailed || record.attempts >= MOST_ATTEMPTS) return result;
    const { entry } = result.patch;
    return { ...result, patch: { entry: { ...entry, status: 'waiting', stage: 'imported' } } };
  }

  async function countFailures(done: readonly TakenApart[], most: number): Promise<void> {
    for (const { endpointFailed, patch } of done) {
      failuresInARow = endpointFailed ? failuresInARow + 1 : 0;
      if (failuresInARow < most || stopping) continue;
      stop();
      const { message } = (patch.entry?.error ?? { message: '' }) as { message: string };
      await store.changeBatch(batchId, {
        status: 'paused',
        error: {
          message: `Paused after ${failuresInARow} records in a row failed: ${message}`,
          remedy: 'Look at the endpoint in Settings, then resume.',
        },
      });
    }
  }

  async function pauseWithout(error: unknown): Promise<null> {
    if (!(error instanceof ServerError)) throw error;
    const remedy = 'Enter the endpoint again in Settings, or start a new batch with another one.';
    await store.changeBatch(batchId, { status: 'paused', error: { message: error.message, remedy } });
    return null;
  }

  const ended = run()
    .catch(async (error: unknown) => {
      stop();
      if (signal.aborted) return;
      report(`Batch ${batchId} broke off`, error);
      // Otherwise the batch would seem to run while nothing happens.
      await store.changeBatch(batchId, { status: 'paused', error: brokeOff });
    })
    .catch((error: unknown) => report(`Batch ${batchId} could not be paused`, error))
    // Releases the records that were taken and have no result, whatever the reason.
    .then(() => deps.store.releaseRunning(batchId))
    .then(
      () => {},
      (error: unknown) => report(`Batch ${batchId} could not be put aside`, error),
    );

  return {
    ended,
    stop,
    abort() {
      stop();
      aborted.abort(new Error('The batch was ended'));
    },
  };
}

const brokeOff = {
  message: 'Sprintscope failed on this batch in a way it should not have; its output says more.',
  remedy: 'See that the disk is not full, then resume it: what was done is kept.',
};
const fileGone = {
  message: 'The file of this batch is no longer in the data folder.',
  remedy: 'Start a new batch with it; what was imported already is here.',
};
const emptyFile = {
  message: 'There are no traces in this file.',
  remedy: 'Choose a file with a row for each trace.',
};
const unreadableFile = {
  message: 'The file of this batch cannot be read; the server’s output says why.',
  remedy: 'Delete the batch and try again with the file.',
};
