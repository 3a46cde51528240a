import type { Updateable } from 'kysely';
import { questionKey } from './question-key.ts';
import type { SessionRow } from './schema.ts';
import type { SessionPatch, SessionRecord } from './store.ts';

/** PostgreSQL refuses U+0000 in text. JSON columns need no care: there it is written as an escape. */
export const withoutNul = <T extends string | null>(text: T) =>
  (text === null ? null : text.replaceAll('\u0000', '')) as T;

export function rowFromRecord(record: SessionRecord): SessionRow {
  return {
    id: record.id,
    title: withoutNul(record.title),
    question: withoutNul(record.question),
    strategy: record.strategy,
    status: record.status,
    mode: record.mode,
    models: JSON.stringify(record.models),
    tags: JSON.stringify(record.tags),
    pair_id: withoutNul(record.pairId),
    origin: JSON.stringify(record.origin),
    created_at: record.createdAt,
    started_at: record.startedAt,
    ended_at: record.endedAt,
    error: toJson(record.error),
    metrics: toJson(record.metrics),
    answer: withoutNul(record.answer),
    answer_inferred: record.answerIsInferred ? 1 : 0,
    last_seq: record.lastSeq,
    source_name: withoutNul(record.sourceName),
    expected: withoutNul(record.expected),
    findings: toJson(record.findings),
    finding_counts: toJson(record.findingCounts),
    doctor_version: record.doctorVersion,
    numbers: toJson(record.numbers),
    summary_version: record.summaryVersion,
    question_key: questionKey(withoutNul(record.question)),
  };
}

/** Trusts the row: only this module writes them, and migrations keep them so. */
export function recordFromRow(row: SessionRow): SessionRecord {
  return {
    id: row.id,
    title: row.title,
    question: row.question,
    strategy: row.strategy as SessionRecord['strategy'],
    status: row.status as SessionRecord['status'],
    mode: row.mode as SessionRecord['mode'],
    models: JSON.parse(row.models) as SessionRecord['models'],
    tags: JSON.parse(row.tags) as string[],
    pairId: row.pair_id,
    origin: JSON.parse(row.origin) as SessionRecord['origin'],
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    error: fromJson(row.error) as SessionRecord['error'],
    metrics: fromJson(row.metrics),
    answer: row.answer,
    answerIsInferred: row.answer_inferred === 1,
    lastSeq: row.last_seq,
    sourceName: row.source_name,
    expected: row.expected,
    findings: fromJson(row.findings),
    findingCounts: fromJson(row.finding_counts),
    doctorVersion: row.doctor_version,
    numbers: fromJson(row.numbers),
    summaryVersion: row.summary_version,
  };
}

/** Only the fields that the patch has; `undefined` means untouched. */
export function patchToRow(patch: SessionPatch): Updateable<SessionRow> {
  const row: Updateable<SessionRow> = {};
  if (patch.title !== undefined) row.title = withoutNul(patch.title);
  if (patch.tags !== undefined) row.tags = JSON.stringify(patch.tags);
  if (patch.pairId !== undefined) row.pair_id = withoutNul(patch.pairId);
  if (patch.status !== undefined) row.status = patch.status;
  if (patch.startedAt !== undefined) row.started_at = patch.startedAt;
  if (patch.endedAt !== undefined) row.ended_at = patch.endedAt;
  if (patch.error !== undefined) row.error = toJson(patch.error);
  if (patch.metrics !== undefined) row.metrics = toJson(patch.metrics);
  if (patch.answer !== undefined) row.answer = withoutNul(patch.answer);
  if (patch.answerIsInferred !== undefined) row.answer_inferred = patch.answerIsInferred ? 1 : 0;
  if (patch.expected !== undefined) row.expected = withoutNul(patch.expected);
  if (patch.findings !== undefined) row.findings = toJson(patch.findings);
  if (patch.findingCounts !== undefined) row.finding_counts = toJson(patch.findingCounts);
  if (patch.doctorVersion !== undefined) row.doctor_version = patch.doctorVersion;
  if (patch.numbers !== undefined) row.numbers = toJson(patch.numbers);
  if (patch.summaryVersion !== undefined) row.summary_version = patch.summaryVersion;
  return row;
}

export const toJson = (value: unknown) =>
  value === null || value === undefined ? null : JSON.stringify(value);
export const fromJson = (text: string | null) => (text === null ? null : (JSON.parse(text) as unknown));
