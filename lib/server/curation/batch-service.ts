import { setImmediate } from 'node:timers/promises';
import type { Clock } from '#lib/base/clock.ts';
import type { CurationBatch, CurationDistributions } from '#lib/contract/curation-batch.ts';
import type { NewBatchRequest } from '#lib/contract/curation-requests.ts';
import type { StorageState } from '#lib/contract/health.ts';
import { distributionsOf } from '#lib/curation/training/distributions.ts';
import type { CurationEntry, CurationStore, StoredBatch } from '#lib/storage/curation/curation-store.ts';
import { ServerError } from '../errors.ts';
import { persistentStore } from '../persistent-store.ts';
import type { StoreHealth } from '../store-health.ts';
import type { WorkerPool } from '../workers/pool.ts';
import type { BatchFiles } from './batch-files.ts';
import { type BatchRun, startBatchRun } from './batch-run.ts';
import { batchView } from './batch-view.ts';
import type { CurationJobs } from './curation-jobs.ts';
import { batchNotFound } from './errors.ts';
import type { Proposers } from './proposers.ts';
import { drawSample } from './sample.ts';
import { summaryOf } from './stored-record.ts';

export interface BatchServiceDeps {
  store: CurationStore;
  health: Pick<StoreHealth, 'persist' | 'state'>;
  files: BatchFiles;
  jobs: CurationJobs;
  workers: Pick<WorkerPool, 'run'>;
  proposers: Proposers;
  clock: Pick<Clock, 'date'>;
  newId(): string;
  closing: AbortSignal;
  report(message: string, error: unknown): void;
}

/** Data sets that go through the pipeline, whether or not anybody watches. Throws ServerError. */
export interface BatchService {
  /** Stores the file and starts. False if it has more than `maxBytes`. */
  create(
    request: NewBatchRequest,
    body: ReadableStream<Uint8Array>,
    maxBytes: number,
  ): Promise<string | false>;
  list(): Promise<CurationBatch[]>;
  view(id: string): Promise<CurationBatch>;
  /** Work in progress ends and is stored; nothing new begins. */
  pause(id: string): Promise<CurationBatch>;
  resume(id: string): Promise<CurationBatch>;
  /** Runs the failed records again. */
  retry(id: string): Promise<CurationBatch>;
  remove(id: string): Promise<void>;
  sample(id: string, sample: { count: number; seed: number }): Promise<CurationBatch>;
  /** Over the records that were kept. */
  distributions(id: string): Promise<CurationDistributions>;
  /** Continues what an earlier process left unfinished. */
  recover(): Promise<void>;
  /** Ends everything; work in progress waits for the next start. */
  close(): Promise<void>;
}

/** How many records one transaction removes: texts included, some milliseconds. */
const REMOVED_AT_A_TIME = 50;
/** How many records we read at a time. */
const PAGE = 1000;

/** A batch that runs while the server can store nothing shows what it waits for. */
const withWait = (view: CurationBatch, storage: StorageState): CurationBatch =>
  storage.state === 'ok' || !['importing', 'running'].includes(view.status)
    ? view
    : { ...view, error: { message: `Waits for the disk. ${storage.message}`, remedy: storage.remedy } };

