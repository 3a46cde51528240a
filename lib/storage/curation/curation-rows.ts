import type { Updateable } from 'kysely';
import * as z from 'zod/mini';
import { type Numbered, readableId, standInId } from '../row-id.ts';
import { readRow } from '../row-reader.ts';
import { toJson, withoutNul } from '../session-columns.ts';
import type {
  CurationContents,
  CurationEntry,
  CurationPatch,
  NewCuration,
  StoredBatch,
} from './curation-store.ts';
import type { CurationBatchRow, CurationContentsRow, CurationRecordRow } from './curation-tables.ts';

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

const statuses = ['waiting', 'running', 'kept', 'rejected', 'failed'] as const;
const stages = ['imported', 'steps', 'dag', 'packed'] as const;
const verdicts = ['accept', 'reject', 'fix'] as const;

/** Names the unreadable fields of a row and gives them stand-ins (row-reader.ts). */
export function entryFromRow(row: CurationRecordRow & Partial<Numbered>): CurationEntry {
  const read = readRow<CurationEntry>();
  return read.marked({
    id: read.text('id', readableId(row.id), standInId(row.rowid)),
    batchId: read.textOrNull('batchId', row.batch_id),
    // As a cursor, the stand-in must not lead back to the first page.
    index: read.whole('index', row.place, 999_999_999),
    sourceName: read.text('sourceName', row.source_name),
    question: read.textOrNull('question', row.question),
    createdAt: read.date('createdAt', row.created_at),
    status: read.oneOf('status', row.status, statuses, 'failed'),
    stage: read.oneOf('stage', row.stage, stages, 'imported'),
    summary: read.jsonOrNull('summary', row.summary, objectSchema),
    summaryVersion: read.wholeOrNull('summaryVersion', row.summary_version),
    review: read.oneOfOrNull('review', row.review, verdicts),
    sampled: read.flag('sampled', row.sampled),
    edited: read.flag('edited', row.edited),
    attempts: read.whole('attempts', row.attempts),
    error: read.jsonOrNull('error', row.error, objectSchema),
    revision: read.whole('revision', row.revision),
    request: read.jsonOrNull('request', row.request, objectSchema),
  });
}

const objectSchema = z.record(z.string(), z.unknown());

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

const linesSchema = z.array(z.unknown());

export function contentsFromRow(row: Omit<CurationContentsRow, 'record_id'>): CurationContents {
  const read = readRow<CurationContents>();
  return read.marked({
    text: read.text('text', row.text),
    question: read.textOrNull('question', row.question),
    expected: read.textOrNull('expected', row.expected),
    answer: read.textOrNull('answer', row.answer),
    lines: read.jsonOrNull('lines', row.lines, linesSchema),
    lineTokens: read.jsonOrNull('lineTokens', row.line_tokens, z.array(z.number())),
    settings: read.opaque('settings', row.settings),
    proposal: read.jsonOrNull('proposal', row.proposal, objectSchema),
    editLog: read.opaque('editLog', row.edit_log),
  });
}

/** Contains only the patch's fields; `undefined` means unchanged. */
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

const fileSchema = z.object({ name: z.string(), bytes: z.number(), sha256: z.string() });
const sampleSchema = z.object({ count: z.number(), seed: z.number() });

export function batchFromRow(row: CurationBatchRow & Partial<Numbered>): StoredBatch {
  const read = readRow<StoredBatch>();
  return read.marked({
    id: read.text('id', readableId(row.id), standInId(row.rowid)),
    name: read.text('name', row.name, 'unreadable name'),
    createdAt: read.date('createdAt', row.created_at),
    // The unreadable value may be "deleting": we neither run nor delete anything because of a guess.
    status: read.oneOf('status', row.status, ['running', 'paused', 'failed', 'deleting'], 'failed'),
    settings: read.opaque('settings', row.settings),
    proposer: read.opaque('proposer', row.proposer),
    concurrency: read.whole('concurrency', row.concurrency, 1, 1),
    file: read.json('file', row.file, fileSchema, { name: 'unreadable name', bytes: 0, sha256: '' }),
    columns: read.opaque('columns', row.columns),
    position: read.whole('position', row.position),
    imported: read.whole('imported', row.imported),
    importDone: read.flag('importDone', row.import_done),
    problems: read.json<unknown[]>('problems', row.problems, linesSchema, []),
    problemCount: read.whole('problemCount', row.problem_count),
    error: read.jsonOrNull('error', row.error, objectSchema),
    sample: read.jsonOrNull('sample', row.sample, sampleSchema),
    usage: {
      calls: read.whole('usage', row.calls),
      inputTokens: read.whole('usage', row.input_tokens),
      outputTokens: read.whole('usage', row.output_tokens),
    },
  });
}
