/** What an import may cost. Sizes are bytes, lengths are UTF-16 units. */
export interface ImportLimits {
  /** One text file, expanded. */
  readonly maxFileBytes: number;
  /** One archive as it lies on disk; a nested one likewise. */
  readonly maxArchiveBytes: number;
  /** Everything that comes out of one archive, nested archives included. */
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
  /** Traces in one file, and rows that are looked at for one. */
  readonly maxTraces: number;
  readonly maxRows: number;
  /** Levels of arrays and objects within each other in JSON. */
  readonly maxJsonDepth: number;
  /** Cells in one row of a table. */
  readonly maxCells: number;
  readonly maxStages: number;
  /** Prompts, or executions, of one stage. */
  readonly maxBranches: number;
  /** Plans, executions and prompts of one trace together. */
  readonly maxPieces: number;
  /** Of each of the things that the fold keeps in one list: dependencies, diagnostics, failed attempts. */
  readonly maxListed: number;
  /** Problems told of one file; the rest is counted in the last. */
  readonly maxProblems: number;
}

const MiB = 1024 * 1024;

/**
 * The paper's longest traces have about 36,000 tokens (100,000 characters), 12 stages and 15 prompts in one of them: the
 * limits of a trace are ten times that and more. One at `maxTraceLength` is still read in seconds.
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
