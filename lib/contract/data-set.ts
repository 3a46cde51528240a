import * as z from 'zod/mini';
import { importProblemSchema, sourcePlaceSchema } from './imports.ts';
import { type Frozen, passedOn } from './passed-on.ts';

const column = z.nullable(z.string());
/** Which columns of a table mean what; null where there is none. */
const columnsSchema = z.object({
  /** A text, a list of texts (several samples of one question), or a chat whose assistant wrote it. */
  trace: column,
  question: column,
  /** The final answer as it is worded, where the trace column holds only the thinking. */
  answer: column,
  /** The known right answer. */
  expected: column,
  /** What names the row. */
  name: column,
});
export type DataSetColumns = Frozen<z.infer<typeof columnsSchema>>;

const formatSchema = z.enum(['jsonl', 'json', 'csv', 'parquet', 'zip', 'text']);
export type DataSetFormat = z.infer<typeof formatSchema>;

/** One sequential trace of a data set, as it was found. */
const rowSchema = z.object({
  place: sourcePlaceSchema,
  /** For people: the row's own name, else the file and the row's number. */
  name: z.string(),
  question: z.nullable(z.string()),
  /** Raw, with whatever marks it has (`<think>`, `<|begin_of_thought|>`): `openSource` takes them apart. */
  trace: z.string(),
  /** The final answer as it is worded, where the row has it in a column of its own. */
  answer: z.nullable(z.string()),
  /** The known right answer. */
  expected: z.nullable(z.string()),
});
export type DataSetRow = Frozen<z.infer<typeof rowSchema>>;

/** A column as it is shown for choosing. */
const inspectedColumnSchema = z.object({
  name: z.string(),
  /** Rows of the sample in which something stands in it. */
  filled: z.number(),
  /** Of the first such row, cut. */
  example: z.string(),
});
export type InspectedColumn = Frozen<z.infer<typeof inspectedColumnSchema>>;

const inspectionSchema = z.object({
  format: z.nullable(formatSchema),
  /** As the file says; null where that is known only after reading it. */
  rowCount: z.nullable(z.number()),
  columns: z.array(inspectedColumnSchema),
  /** What is read unless others are chosen; null for a file without columns. */
  guess: z.nullable(columnsSchema),
  why: z.string(),
  /** The first rows as they would be read, the beginnings of their traces. */
  rows: z.array(z.extend(rowSchema, { traceLength: z.number() })),
  problems: z.array(importProblemSchema),
});
/** What the beginning of a data set looks like. */
export const inspectedSchema = passedOn(inspectionSchema);
export type DataSetInspection = Frozen<z.infer<typeof inspectionSchema>>;
