import type { DataSetInspection } from '#lib/contract/data-set.ts';

/** Characters a token in real reasoning traces (FACTS.md). */
const CHARACTERS_PER_TOKEN = 2.75;
/** Tokens of instructions that each record's two calls send besides its trace. */
const INSTRUCTION_TOKENS = 2_500;
/** How often we send a trace: its numbered lines once, then the text of its steps, to find their dependencies. */
const TIMES_TRACE = 1.6;
/** Ranges, prompts and descriptions of the steps, as a share of the trace. */
const WRITTEN_SHARE = 0.35;

export interface CostEstimate {
  readonly records: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/**
 * A guess of what it costs to take a data set apart by a model, from its first rows. Uses the file's own count of rows
 * where it has one, else the file's size, which does not work for a compressed file.
 * @returns null where the first rows are not enough
 */
export function estimateCost(
  inspection: Pick<DataSetInspection, 'format' | 'rowCount' | 'rows'>,
  fileBytes: number,
): CostEstimate | null {
  const { format, rowCount, rows } = inspection;
  if (rows.length === 0) return null;
  const traceLength = rows.reduce((sum, row) => sum + row.traceLength, 0) / rows.length;
  const others = rows.reduce((sum, row) => sum + (row.question?.length ?? 0) + (row.answer?.length ?? 0), 0);
  const rowLength = traceLength + others / rows.length;
  const isPlain = format === 'jsonl' || format === 'json' || format === 'csv';
  const records =
    rowCount ?? (isPlain ? Math.max(rows.length, Math.round(fileBytes / Math.max(1, rowLength))) : null);
  if (records === null) return null;
  const traceTokens = traceLength / CHARACTERS_PER_TOKEN;
  return {
    records,
    inputTokens: Math.round(records * (INSTRUCTION_TOKENS + TIMES_TRACE * traceTokens)),
    outputTokens: Math.round(records * WRITTEN_SHARE * traceTokens),
  };
}
