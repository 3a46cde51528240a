import type { Updateable } from 'kysely';
import * as z from 'zod/mini';
import type { SessionPatch, SessionRecord } from '#lib/contract/session.ts';
import {
  endStatusSchema,
  errorInfoSchema,
  modeSchema,
  originSchema,
  strategySchema,
} from '#lib/trace/events.ts';
import { questionKey } from './question-key.ts';
import { type Numbered, readableId, standInId } from './row-id.ts';
import { readRow } from './row-reader.ts';
import type { SessionRow } from './schema.ts';

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
    verdict: toJson(record.verdict),
    question_key: questionKey(withoutNul(record.question)),
    annotated: toJson(record.annotated),
  };
}

const model = z.looseObject({
  endpointName: z.string(),
  model: z.string(),
  ruleBased: z.boolean(),
  mode: modeSchema,
});
const modelsSchema = z.object({ planner: model, executor: model }) as z.ZodMiniType<SessionRecord['models']>;
export const tagsSchema = z.array(z.string());
const statuses = ['running', ...endStatusSchema.options] as const;

const UNKNOWN_MODEL = {
  endpointName: 'unknown',
  model: 'unknown',
  ruleBased: false,
  mode: 'prompted',
} as const;

/** What lists read as well; see row-reader.ts. */
export function basicsFromRow(
  row: Pick<
    SessionRow,
    'id' | 'title' | 'question' | 'strategy' | 'status' | 'models' | 'tags' | 'pair_id' | 'origin'
  > &
    Pick<SessionRow, 'source_name' | 'created_at' | 'answer' | 'answer_inferred' | 'expected'> &
    Pick<SessionRow, 'finding_counts' | 'numbers' | 'summary_version' | 'verdict' | 'annotated'> &
    Partial<Numbered>,
  read: ReturnType<typeof readRow<SessionRecord>>,
) {
  return {
    id: read.text('id', readableId(row.id), standInId(row.rowid)),
    title: read.textOrNull('title', row.title),
    question: read.text('question', row.question),
    strategy: read.oneOf('strategy', row.strategy, strategySchema.options, 'sprint'),
    status: read.oneOf('status', row.status, statuses, 'failed'),
    models: read.json('models', row.models, modelsSchema, {
      planner: UNKNOWN_MODEL,
      executor: UNKNOWN_MODEL,
    }),
    tags: read.json<string[]>('tags', row.tags, tagsSchema, []),
    pairId: read.textOrNull('pairId', row.pair_id),
    origin: read.json<SessionRecord['origin']>('origin', row.origin, originSchema, { kind: 'live' }),
    sourceName: read.textOrNull('sourceName', row.source_name),
    createdAt: read.date('createdAt', row.created_at),
    answer: read.textOrNull('answer', row.answer),
    answerIsInferred: read.flag('answerIsInferred', row.answer_inferred),
    expected: read.textOrNull('expected', row.expected),
    findingCounts: read.jsonOrNull('findingCounts', row.finding_counts, listSchema),
    numbers: read.jsonOrNull('numbers', row.numbers, objectSchema),
    summaryVersion: read.wholeOrNull('summaryVersion', row.summary_version),
    annotated: read.jsonOrNull('annotated', row.annotated, objectSchema),
    verdict: read.jsonOrNull('verdict', row.verdict, objectSchema),
  };
}

/** Opaque, but for this much. */
const objectSchema = z.record(z.string(), z.unknown());
const listSchema = z.array(z.unknown());

/** Every row gives a record: what is unreadable in it is named and has a stand-in. */
export function recordFromRow(row: SessionRow & Partial<Numbered>): SessionRecord {
  const read = readRow<SessionRecord>();
  return read.marked({
    ...basicsFromRow(row, read),
    mode: read.oneOf('mode', row.mode, modeSchema.options, 'prompted'),
    startedAt: read.dateOrNull('startedAt', row.started_at),
    endedAt: read.dateOrNull('endedAt', row.ended_at),
    error: read.jsonOrNull('error', row.error, errorInfoSchema),
    metrics: read.jsonOrNull('metrics', row.metrics, objectSchema),
    lastSeq: read.whole('lastSeq', row.last_seq, -1, -1),
    findings: read.jsonOrNull('findings', row.findings, listSchema),
    doctorVersion: read.wholeOrNull('doctorVersion', row.doctor_version),
  });
}

/** Only the fields that the patch has; `undefined` means untouched. */
export function patchToRow(patch: SessionPatch): Updateable<SessionRow> {
  const row: Updateable<SessionRow> = {};
  if (patch.question !== undefined) {
    row.question = withoutNul(patch.question);
    row.question_key = questionKey(row.question);
  }
  if (patch.strategy !== undefined) row.strategy = patch.strategy;
  if (patch.mode !== undefined) row.mode = patch.mode;
  if (patch.models !== undefined) row.models = JSON.stringify(patch.models);
  if (patch.origin !== undefined) row.origin = JSON.stringify(patch.origin);
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
  if (patch.verdict !== undefined) row.verdict = toJson(patch.verdict);
  if (patch.findings !== undefined) row.findings = toJson(patch.findings);
  if (patch.findingCounts !== undefined) row.finding_counts = toJson(patch.findingCounts);
  if (patch.doctorVersion !== undefined) row.doctor_version = patch.doctorVersion;
  if (patch.numbers !== undefined) row.numbers = toJson(patch.numbers);
  if (patch.summaryVersion !== undefined) row.summary_version = patch.summaryVersion;
  if (patch.annotated !== undefined) row.annotated = toJson(patch.annotated);
  return row;
}

export const toJson = (value: unknown) =>
  value === null || value === undefined ? null : JSON.stringify(value);
