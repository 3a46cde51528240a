import type { CurationTables } from './curation-tables.ts';

/**
 * The tables as both databases have them. JSON is stored as `text`, not `jsonb`: the log must round-trip byte for
 * byte, and PostgreSQL's jsonb refuses `\u0000`, which model output may contain.
 */
export interface Tables extends CurationTables {
  sessions: SessionRow;
  events: EventRow;
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
  /** See question-key.ts. */
  question_key: string;
}

export interface EventRow {
  session_id: string;
  seq: number;
  at: number;
  type: string;
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
