/** The limits of an import. Sizes are bytes, lengths are UTF-16 units. */
export interface ImportLimits {
  /** One text file, expanded. */
  readonly maxFileBytes: number;
  /** One archive, compressed; a nested one likewise. */
  readonly maxArchiveBytes: number;
  /** All output of one archive, including nested archives. */
  readonly maxExpandedBytes: number;
  /** Files in one import, those inside archives included. */
  readonly maxFiles: number;
  /** Archives within archives: 1 is an archive of files. */
  readonly maxArchiveDepth: number;
  /** Expanded size ÷ compressed size, of one entry and of a whole archive, from `ratioFromBytes` on. */
  readonly maxRatio: number;
  readonly ratioFromBytes: number;
  /** One line of JSON. */
  readonly maxLineLength: number;
  /** The text of one trace; a log of events may be as long as its file. */
  readonly maxTraceLength: number;
  /** Traces in one file, and the rows that we search for them. */
  readonly maxTraces: number;
  readonly maxRows: number;
  /** Nesting levels of arrays and objects in JSON. */
  readonly maxJsonDepth: number;
  /** Cells in one row of a table. */
  readonly maxCells: number;
  readonly maxStages: number;
  /** Prompts, or executions, of one stage. */
  readonly maxBranches: number;
  /** Plans, executions and prompts of one trace together. */
  readonly maxPieces: number;
  /** Entries in each list that the fold keeps: dependencies, diagnostics, failed attempts. */
  readonly maxListed: number;
  /** Problems reported for one file; the last one counts the rest. */
  readonly maxProblems: number;
}

const MiB = 1024 * 1024;

/**
 * The paper's longest traces have about 36,000 tokens (100,000 characters), 12 stages and 15 prompts in one of them:
 * the limits for a trace are ten times that and more. Reading one of `maxTraceLength` still takes only seconds.
 */
export const importLimits: ImportLimits = {
  maxFileBytes: 64 * MiB,
  maxArchiveBytes: 256 * MiB,
  maxExpandedBytes: 512 * MiB,
  maxFiles: 20_000,
  maxArchiveDepth: 3,
  maxRatio: 200,
  ratioFromBytes: MiB,
  maxLineLength: 8 * MiB,
  maxTraceLength: MiB,
  maxTraces: 20_000,
  maxRows: 100_000,
  maxJsonDepth: 100,
  maxCells: 1_000,
  maxStages: 1_000,
  maxBranches: 1_000,
  maxPieces: 10_000,
  maxListed: 10_000,
  maxProblems: 50,
};
