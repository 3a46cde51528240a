import { setImmediate } from 'node:timers/promises';
import { type DataSetRow, isDataSetProblem, readDataSet } from '#lib/curation/data-set.ts';
import { emptyEditLog } from '#lib/curation/edit-log.ts';
import type { ByteSource } from '#lib/formats/byte-source.ts';
import type { ImportProblem } from '#lib/formats/source-trace.ts';
import type { CurationStore, NewCuration, StoredBatch } from '#lib/storage/curation-store.ts';
import type { ColumnChoice } from './requests.ts';

/** Items and characters of one transaction: some milliseconds of this thread, then others have their turn. */
const MOST_ITEMS = 50;
const MOST_CHARACTERS = 500_000;

export interface ImportBatchOptions {
  batch: StoredBatch;
  source: ByteSource;
  store: CurationStore;
  /** UTC, of the records. */
  createdAt: string;
  newId(): string;
  /** Checked between two transactions: what is stored stays, and the next call goes on there. */
  stopped(): boolean;
  /** New records wait. */
  onImported(): void;
}

/**
 * Takes the rows of a file over as waiting records, from where the batch stands. The file is read from its beginning
 * again, which gives the same items in the same order. False when it was stopped, or the batch is gone.
 */
export async function importBatch(options: ImportBatchOptions): Promise<boolean> {
  const { batch, source, store, stopped, onImported } = options;
  const columns = (batch.columns ?? {}) as ColumnChoice;
  let { position, imported } = batch;
  let items: (DataSetRow | ImportProblem)[] = [];
  let characters = 0;
  let passed = 0;

  async function flush(): Promise<boolean> {
    const problems = items.filter(isDataSetProblem);
    const rows = items.flatMap((item) => (isDataSetProblem(item) ? [] : [item]));
    const records = rows.map((row, index) => waitingRecord(row, imported + index, options));
    if (!(await store.importItems(batch.id, { from: position, records, problems }))) return false;
    position += items.length;
    imported += records.length;
    items = [];
    characters = 0;
    onImported();
    await setImmediate();
    return true;
  }

  for await (const item of readDataSet(source, { columns })) {
    if (passed++ < batch.position) {
      if (passed % MOST_ITEMS === 0) await setImmediate();
      continue;
    }
    items.push(item);
    characters += isDataSetProblem(item) ? 0 : item.trace.length;
    if (items.length < MOST_ITEMS && characters < MOST_CHARACTERS) continue;
    if (stopped() || !(await flush())) return false;
  }
  if (stopped()) return false;
  return items.length === 0 || flush();
}

/** Neither database keeps NUL or half a character as it is, and offsets into the text must stay right. */
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
