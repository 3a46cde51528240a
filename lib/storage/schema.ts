import type { CurationTables } from './curation-tables.ts';

/**
 * The tables as both databases have them. JSON is stored as `text`, not `jsonb`: the log must round-trip byte for
 * byte, and PostgreSQL's jsonb refuses `\u0000`, which model output may contain.
 */
export interface Tables extends CurationTables {
  sessions: SessionRow;
  events: EventRow;
  annotations: AnnotationRow;
  endpoints: EndpointRow;
  meta: { key: string; value: string };
}

export interface SessionRow {
  id: string;
  title: string | null;
  question: string;
  strategy: string;
  status: string;
  mode: string;
  models: string;
  tags: string;
  pair_id: string | null;
  origin: string;
  created_at: string;
  started_at: string | null;
  ended_at: string | null;
  error: string | null;
  metrics: string | null;
  answer: string | null;
  /** 0 or 1: SQLite has no boolean. */
  answer_inferred: number;
  last_seq: number;
  source_name: string | null;
  expected: string | null;
  findings: string | null;
  finding_counts: string | null;
  doctor_version: number | null;
  numbers: string | null;
  summary_version: number | null;
  /** JSON. */
  verdict: string | null;
  /** See question-key.ts. */
  question_key: string;
  /** JSON. */
  annotated: string | null;
}

export interface EventRow {
  session_id: string;
  seq: number;
  at: number;
  type: string;
  json: string;
}

/** What a person said of a session: a log beside its events. */
export interface AnnotationRow {
  session_id: string;
  seq: number;
  made_at: string;
  json: string;
}

export interface EndpointRow {
  id: string;
  definition: string;
  api_key: string | null;
  /** JSON, name → value; null for none. */
  headers: string | null;
  created_at: string;
}

/** Checked by the compiler. */
const columns: { [T in keyof Tables]: Record<keyof Tables[T], 1> } = {
  sessions: {
    ...{ id: 1, title: 1, question: 1, strategy: 1, status: 1, mode: 1, models: 1, tags: 1, pair_id: 1 },
    ...{ origin: 1, created_at: 1, started_at: 1, ended_at: 1, error: 1, metrics: 1, answer: 1 },
    ...{ answer_inferred: 1, last_seq: 1, source_name: 1, expected: 1, findings: 1, finding_counts: 1 },
    ...{ doctor_version: 1, numbers: 1, summary_version: 1, question_key: 1, annotated: 1 },
    ...{ verdict: 1 },
  },
  events: { session_id: 1, seq: 1, at: 1, type: 1, json: 1 },
  annotations: { session_id: 1, seq: 1, made_at: 1, json: 1 },
  endpoints: { id: 1, definition: 1, api_key: 1, headers: 1, created_at: 1 },
  meta: { key: 1, value: 1 },
  curation_batches: {
    ...{ id: 1, name: 1, created_at: 1, status: 1, settings: 1, proposer: 1, concurrency: 1, file: 1 },
    ...{ columns: 1, position: 1, imported: 1, import_done: 1, problems: 1, problem_count: 1, error: 1 },
    ...{ sample: 1, calls: 1, input_tokens: 1, output_tokens: 1 },
  },
  curation_records: {
    ...{ id: 1, batch_id: 1, place: 1, source_name: 1, question: 1, created_at: 1, status: 1, stage: 1 },
    ...{ summary: 1, summary_version: 1, review: 1, sampled: 1, edited: 1, attempts: 1, error: 1 },
    ...{ revision: 1, request: 1 },
  },
  curation_contents: {
    ...{ record_id: 1, text: 1, question: 1, expected: 1, answer: 1, lines: 1, line_tokens: 1 },
    ...{ settings: 1, proposal: 1, edit_log: 1 },
  },
  curation_reasons: { record_id: 1, batch_id: 1, code: 1 },
};

/** Names of all columns of a table, as this version has it. */
export const tableColumns = (table: keyof Tables): string[] => Object.keys(columns[table]);
