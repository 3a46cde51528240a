/**
 * The columns that lists, counts and the runner read: small rows, apart from the texts, so that scanning 20,000 of them
 * takes milliseconds.
 */
export interface CurationRecordRow {
  id: string;
  batch_id: string | null;
  /** From 0 in its batch. `index` is an SQL keyword. */
  place: number;
  source_name: string;
  /** Its beginning; the contents have the whole question. */
  question: string | null;
  created_at: string;
  status: string;
  stage: string;
  summary: string | null;
  summary_version: number | null;
  review: string | null;
  /** 0 or 1. */
  sampled: number;
  /** 0 or 1. */
  edited: number;
  attempts: number;
  error: string | null;
  revision: number;
  request: string | null;
}

/** The texts of a record. */
export interface CurationContentsRow {
  record_id: string;
  text: string;
  question: string | null;
  expected: string | null;
  answer: string | null;
  lines: string | null;
  line_tokens: string | null;
  settings: string;
  proposal: string | null;
  edit_log: string;
}

/** One of the reasons why a record was rejected, for counting and filtering. */
export interface CurationReasonRow {
  record_id: string;
  batch_id: string | null;
  code: string;
}

export interface CurationBatchRow {
  id: string;
  name: string;
  created_at: string;
  status: string;
  settings: string;
  proposer: string;
  concurrency: number;
  file: string;
  columns: string | null;
  /** How many items of the file (rows and problems) were imported. */
  position: number;
  /** How many records these have become so far. */
  imported: number;
  /** 0 or 1. */
  import_done: number;
  problems: string;
  problem_count: number;
  error: string | null;
  sample: string | null;
  calls: number;
  input_tokens: number;
  output_tokens: number;
}

export interface CurationTables {
  curation_records: CurationRecordRow;
  curation_contents: CurationContentsRow;
  curation_reasons: CurationReasonRow;
  curation_batches: CurationBatchRow;
}
