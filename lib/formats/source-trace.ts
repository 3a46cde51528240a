import type { Strategy } from '#lib/trace/events.ts';

/**
 * What a file may be. `html-page`: a player page of ours, which carries a log. `chat-jsonl`: a row is `{"messages": […]}` whose assistant message is a trajectory. `table-…`:
 * a row has a column of trajectories. `answer-key`: right answers, and no trace. The others are one trace a file.
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

/** Where in what was given: the path as given (inside an archive: `archive.zip/inner/path`), then record and line from 1. */
export interface SourcePlace {
  readonly path: string;
  readonly record?: number;
  readonly line?: number;
}

/** One trace found in a file, not parsed yet: plain data that a browser can show in a table and send to the server. */
export interface SourceTrace {
  readonly place: SourcePlace;
  /** How the file was read. */
  readonly fileFormat: FileFormat;
  /** What `text` is. */
  readonly kind: 'log' | 'transcript' | 'sequential';
  readonly strategy: Strategy;
  readonly text: string;
  /** From the text, its row, or its partner; null where nobody says. */
  readonly question: string | null;
  /** The known right answer, where the row has one. */
  readonly expected: string | null;
  /** What joins a SPRINT trace with its sequential partner: the ID in the file's name, or of the row. */
  readonly key: string | null;
}

export type ImportProblemType =
  | 'unreadable-encoding'
  | 'binary'
  | 'empty'
  | 'too-large'
  | 'too-many'
  | 'zip-damaged'
  | 'zip-too-deep'
  | 'zip-ratio'
  | 'zip-encrypted'
  | 'parquet-damaged'
  | 'parquet-unsupported'
  | 'line-too-long'
  | 'not-json'
  | 'no-trajectory'
  | 'invalid-log'
  | 'unknown-format'
  /** A defect of ours; the server's output says more. */
  | 'internal';

/** Why something could not be read; the rest goes on. Messages are plain text for people. */
export interface ImportProblem {
  readonly place: SourcePlace;
  readonly type: ImportProblemType;
  readonly message: string;
  readonly remedy: string;
}
