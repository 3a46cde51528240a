import type { CurationTables } from './curation/curation-tables.ts';
import { type SessionRow, sessionColumns } from './session-columns.ts';

/**
 * The tables in both databases. We store JSON as `text`, not `jsonb`: the log must round-trip byte for byte, and
 * PostgreSQL's jsonb refuses `\u0000`, which model output may contain.
 */
export interface Tables extends CurationTables {
  sessions: SessionRow;
  events: EventRow;
  annotations: AnnotationRow;
  endpoints: EndpointRow;
  meta: { key: string; value: string };
}

export interface EventRow {
  session_id: string;
  seq: number;
  at: number;
  type: string;
  json: string;
}

/** What a person noted about a session: a log beside its events. */
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
const columns: { [T in Exclude<keyof Tables, 'sessions'>]: Record<keyof Tables[T], 1> } = {
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

/** Names of all columns of a table in this version. */
export const tableColumns = (table: keyof Tables): string[] =>
  table === 'sessions' ? sessionColumns : Object.keys(columns[table]);
