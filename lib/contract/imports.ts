import * as z from 'zod/mini';
import { severitySchema } from '#lib/trace/events.ts';
import { describedBy, type Frozen } from './passed-on.ts';

/**
 * The formats of a file. `html-page`: one of our player pages, which contains a log. `chat-jsonl`: a row is
 * `{"messages": […]}` with a trajectory as the assistant's message. `table-…`: a row has a column of trajectories.
 * `answer-key`: right answers, and no trace. The others hold one trace per file.
 */
export const fileFormats = [
  'log',
  'html-page',
  'transcript',
  'sequential',
  'chat-jsonl',
  'table-jsonl',
  'table-csv',
  'answer-key',
] as const;
export type FileFormat = (typeof fileFormats)[number];

/** The kind of text that one trace is. */
export const sourceKinds = ['log', 'transcript', 'sequential'] as const;

/** The longest text of one trace, UTF-16 units; a log of events may be as long as its file. */
export const MAX_TRACE_LENGTH = 1024 * 1024;

/**
 * A place in the input: the path as given (inside an archive: `archive.zip/inner/path`), then record and line from 1.
 */
export const sourcePlaceSchema = z.object({
  path: z.string(),
  record: z.optional(z.number()),
  line: z.optional(z.number()),
});
export type SourcePlace = Frozen<z.infer<typeof sourcePlaceSchema>>;

/** `internal`: a defect of ours; the server's output says more. */
export const importProblemTypes = [
  'unreadable-encoding',
  'binary',
  'empty',
  'too-large',
  'too-many',
  'zip-damaged',
  'zip-too-deep',
  'zip-ratio',
  'zip-encrypted',
  'parquet-damaged',
  'parquet-unsupported',
  'line-too-long',
  'not-json',
  'no-trajectory',
  'invalid-log',
  'unknown-format',
  'internal',
] as const;
export type ImportProblemType = (typeof importProblemTypes)[number];

/** Why something could not be read; the rest continues. Messages are plain text for people. */
export const importProblemSchema = z.object({
  place: sourcePlaceSchema,
  // Pages show unknown types all the same.
  type: describedBy(
    z.custom<ImportProblemType>((value) => typeof value === 'string'),
    z.enum(importProblemTypes),
  ),
  message: z.string(),
  remedy: z.string(),
});
export type ImportProblem = Frozen<z.infer<typeof importProblemSchema>>;

const diagnosticSchema = z.object({ code: z.string(), severity: severitySchema });
const importedSchema = z.object({
  id: z.string(),
  /** Given by the caller, or found by the question among the stored sessions. */
  pairId: z.nullable(z.string()),
  diagnostics: z.array(diagnosticSchema),
});

/** Answer to one file, which may hold many traces; `id` is that of the first. */
export const importAnswerSchema = z.object({
  id: z.string(),
  diagnostics: z.array(diagnosticSchema),
  traces: z.array(
    z.union([
      z.extend(importedSchema, { place: sourcePlaceSchema }),
      z.object({ place: sourcePlaceSchema, problem: importProblemSchema }),
    ]),
  ),
});
export type ImportAnswer = z.infer<typeof importAnswerSchema>;

/** One result a trace, in the order they were sent. */
export const importBatchSchema = z.object({
  results: z.array(z.union([importedSchema, z.object({ problem: importProblemSchema })])),
});
export type ImportBatchResult = z.infer<typeof importBatchSchema>['results'][number];
