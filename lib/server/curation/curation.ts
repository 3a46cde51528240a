import type { Clock } from '#lib/base/clock.ts';
import type { Fetch } from '#lib/models/call/checked-fetch.ts';
import type { LearnedMemory } from '#lib/models/call/learned.ts';
import type { Store } from '#lib/storage/store.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import type { Endpoints } from '../endpoints.ts';
import type { Importer } from '../imports/importer.ts';
import { persistentStore } from '../persistent-store.ts';
import type { StoreHealth } from '../store-health.ts';
import type { WorkerPool } from '../workers/pool.ts';
import { createBatchFiles } from './batch-files.ts';
import { type BatchService, createBatchService } from './batch-service.ts';
import { createCurationJobs } from './curation-jobs.ts';
import { type CurationPlayer, createPlayer } from './play.ts';
import { createProposers } from './proposers.ts';
import { createRecordService, type RecordService } from './record-service.ts';
import { readSessionText } from './session-text.ts';

/** The curation workbench's part of the server. */
export interface Curation {
  readonly records: RecordService;
  readonly batches: BatchService;
  readonly player: CurationPlayer;
  /** The counter for every number of a record. */
  counter(): TokenCounter;
  /** Resets what an earlier process left running, and continues it in the background. */
  recover(): Promise<void>;
  /** Resolves once nothing writes any more. The caller must have aborted `closing`, and the threads must end. */
  close(): Promise<void>;
}

export interface CurationDeps {
  store: Store;
  health: StoreHealth;
  dataDir: string;
  endpoints: Pick<Endpoints, 'choose'>;
  importer: Importer;
  workers: WorkerPool;
  counter(): TokenCounter;
  memory: LearnedMemory;
  fetch?: Fetch;
  clock: Clock;
  random(): number;
  newId(): string;
  closing: AbortSignal;
  report(message: string, error: unknown): void;
}

export function createCuration(deps: CurationDeps): Curation {
  const { store, health, clock, newId, closing, report } = deps;
  const jobs = createCurationJobs(deps.workers);
  const proposers = createProposers(deps);
  const common = { store: store.curation, health, jobs, proposers, clock, newId, closing, report };
  const records = createRecordService({ ...common, sessionText: (id) => readSessionText(store, id) });
  const batches = createBatchService({
    ...common,
    workers: deps.workers,
    files: createBatchFiles(deps.dataDir),
  });
  return {
    records,
    batches,
    player: createPlayer({ importer: deps.importer, records, counter: deps.counter }),
    counter: deps.counter,
    async recover() {
      await persistentStore(store.curation, health, closing).releaseRunning(null);
      await records.resume();
      await batches.recover();
    },
    async close() {
      await batches.close();
      await records.idle();
    },
  };
}
