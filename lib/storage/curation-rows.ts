import type { Updateable } from 'kysely';
import type {
  CurationContents,
  CurationEntry,
  CurationPatch,
  NewCuration,
  StoredBatch,
} from './curation-store.ts';
import type { CurationBatchRow, CurationContentsRow, CurationRecordRow } from './curation-tables.ts';
import { fromJson, toJson, withoutNul } from './rows.ts';

/** Characters of a question in lists. */
export const CURATION_QUESTION = 300;

const shortened = (question: string | null) => withoutNul(question)?.slice(0, CURATION_QUESTION) ?? null;

export function recordRow(record: NewCuration): CurationRecordRow {
  return {
    id: record.id,
    batch_id: record.batchId,
    place: record.index,
    source_name: withoutNul(record.sourceName),
    question: shortened(record.contents.question),
    created_at: record.createdAt,
    status: record.status,
    stage: record.stage,
    summary: toJson(record.summary),
    summary_version: record.summaryVersion,
    review: record.review,
    sampled: record.sampled ? 1 : 0,
    edited: record.edited ? 1 : 0,
    attempts: record.attempts,
    error: toJson(record.error),
    revision: record.revision,
    request: toJson(record.request),
  };
}

/** Trusts the row, as everything here does: only this module writes them. */
export function entryFromRow(row: CurationRecordRow): CurationEntry {
  return {
    id: row.id,
    batchId: row.batch_id,
    index: row.place,
    sourceName: row.source_name,
    question: row.question,
    createdAt: row.created_at,
    status: row.status as CurationEntry['status'],
    stage: row.stage as CurationEntry['stage'],
    summary: fromJson(row.summary),
    summaryVersion: row.summary_version,
    review: row.review as CurationEntry['review'],
    sampled: row.sampled === 1,
    edited: row.edited === 1,
    attempts: row.attempts,
    error: fromJson(row.error),
    revision: row.revision,
    request: fromJson(row.request),
  };
}

export function contentsRow(recordId: string, contents: CurationContents): CurationContentsRow {
  return {
    record_id: recordId,
    text: withoutNul(contents.text),
    question: withoutNul(contents.question),
    expected: withoutNul(contents.expected),
    answer: withoutNul(contents.answer),
    lines: toJson(contents.lines),
    line_tokens: toJson(contents.lineTokens),
    settings: JSON.stringify(contents.settings),
    proposal: toJson(contents.proposal),
    edit_log: JSON.stringify(contents.editLog),
  };
}

export function contentsFromRow(row: Omit<CurationContentsRow, 'record_id'>): CurationContents {
  return {
    text: row.text,
    question: row.question,
    expected: row.expected,
    answer: row.answer,
    lines: fromJson(row.lines),
    lineTokens: fromJson(row.line_tokens),
    settings: JSON.parse(row.settings) as unknown,
    proposal: fromJson(row.proposal),
    editLog: JSON.parse(row.edit_log) as unknown,
  };
}

/** Only what the patch has; `undefined` means untouched. */
export function recordUpdate({ entry = {}, contents }: CurationPatch): Updateable<CurationRecordRow> {
  const row: Updateable<CurationRecordRow> = {};
  if (entry.status !== undefined) row.status = entry.status;
  if (entry.stage !== undefined) row.stage = entry.stage;
  if (entry.summary !== undefined) row.summary = toJson(entry.summary);
  if (entry.summaryVersion !== undefined) row.summary_version = entry.summaryVersion;
  if (entry.review !== undefined) row.review = entry.review;
  if (entry.sampled !== undefined) row.sampled = entry.sampled ? 1 : 0;
  if (entry.edited !== undefined) row.edited = entry.edited ? 1 : 0;
  if (entry.attempts !== undefined) row.attempts = entry.attempts;
  if (entry.error !== undefined) row.error = toJson(entry.error);
  if (entry.revision !== undefined) row.revision = entry.revision;
  if (entry.request !== undefined) row.request = toJson(entry.request);
  if (contents?.question !== undefined) row.question = shortened(contents.question);
  return row;
}

export function contentsUpdate({ contents = {} }: CurationPatch): Updateable<CurationContentsRow> {
  const row: Updateable<CurationContentsRow> = {};
  if (contents.text !== undefined) row.text = withoutNul(contents.text);
  if (contents.question !== undefined) row.question = withoutNul(contents.question);
  if (contents.expected !== undefined) row.expected = withoutNul(contents.expected);
  if (contents.answer !== undefined) row.answer = withoutNul(contents.answer);
  if (contents.lines !== undefined) row.lines = toJson(contents.lines);
  if (contents.lineTokens !== undefined) row.line_tokens = toJson(contents.lineTokens);
  if (contents.settings !== undefined) row.settings = JSON.stringify(contents.settings);
  if (contents.proposal !== undefined) row.proposal = toJson(contents.proposal);
  if (contents.editLog !== undefined) row.edit_log = JSON.stringify(contents.editLog);
  return row;
}

export function batchRow(batch: StoredBatch): CurationBatchRow {
  return {
    id: batch.id,
    name: withoutNul(batch.name),
    created_at: batch.createdAt,
    status: batch.status,
    settings: JSON.stringify(batch.settings),
    proposer: JSON.stringify(batch.proposer),
    concurrency: batch.concurrency,
    file: JSON.stringify(batch.file),
    columns: toJson(batch.columns),
    position: batch.position,
    imported: batch.imported,
    import_done: batch.importDone ? 1 : 0,
    problems: JSON.stringify(batch.problems),
    problem_count: batch.problemCount,
    error: toJson(batch.error),
    sample: toJson(batch.sample),
    calls: batch.usage.calls,
    input_tokens: batch.usage.inputTokens,
    output_tokens: batch.usage.outputTokens,
  };
}

export function batchFromRow(row: CurationBatchRow): StoredBatch {
  return {
    id: row.id,
    name: row.name,
    createdAt: row.created_at,
    status: row.status as StoredBatch['status'],
    settings: JSON.parse(row.settings) as unknown,
    proposer: JSON.parse(row.proposer) as unknown,
    concurrency: row.concurrency,
    file: JSON.parse(row.file) as StoredBatch['file'],
    columns: fromJson(row.columns),
    position: row.position,
    imported: row.imported,
    importDone: row.import_done === 1,
    problems: JSON.parse(row.problems) as unknown[],
    problemCount: row.problem_count,
    error: fromJson(row.error),
    sample: fromJson(row.sample) as StoredBatch['sample'],
    // PostgreSQL gives a bigint as text.
    usage: {
      calls: Number(row.calls),
      inputTokens: Number(row.input_tokens),
      outputTokens: Number(row.output_tokens),
    },
  };
}
