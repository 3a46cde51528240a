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

/** The path for the bytes of a new batch's file, for `createBatch` or for an upload that reports progress. */
export function newBatchPath({ columns, settings, ...batch }: NewBatch): string {
  const query = queryText({
    ...batch,
    ...(columns && { columns: JSON.stringify(columns) }),
    ...(settings && { settings: typeof settings === 'string' ? settings : JSON.stringify(settings) }),
  });
  return `${BATCHES}?${query}`;
}

/** The browser's calls to the curation part of the API. Every function throws ApiError. */
export const curationApi = {
  /** By rules the record is complete in the answer; with a model its status is `running`: request it again. */
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
  /** Takes it apart again. The corrections are lost: they applied to the proposal that is replaced. */
  propose: (id: string, proposer: ProposerChoice = {}) => send('POST', `${recordPath(id)}/propose`, proposer),
  /**
   * The request outlives the page. ApiError 409: another window changed the record; 422: an edit does not apply,
   * `fields` names it (`editLog.edits.3`).
   */
  saveDraft: (id: string, draft: CurationDraft, signal?: AbortSignal): Promise<SavedDraft> =>
    request(form('savedDraftSchema'), 'PUT', `${recordPath(id)}/draft`, draft, signal, true),
  /** Stores source and result as two paired sessions; returns the same two while nothing has changed. */
  /** Stores source and rounds as two sessions. */
  keep: (id: string): Promise<Kept> => request(form('keptSchema'), 'POST', `${recordPath(id)}/keep`, {}),
  review: (id: string, verdict: Verdict | null) =>
    send('PUT', `${recordPath(id)}/review`, { verdict }, undefined, true),

  /** The first 4 MB of a large file are enough (Parquet needs the whole file, since its columns are at the end). */
  inspectDataSet: (
    name: string,
    file: Blob,
    columns?: Partial<DataSetColumns>,
    signal?: AbortSignal,
  ): Promise<DataSetInspection> => {
    const query = queryText({
      name,
      ...(columns && { columns: JSON.stringify(columns) }),
      // A slice of a file is no File: the server must not report its last, cut row as faulty.
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
  /** Each answers with the changed batch. `retry` runs the failed records again. */
  changeBatch: (id: string, action: 'pause' | 'resume' | 'retry'): Promise<CurationBatch> =>
    request(form('curationBatchSchema'), 'POST', `${batchPath(id)}/${action}`, {}),
  deleteBatch: (id: string) => send('DELETE', batchPath(id)),
  /** Draws finished records, kept and rejected alike, for review: the same ones for the same seed. */
  sample: (id: string, count: number, seed: number): Promise<CurationBatch> =>
    request(form('curationBatchSchema'), 'POST', `${batchPath(id)}/sample`, { count, seed }),
  distributions: (id: string, signal?: AbortSignal): Promise<CurationDistributions> =>
    request(form('distributionsSchema'), 'GET', `${batchPath(id)}/distributions`, undefined, signal),

  /** The path of a zip of training data; a GET downloads it. */
  batchExportPath: (id: string, options: Record<string, string | number | undefined>) =>
    `${batchPath(id)}/export?${queryText(options)}`,
  recordExportPath: (id: string, options: Record<string, string | number | undefined>) =>
    `${recordPath(id)}/export?${queryText(options)}`,
};

/** Whether the server will change it without a request. */
export const isBatchAtWork = (status: BatchStatus): boolean => status === 'importing' || status === 'running';
