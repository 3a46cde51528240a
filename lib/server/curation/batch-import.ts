import type { ColumnChoice } from '#lib/contract/curation-requests.ts';
import type { DataSetRow } from '#lib/contract/data-set.ts';
import { isDataSetProblem } from '#lib/curation/data-set/data-set.ts';
import { emptyEditLog } from '#lib/curation/edits/edit-log.ts';
import type { CurationStore, NewCuration, StoredBatch } from '#lib/storage/curation/curation-store.ts';
import type { DataSetItems } from '../workers/job-types.ts';
import type { WorkerPool } from '../workers/pool.ts';

export interface ImportBatchOptions {
  batch: StoredBatch;
  store: CurationStore;
  workers: Pick<WorkerPool, 'run'>;
  /** The file's path. */
  path: string;
  signal: AbortSignal;
  /** When the records were made, UTC. */
  createdAt: string;
  newId(): string;
  /** Called between two transactions: stored rows stay, and the next call continues there. */
  stopped(): boolean;
  /** There are new waiting records. */
  onImported(): void;
}

/**
 * Imports the rows of a file as waiting records, from the batch's current position. A thread reads the file from its
 * beginning again, which gives the same items in the same order. False if stopped, or if the batch is gone.
 */
export async function importBatch(options: ImportBatchOptions): Promise<boolean> {
  const { batch, workers, store, path, signal, stopped, onImported } = options;
  let { position, imported } = batch;

  async function take(items: DataSetItems): Promise<boolean> {
    if (stopped()) return false;
    const problems = items.filter(isDataSetProblem);
    const rows = items.flatMap((item) => (isDataSetProblem(item) ? [] : [item]));
    const records = rows.map((row, index) => waitingRecord(row, imported + index, options));
    if (!(await store.importItems(batch.id, { from: position, records, problems }))) return false;
    position += items.length;
    imported += records.length;
    onImported();
    return true;
  }

  const columns = (batch.columns ?? {}) as ColumnChoice;
  const job = { path, name: batch.file.name, columns, skip: position };
  return workers.run('read-data-set', job, { signal, onItem: take });
}

/** Neither database stores NUL or half a character unchanged, and offsets into the text must stay right. */
const clean = (text: string) => text.replaceAll('\u0000', '').toWellFormed();
const cleanOrNull = (text: string | null) => (text === null ? null : clean(text));

function waitingRecord(
  row: DataSetRow,
  index: number,
  { batch, createdAt, newId }: ImportBatchOptions,
): NewCuration {
  return {
    id: newId(),
    batchId: batch.id,
    index,
    sourceName: clean(row.name),
    createdAt,
    status: 'waiting',
    stage: 'imported',
    summary: null,
    summaryVersion: null,
    review: null,
    sampled: false,
    edited: false,
    attempts: 0,
    error: null,
    revision: 0,
    request: null,
    contents: {
      text: clean(row.trace),
      question: cleanOrNull(row.question),
      expected: cleanOrNull(row.expected),
      answer: cleanOrNull(row.answer),
      lines: null,
      lineTokens: null,
      settings: batch.settings,
      proposal: null,
      editLog: emptyEditLog,
    },
  };
}
