import * as z from 'zod/mini';
import { importProblemSchema, sourcePlaceSchema } from './imports.ts';
import { type Frozen, passedOn } from './passed-on.ts';

const column = z.nullable(z.string());
/** The roles of a table's columns; null where there is none. */
const columnsSchema = z.object({
  /** A text, a list of texts (several samples of one question), or a chat with the trace in the assistant's message. */
  trace: column,
  question: column,
  /** The final answer in its own words, where the trace column holds only the thinking. */
  answer: column,
  /** The known right answer. */
  expected: column,
  /** What names the row. */
  name: column,
});
export type DataSetColumns = Frozen<z.infer<typeof columnsSchema>>;

const formatSchema = z.enum(['jsonl', 'json', 'csv', 'parquet', 'zip', 'text']);
export type DataSetFormat = z.infer<typeof formatSchema>;

/** One sequential trace of a data set, unchanged. */
const rowSchema = z.object({
  place: sourcePlaceSchema,
  /** For people: the row's own name, else the file and the row's number. */
  name: z.string(),
  question: z.nullable(z.string()),
  /** Raw, with whatever marks it has (`<think>`, `<|begin_of_thought|>`): `openSource` takes them apart. */
  trace: z.string(),
  /** The final answer in its own words, where the row has a column for it. */
  answer: z.nullable(z.string()),
  /** The known right answer. */
  expected: z.nullable(z.string()),
});
export type DataSetRow = Frozen<z.infer<typeof rowSchema>>;

/** A column in the form that the choice of columns shows. */
const inspectedColumnSchema = z.object({
  name: z.string(),
  /** Rows of the sample in which this column is not empty. */
  filled: z.number(),
  /** The value in the first such row, shortened. */
  example: z.string(),
});
export type InspectedColumn = Frozen<z.infer<typeof inspectedColumnSchema>>;

const inspectionSchema = z.object({
  format: z.nullable(formatSchema),
  /** The file's own count; null where only reading the file would give it. */
  rowCount: z.nullable(z.number()),
  columns: z.array(inspectedColumnSchema),
  /** The columns to read unless a person chooses others; null for a file without columns. */
  guess: z.nullable(columnsSchema),
  why: z.string(),
  /** The first rows as the batch would read them, with the beginnings of their traces. */
  rows: z.array(z.extend(rowSchema, { traceLength: z.number() })),
  problems: z.array(importProblemSchema),
});
/** What the beginning of a data set contains. */
export const inspectedSchema = passedOn(inspectionSchema);
export type DataSetInspection = Frozen<z.infer<typeof inspectionSchema>>;