export function createBatchService(deps: BatchServiceDeps): BatchService {
  const { store, files, closing, report } = deps;
  const persistent = persistentStore(store, deps.health, closing);
  const runs = new Map<string, BatchRun>();
  /** Started again as soon as the run that we told to stop has ended. */
  const startAgain = new Set<string>();
  const removals = new Set<Promise<void>>();

  async function required(id: string): Promise<StoredBatch> {
    const batch = await store.batch(id);
    if (batch && batch.status !== 'deleting') return batch;
    throw batchNotFound();
  }

  const viewOf = async (batch: StoredBatch) =>
    withWait(batchView(batch, await store.batchCounts(batch.id)), deps.health.state);

  function start(id: string): void {
    if (closing.aborted) return;
    if (runs.has(id)) {
      startAgain.add(id);
      return;
    }
    const run = startBatchRun(id, deps);
    runs.set(id, run);
    void run.ended.then(() => {
      runs.delete(id);
      if (startAgain.delete(id)) start(id);
    });
  }

  /**
   * Removes the batch from every list at once; its records are removed little by little, after a restart if need be.
   */
  function removeWholly(id: string): void {
    const removal = (async () => {
      startAgain.delete(id);
      runs.get(id)?.abort();
      await runs.get(id)?.ended;
      while (!closing.aborted && (await persistent.deleteRecordsOf(id, REMOVED_AT_A_TIME)) > 0)
        await setImmediate();
      if (closing.aborted) return;
      await files.remove(id);
      await persistent.deleteBatch(id);
    })()
      .catch((error: unknown) => {
        if (!closing.aborted) report(`Batch ${id} could not be removed`, error);
      })
      .finally(() => removals.delete(removal));
    removals.add(removal);
  }

  async function entriesOf(id: string, statuses: Parameters<CurationStore['entriesOf']>[1]['statuses']) {
    const entries: CurationEntry[] = [];
    for (let after = -1; ; ) {
      const page = await store.entriesOf(id, { after, limit: PAGE, statuses });
      entries.push(...page);
      const last = page.at(-1);
      if (!last || page.length < PAGE) return entries;
      after = last.index;
      await setImmediate();
    }
  }

  return {
    async create(request, body, maxBytes) {
      const { fileName, columns, settings, concurrency } = request;
      const { chosen } = await deps.proposers.choose(request);
      const id = deps.newId();
      const kept = await files.keep(id, body, maxBytes);
      if (!kept) return false;
      if (kept.bytes === 0) {
        await files.remove(id);
        throw new ServerError('not-curatable', 'The file is empty.', {
          remedy: 'Choose a file with traces in it.',
        });
      }
      if (closing.aborted) throw new ServerError('shutting-down', 'Sprintscope is shutting down');
      const name = fileName || 'data set';
      await store.createBatch({
        id,
        name: request.name || name,
        createdAt: deps.clock.date().toISOString(),
        status: 'running',
        settings,
        proposer: chosen,
        concurrency,
        file: { name, ...kept },
        columns: columns ?? null,
        position: 0,
        imported: 0,
        importDone: false,
        problems: [],
        problemCount: 0,
        error: null,
        sample: null,
        usage: { calls: 0, inputTokens: 0, outputTokens: 0 },
      });
      start(id);
      return id;
    },

    async list() {
      const views: CurationBatch[] = [];
      for (const batch of await store.batches())
        if (batch.status !== 'deleting') views.push(await viewOf(batch));
      return views;
    },

    view: async (id) => viewOf(await required(id)),

    async pause(id) {
      const batch = await required(id);
      if (batch.status === 'running') {
        await store.changeBatch(id, { status: 'paused', error: null });
        startAgain.delete(id);
        runs.get(id)?.stop();
      }
      return viewOf(await required(id));
    },

    async resume(id) {
      const batch = await required(id);
      // If a file could not be read to its end, we try it again.
      if (batch.status === 'paused' || (batch.status === 'failed' && !batch.importDone)) {
        await store.changeBatch(id, { status: 'running', error: null });
        start(id);
      }
      return viewOf(await required(id));
    },

    async retry(id) {
      const batch = await required(id);
      const waiting = await store.retryFailed(id);
      if (waiting > 0 && batch.status !== 'failed') {
        await store.changeBatch(id, { status: 'running', error: null });
        start(id);
      }
      return viewOf(await required(id));
    },

    async remove(id) {
      await required(id);
      await store.changeBatch(id, { status: 'deleting' });
      removeWholly(id);
    },

    async sample(id, sample) {
      await required(id);
      const done = await entriesOf(id, ['kept', 'rejected']);
      const drawn = drawSample(done, sample).map((entry) => entry.id);
      await store.setSample(id, drawn, sample);
      return viewOf(await required(id));
    },

    async distributions(id) {
      await required(id);
      return distributionsOf((await entriesOf(id, ['kept'])).flatMap((entry) => summaryOf(entry) ?? []));
    },

    async recover() {
      const batches = await store.batches();
      await files.removeOthers(new Set(batches.filter(({ importDone }) => !importDone).map(({ id }) => id)));
      for (const { id, status } of batches) {
        if (status === 'deleting') removeWholly(id);
        if (status === 'running') start(id);
      }
    },

    async close() {
      for (const run of runs.values()) run.abort();
      await Promise.all([...runs.values()].map(({ ended }) => ended));
      await Promise.all(removals);
    },
  };
}
