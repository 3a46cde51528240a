import type { Updateable } from 'kysely';
import * as z from 'zod/mini';
import {
  type LibraryEntry,
  listedFields,
  type SessionField,
  type SessionRecord,
  sessionFields,
  sessionStatusSchema,
} from '#lib/contract/session.ts';
import { errorInfoSchema, modeSchema, originSchema, strategySchema } from '#lib/trace/events.ts';
import { questionKey } from './question-key.ts';
import { type Numbered, readableId, standInId } from './row-id.ts';
import { readRow } from './row-reader.ts';

/** PostgreSQL refuses U+0000 in text. JSON columns need no change: JSON writes it as an escape. */
export const withoutNul = <T extends string | null>(text: T) =>
  (text === null ? null : text.replaceAll('\u0000', '')) as T;

export const toJson = (value: unknown) =>
  value === null || value === undefined ? null : JSON.stringify(value);

type Read = ReturnType<typeof readRow<SessionRecord>>;
type Value<F extends SessionField> = Exclude<SessionRecord[F], undefined>;

/** How one field of a session is stored in its row; an unreadable one gets a stand-in (row-reader.ts). */
interface Mapping<F extends SessionField> {
  column: string;
  write(value: SessionRecord[F]): string | number | null;
  read(read: Read, name: F, value: unknown): Value<F>;
}

const text = <C extends string>(column: C) => ({
  column,
  write: (value: string) => withoutNul(value),
  read: (read: Read, name: SessionField, value: unknown) => read.text(name, value),
});
const textOrNull = <C extends string>(column: C) => ({
  column,
  write: (value: string | null) => withoutNul(value),
  read: (read: Read, name: SessionField, value: unknown) => read.textOrNull(name, value),
});
const oneOf = <C extends string, T extends string>(column: C, known: readonly T[], standIn: T) => ({
  column,
  write: (value: T): string => value,
  read: (read: Read, name: SessionField, value: unknown) => read.oneOf(name, value, known, standIn),
});
const date = <C extends string>(column: C) => ({
  column,
  write: (value: string) => value,
  read: (read: Read, name: SessionField, value: unknown) => read.date(name, value),
});
const dateOrNull = <C extends string>(column: C) => ({
  column,
  write: (value: string | null) => value,
  read: (read: Read, name: SessionField, value: unknown) => read.dateOrNull(name, value),
});
const flag = <C extends string>(column: C) => ({
  column,
  write: (value: boolean) => (value ? 1 : 0),
  read: (read: Read, name: SessionField, value: unknown) => read.flag(name, value),
});
const wholeOrNull = <C extends string>(column: C) => ({
  column,
  write: (value: number | null) => value,
  read: (read: Read, name: SessionField, value: unknown) => read.wholeOrNull(name, value),
});
const lastSeq = <C extends string>(column: C) => ({
  column,
  write: (value: number) => value,
  read: (read: Read, name: SessionField, value: unknown) => read.whole(name, value, -1, -1),
});
const json = <C extends string, T>(column: C, schema: z.ZodMiniType<T>, standIn: () => T) => ({
  column,
  write: (value: T) => JSON.stringify(value),
  read: (read: Read, name: SessionField, value: unknown) => read.json(name, value, schema, standIn()),
});
const jsonOrNull = <C extends string, T>(column: C, schema: z.ZodMiniType<T>) => ({
  column,
  write: (value: unknown) => toJson(value),
  read: (read: Read, name: SessionField, value: unknown) => read.jsonOrNull(name, value, schema),
});

/** Opaque, except for this. */
const objectSchema = z.record(z.string(), z.unknown());
const listSchema = z.array(z.unknown());
const model = z.looseObject({
  endpointName: z.string(),
  model: z.string(),
  ruleBased: z.boolean(),
  mode: modeSchema,
});
const modelsSchema = z.object({ planner: model, executor: model }) as z.ZodMiniType<SessionRecord['models']>;
export const tagsSchema = z.array(z.string());
const UNKNOWN_MODEL = {
  ...{ endpointName: 'unknown', model: 'unknown', ruleBased: false },
  mode: 'prompted',
} as const;

