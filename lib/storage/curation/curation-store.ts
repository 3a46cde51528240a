/**
 * Records and batches of the curation workbench as stored; this folder treats their data from lib/curation as opaque.
 */

import type { MaybeDamaged } from '../row-reader.ts';

export type StoredCurationStatus = 'waiting' | 'running' | 'kept' | 'rejected' | 'failed';
export type StoredCurationStage = 'imported' | 'steps' | 'dag' | 'packed';
export type StoredVerdict = 'accept' | 'reject' | 'fix';

/** The fields of a record that lists show, read without its texts. */
export interface CurationEntry extends MaybeDamaged {
  id: string;
  batchId: string | null;
  /** From 0 in its batch; unique there. */
  index: number;
  sourceName: string;
  /** Its first `CURATION_QUESTION` characters. */
  question: string | null;
  /** UTC, ISO 8601 with milliseconds. */
  createdAt: string;
  status: StoredCurationStatus;
  stage: StoredCurationStage;
  summary: unknown;
  /** Version of the code that counted it; null if that had no versions yet, and without a summary. */
  summaryVersion: number | null;
  review: StoredVerdict | null;
  sampled: boolean;
  edited: boolean;
  attempts: number;
  error: unknown;
  revision: number;
  /** The request of a record that waits or runs by itself, so that it continues after a restart; null otherwise. */
  request: unknown;
}

/** The rest of a record. */
export interface CurationContents extends MaybeDamaged {
  /** The text as it arrived while `lines` is null, then the source that they number. */
  text: string;
  question: string | null;
  expected: string | null;
  answer: string | null;
  lines: unknown;
  lineTokens: unknown;
  settings: unknown;
  proposal: unknown;
  editLog: unknown;
}

export interface StoredCuration extends CurationEntry {
  contents: CurationContents;
}

/** A record before it is stored; the store takes the short question from the contents. */
export type NewCuration = Omit<StoredCuration, 'question'>;

export interface CurationUsageSum {
  calls: number;
  inputTokens: number;
  outputTokens: number;
}

/** The changes to a record; missing fields stay. */
export interface CurationPatch {
  entry?: Partial<
    Pick<
      CurationEntry,
      | 'status'
      | 'stage'
      | 'summary'
      | 'summaryVersion'
      | 'review'
      | 'sampled'
      | 'edited'
      | 'attempts'
      | 'error'
      | 'revision'
      | 'request'
    >
  >;
  contents?: Partial<CurationContents>;
  /** Codes of all its rejections, which replace the earlier ones. */
  reasons?: readonly string[];
}

/** One record's result: we store it only while the record is still `running`. */
export interface CurationResult {
  id: string;
  patch: CurationPatch;
  /** Added to the batch's usage. */
  usage?: CurationUsageSum;
}

export interface CurationQuery {
  /** Null: records without a batch, newest first. Else the batch's records by index. */
  batchId: string | null;
  status?: StoredCurationStatus;
  reason?: string;
  review?: StoredVerdict | 'none';
  sampled?: boolean;
  /** Searches the short question and the name; ignores the case of ASCII letters. */
  search?: string;
  limit: number;
  cursor?: string;
}

export interface CurationEntries {
  entries: CurationEntry[];
  nextCursor: string | null;
  /** The number of all matches. */
  total: number;
}

/** Nobody sees a batch that is `deleting`: we remove its records little by little, after a restart too. */
export type StoredBatchStatus = 'running' | 'paused' | 'failed' | 'deleting';

export interface StoredBatch extends MaybeDamaged {
  id: string;
  name: string;
  createdAt: string;
  status: StoredBatchStatus;
  settings: unknown;
  proposer: unknown;
  concurrency: number;
  file: { name: string; bytes: number; sha256: string };
  columns: unknown;
  /** How many items of the file were imported: the import continues there. */
  position: number;
  imported: number;
  importDone: boolean;
  problems: unknown[];
  problemCount: number;
  error: unknown;
  sample: { count: number; seed: number } | null;
  usage: CurationUsageSum;
}

