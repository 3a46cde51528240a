/** Records and batches of the curation workbench as they are stored; what they hold of lib/curation is opaque here. */

import type { MaybeDamaged } from '../row-reader.ts';

export type StoredCurationStatus = 'waiting' | 'running' | 'kept' | 'rejected' | 'failed';
export type StoredCurationStage = 'imported' | 'steps' | 'dag' | 'packed';
export type StoredVerdict = 'accept' | 'reject' | 'fix';

/** What lists show of a record, read without its texts. */
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
  /** Of the code that counted it; null before it had versions, and without a summary. */
  summaryVersion: number | null;
  review: StoredVerdict | null;
  sampled: boolean;
  edited: boolean;
  attempts: number;
  error: unknown;
  revision: number;
  /** What a record was asked for that waits or runs by itself, so that it goes on after a restart; null else. */
  request: unknown;
}

/** The rest of a record. */
export interface CurationContents extends MaybeDamaged {
  /** As it came while `lines` is null, then the source that they number. */
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

/** A record before it is stored; the short question is taken from the contents. */
export type NewCuration = Omit<StoredCuration, 'question'>;

export interface CurationUsageSum {
  calls: number;
  inputTokens: number;
  outputTokens: number;
}

/** What changes in a record; what is left out stays. */
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
  /** Codes of all its rejections, in place of those before. */
  reasons?: readonly string[];
}

/** One record's result: stored only while the record is still `running`. */
export interface CurationResult {
  id: string;
  patch: CurationPatch;
  /** Added to the batch's. */
  usage?: CurationUsageSum;
}

export interface CurationQuery {
  /** Null: records of no batch, newest first. Else those of the batch by index. */
  batchId: string | null;
  status?: StoredCurationStatus;
  reason?: string;
  review?: StoredVerdict | 'none';
  sampled?: boolean;
  /** In the short question and the name; the case of ASCII letters apart. */
  search?: string;
  limit: number;
  cursor?: string;
}

export interface CurationEntries {
  entries: CurationEntry[];
  nextCursor: string | null;
  /** Of all that match. */
  total: number;
}

/** `deleting` is seen by nobody: its records are removed little by little, after a restart too. */
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
  /** Items of the file that were taken over: where the import goes on. */
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
  /** Where they start; refused unless it is the stored position. */
  from: number;
  records: readonly NewCuration[];
  problems: readonly unknown[];
}

export interface BatchCounts {
  /** Records by status and by how far they came. */
  records: { status: StoredCurationStatus; stage: StoredCurationStage; count: number }[];
  /** Most frequent first. */
  reasons: { code: string; count: number }[];
  /** Of those drawn for review. */
  sampled: { review: StoredVerdict | null; status: StoredCurationStatus; count: number }[];
}

/** Every method is one transaction; a record or batch that is gone is no error but `false`, `null` or nothing. */
export interface CurationStore {
  createRecord(record: NewCuration, reasons: readonly string[]): Promise<void>;
  record(id: string): Promise<StoredCuration | null>;
  /** Ids of records that are at rest and whose summary another version counted. */
  staleRecords(summaryVersion: number, limit: number): Promise<string[]>;
  /** An unreadable cursor gives null. */
  records(query: CurationQuery): Promise<CurationEntries | null>;
  /** Whole records of a batch by index, of these statuses, after an index (-1: from the first). */
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
   * With `revision`, only while that one is stored and the record is at rest. False when it is not, or there is no such
   * record.
   */
  changeRecord(id: string, patch: CurationPatch, revision?: number): Promise<boolean>;
  /**
   * Whether there was one to mark `running` that is not so already; its attempts count up. `request` (not null) stays with
   * it until there is a result: it is nobody's but this run's.
   */
  startRecord(id: string, request: unknown): Promise<boolean>;

  createBatch(batch: StoredBatch): Promise<void>;
  batch(id: string): Promise<StoredBatch | null>;
  /** Newest first, those that are being deleted too. */
  batches(): Promise<StoredBatch[]>;
  changeBatch(id: string, patch: BatchPatch): Promise<boolean>;
  /** False when the batch is gone or stands elsewhere in its file: nothing is written then. */
  importItems(batchId: string, items: ImportedItems): Promise<boolean>;
  /**
   * Marks the next waiting ones without a `request` `running`, those of fewer attempts first, counts their attempts up, and
   * gives them whole, by index.
   */
  takeWaiting(batchId: string, limit: number): Promise<StoredCuration[]>;
  /** Returns how many were still `running`. */
  saveResults(batchId: string | null, results: readonly CurationResult[]): Promise<number>;
  /** Puts what runs back to waiting: those of one batch without a `request`, or after a start (null) all there are. */
  releaseRunning(batchId: string | null): Promise<number>;
  /** Ids of those that wait with a `request`, oldest first: what was not finished before a restart. */
  waitingRequests(): Promise<string[]>;
  /** Failed ones wait again. Returns how many. */
  retryFailed(batchId: string): Promise<number>;
  batchCounts(batchId: string): Promise<BatchCounts>;
  /** Marks these as the sample and no others; verdicts stay. */
  setSample(batchId: string, ids: readonly string[], sample: { count: number; seed: number }): Promise<void>;
  /** Removes some of its records; returns how many. */
  deleteRecordsOf(batchId: string, limit: number): Promise<number>;
  /** With whatever records it still has. */
  deleteBatch(batchId: string): Promise<boolean>;
}