/** Every field of a session with its column: the one place that defines how a session is stored. */
const columns = {
  // Read separately: if its id is unreadable, a row is named by its number.
  id: { ...text('id'), write: (id: string) => id },
  title: textOrNull('title'),
  question: text('question'),
  strategy: oneOf('strategy', strategySchema.options, 'sprint'),
  status: oneOf('status', sessionStatusSchema.options, 'failed'),
  mode: oneOf('mode', modeSchema.options, 'prompted'),
  models: json('models', modelsSchema, () => ({ planner: UNKNOWN_MODEL, executor: UNKNOWN_MODEL })),
  tags: json('tags', tagsSchema, () => []),
  pairId: textOrNull('pair_id'),
  origin: json('origin', originSchema, () => ({ kind: 'live' as const })),
  createdAt: date('created_at'),
  startedAt: dateOrNull('started_at'),
  endedAt: dateOrNull('ended_at'),
  error: jsonOrNull('error', errorInfoSchema),
  metrics: jsonOrNull('metrics', objectSchema),
  answer: textOrNull('answer'),
  answerIsInferred: flag('answer_inferred'),
  lastSeq: lastSeq('last_seq'),
  sourceName: textOrNull('source_name'),
  expected: textOrNull('expected'),
  findings: jsonOrNull('findings', listSchema),
  findingCounts: jsonOrNull('finding_counts', listSchema),
  doctorVersion: wholeOrNull('doctor_version'),
  numbers: jsonOrNull('numbers', objectSchema),
  summaryVersion: wholeOrNull('summary_version'),
  verdict: jsonOrNull('verdict', objectSchema),
  annotated: jsonOrNull('annotated', objectSchema),
} satisfies { [F in SessionField]: Mapping<F> };

type Columns = typeof columns;
/** The row in both databases: JSON is text, a flag 0 or 1. */
export type SessionRow = {
  [F in SessionField as Columns[F]['column']]: ReturnType<Columns[F]['write']>;
} & {
  /** See question-key.ts. */
  question_key: string;
};

export const columnOf = (field: SessionField) => columns[field].column;
export const sessionColumns = [...sessionFields.map(columnOf), 'question_key'] as (keyof SessionRow)[];

const mappingOf = (field: SessionField) => columns[field] as unknown as Mapping<'metrics'>;

export function rowFromRecord(record: SessionRecord): SessionRow {
  return patchToRow(record) as SessionRow;
}

/** Contains only the patch's fields; `undefined` means unchanged. */
export function patchToRow(patch: Partial<SessionRecord>): Updateable<SessionRow> {
  const row: Record<string, unknown> = {};
  for (const field of sessionFields)
    if (patch[field] !== undefined) row[columns[field].column] = mappingOf(field).write(patch[field]);
  // The key by which we find sessions on the same question.
  if (typeof row.question === 'string') row.question_key = questionKey(row.question);
  return row as Updateable<SessionRow>;
}

/** Every row gives a record: its unreadable fields are named and have stand-ins. */
export const recordFromRow = (row: SessionRow & Partial<Numbered>): SessionRecord =>
  fieldsFrom(row, sessionFields) as unknown as SessionRecord;

export const entryFromRow = (row: Partial<SessionRow> & Partial<Numbered>): LibraryEntry =>
  fieldsFrom(row, listedFields) as unknown as LibraryEntry;

function fieldsFrom(
  row: Partial<SessionRow> & Partial<Numbered>,
  fields: readonly SessionField[],
): Record<string, unknown> {
  const read = readRow<SessionRecord>();
  const record: Record<string, unknown> = {};
  for (const field of fields)
    record[field] =
      field === 'id'
        ? read.text('id', readableId(row.id), standInId(row.rowid))
        : mappingOf(field).read(read, field as 'metrics', row[columns[field].column]);
  return read.damaged.length > 0 ? { ...record, damaged: read.damaged } : record;
}
