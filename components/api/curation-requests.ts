import type { BatchStatus, CurationBatch, CurationDistributions } from '#lib/contract/curation-batch.ts';
import type { CurationPage, Kept, SavedDraft, Verdict } from '#lib/contract/curation-record.ts';
import type {
  CurationDraft,
  NewBatch,
  NewCurationRecord,
  ProposerChoice,
  RecordListQuery,
} from '#lib/contract/curation-requests.ts';
import type { DataSetColumns, DataSetInspection } from '#lib/contract/data-set.ts';
import { queryText, request, send } from './send.ts';

const form =
  <N extends keyof typeof import('./curation-forms.ts')>(name: N) =>
  async () =>
    (await import('./curation-forms.ts'))[name];

const RECORDS = '/api/curation/records';
const BATCHES = '/api/curation/batches';
const recordPath = (id: string) => `${RECORDS}/${encodeURIComponent(id)}`;
const batchPath = (id: string) => `${BATCHES}/${encodeURIComponent(id)}`;

/** Where the bytes of a new batch's file are sent, by `createBatch` or by something that tells how far it is. */
export function newBatchPath({ columns, settings, ...batch }: NewBatch): string {
  const query = queryText({
    ...batch,
    ...(columns && { columns: JSON.stringify(columns) }),
    ...(settings && { settings: typeof settings === 'string' ? settings : JSON.stringify(settings) }),
  });
  return `${BATCHES}?${query}`;
}

/** How the browser speaks to the curation part of the API. Every function throws ApiError. */
export const curationApi = {
  /** By rules it is done when answered; by a model its status is `running`: ask for it again. */
  createRecord: (input: NewCurationRecord, signal?: AbortSignal) =>
    request(form('createdSchema'), 'POST', RECORDS, input, signal),
  listRecords: (query: RecordListQuery = {}, signal?: AbortSignal): Promise<CurationPage> => {
    const { sampled, ...rest } = query;
    const text = queryText({ ...rest, ...(sampled !== undefined && { sampled: String(sampled) }) });
    return request(form('curationPageSchema'), 'GET', `${RECORDS}?${text}`, undefined, signal);
  },
  record: (id: string, signal?: AbortSignal) =>
    request(form('curationRecordSchema'), 'GET', recordPath(id), undefined, signal),
  deleteRecord: (id: string) => send('DELETE', recordPath(id)),
  /** Takes it apart anew. The corrections are lost: they lay on the proposal that is replaced. */
  propose: (id: string, proposer: ProposerChoice = {}) => send('POST', `${recordPath(id)}/propose`, proposer),
  /** Carried out although the page is closed. ApiError 409: it was changed elsewhere; 422: an edit does not apply, `fields` names it (`editLog.edits.3`). */
  saveDraft: (id: string, draft: CurationDraft, signal?: AbortSignal): Promise<SavedDraft> =>
    request(form('savedDraftSchema'), 'PUT', `${recordPath(id)}/draft`, draft, signal, true),
  /** Stores source and result as two paired sessions; the same two while nothing changed. */
  /** Stores source and rounds as two sessions. */
  keep: (id: string): Promise<Kept> => request(form('keptSchema'), 'POST', `${recordPath(id)}/keep`, {}),
  review: (id: string, verdict: Verdict | null) =>
    send('PUT', `${recordPath(id)}/review`, { verdict }, undefined, true),

  /** Of a large file its first 4 MB are enough (Parquet: the whole file, its columns stand at the end). */
  inspectDataSet: (
    name: string,
    file: Blob,
    columns?: Partial<DataSetColumns>,
    signal?: AbortSignal,
  ): Promise<DataSetInspection> => {
    const query = queryText({
      name,
      ...(columns && { columns: JSON.stringify(columns) }),
      // A slice of a file is no File: the row in which it ends is not faulty.
      ...(!(file instanceof File) && { part: 'true' }),
    });
    return request(form('inspectedSchema'), 'POST', `/api/curation/data-sets/inspect?${query}`, file, signal);
  },
  createBatch: (batch: NewBatch, file: Blob, signal?: AbortSignal) =>
    request(form('createdSchema'), 'POST', newBatchPath(batch), file, signal),
  listBatches: async (signal?: AbortSignal): Promise<CurationBatch[]> =>
    (await request(form('curationBatchesSchema'), 'GET', BATCHES, undefined, signal)).batches,
  batch: (id: string, signal?: AbortSignal): Promise<CurationBatch> =>
    request(form('curationBatchSchema'), 'GET', batchPath(id), undefined, signal),
  /** Each answers with the batch as it is then. `retry` runs the failed ones again. */
  changeBatch: (id: string, action: 'pause' | 'resume' | 'retry'): Promise<CurationBatch> =>
    request(form('curationBatchSchema'), 'POST', `${batchPath(id)}/${action}`, {}),
  deleteBatch: (id: string) => send('DELETE', batchPath(id)),
  /** Draws records that are done, kept and rejected alike, for review: the same ones for the same seed. */
  sample: (id: string, count: number, seed: number): Promise<CurationBatch> =>
    request(form('curationBatchSchema'), 'POST', `${batchPath(id)}/sample`, { count, seed }),
  distributions: (id: string, signal?: AbortSignal): Promise<CurationDistributions> =>
    request(form('distributionsSchema'), 'GET', `${batchPath(id)}/distributions`, undefined, signal),

  /** Where a zip of training data lies; a GET of it downloads. */
  batchExportPath: (id: string, options: Record<string, string | number | undefined>) =>
    `${batchPath(id)}/export?${queryText(options)}`,
  recordExportPath: (id: string, options: Record<string, string | number | undefined>) =>
    `${recordPath(id)}/export?${queryText(options)}`,
};

/** Whether it will change without anybody asking for it. */
export const isBatchAtWork = (status: BatchStatus): boolean => status === 'importing' || status === 'running';