export type BatchPatch = Partial<Pick<StoredBatch, 'status' | 'importDone' | 'error' | 'sample'>>;

/** A few items of a batch's file, in the order of the file. */
export interface ImportedItems {
  /** Where they start; the store refuses them if this is not the stored position. */
  from: number;
  records: readonly NewCuration[];
  problems: readonly unknown[];
}

export interface BatchCounts {
  /** Records by status and by the stage they reached. */
  records: { status: StoredCurationStatus; stage: StoredCurationStage; count: number }[];
  /** Most frequent first. */
  reasons: { code: string; count: number }[];
  /** Of the records drawn for review. */
  sampled: { review: StoredVerdict | null; status: StoredCurationStatus; count: number }[];
}

/**
 * Every method is one transaction; a record or batch that no longer exists is no error but `false`, `null` or nothing.
 */
export interface CurationStore {
  createRecord(record: NewCuration, reasons: readonly string[]): Promise<void>;
  record(id: string): Promise<StoredCuration | null>;
  /** Ids of records that are at rest and whose summary comes from another version. */
  staleRecords(summaryVersion: number, limit: number): Promise<string[]>;
  /** Null if the cursor is unreadable. */
  records(query: CurationQuery): Promise<CurationEntries | null>;
  /** Whole records of a batch by index, with these statuses, after an index (-1: from the first). */
  recordsOf(
    batchId: string,
    query: {
      after: number;
      limit: number;
      statuses: readonly StoredCurationStatus[];
      review?: StoredVerdict;
    },
  ): Promise<StoredCuration[]>;
  /** The same without their texts. */
  entriesOf(
    batchId: string,
    query: {
      after: number;
      limit: number;
      statuses: readonly StoredCurationStatus[];
      review?: StoredVerdict;
    },
  ): Promise<CurationEntry[]>;
  deleteRecord(id: string): Promise<boolean>;
  /**
   * With `revision`, changes the record only if it has that revision and is at rest. False if not, or if there is no
   * such record.
   */
  changeRecord(id: string, patch: CurationPatch, revision?: number): Promise<boolean>;
  /**
   * Marks a record `running` and counts up its attempts; returns whether there was one that was not already running. A
   * `request` (not null) stays with the record until there is a result: it belongs to this run alone.
   */
  startRecord(id: string, request: unknown): Promise<boolean>;

  createBatch(batch: StoredBatch): Promise<void>;
  batch(id: string): Promise<StoredBatch | null>;
  /** Newest first, including batches that are being deleted. */
  batches(): Promise<StoredBatch[]>;
  changeBatch(id: string, patch: BatchPatch): Promise<boolean>;
  /** False if the batch is gone or at another position in its file: then we write nothing. */
  importItems(batchId: string, items: ImportedItems): Promise<boolean>;
  /**
   * Marks the next waiting records without a `request` as `running`, those with fewer attempts first, counts up their
   * attempts, and returns them whole, by index.
   */
  takeWaiting(batchId: string, limit: number): Promise<StoredCuration[]>;
  /** Returns how many of the records were still `running`. */
  saveResults(batchId: string | null, results: readonly CurationResult[]): Promise<number>;
  /**
   * Returns running records to waiting: those of one batch without a `request`, or after a start (null) all of them.
   */
  releaseRunning(batchId: string | null): Promise<number>;
  /** Ids of the records that wait with a `request`, oldest first: those not finished before a restart. */
  waitingRequests(): Promise<string[]>;
  /** Failed records wait again. Returns how many. */
  retryFailed(batchId: string): Promise<number>;
  batchCounts(batchId: string): Promise<BatchCounts>;
  /** Marks these as the sample and no others; verdicts stay. */
  setSample(batchId: string, ids: readonly string[], sample: { count: number; seed: number }): Promise<void>;
  /** Removes some of its records; returns how many. */
  deleteRecordsOf(batchId: string, limit: number): Promise<number>;
  /** Removes the batch with any records it still has. */
  deleteBatch(batchId: string): Promise<boolean>;
}
