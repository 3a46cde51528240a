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
  /** Traces in one file. */
  readonly maxTraces: number;
  /** Levels of arrays and objects within each other in JSON. */
  readonly maxJsonDepth: number;
  readonly maxStages: number;
  /** Prompts, or executions, of one stage. */
  readonly maxBranches: number;
  /** Problems told of one file; the rest is counted in the last. */
  readonly maxProblems: number;
}

const MiB = 1024 * 1024;

/**
 * The paper's longest traces have about 40,000 tokens (110,000 characters), its whole published logs 60 MB: every limit
 * is at least ten times what real data needs. A trace at `maxTraceLength` takes about six seconds to count.
 */
export const importLimits: ImportLimits = {
  maxFileBytes: 64 * MiB,
  maxArchiveBytes: 256 * MiB,
  maxExpandedBytes: 1024 * MiB,
  maxFiles: 20_000,
  maxArchiveDepth: 3,
  maxRatio: 200,
  ratioFromBytes: MiB,
  maxLineLength: 16 * MiB,
  maxTraceLength: 4 * MiB,
  maxTraces: 20_000,
  maxJsonDepth: 100,
  maxStages: 1_000,
  maxBranches: 1_000,
  maxProblems: 50,
};
