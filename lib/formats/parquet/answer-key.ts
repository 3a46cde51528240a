import { answerKeyColumns, isAnswerKey } from '#lib/answers/answer-key.ts';
import type { ImportProblem } from '#lib/contract/imports.ts';
import { bytesSource } from '../files/byte-source.ts';
import type { ImportLimits } from '../limits.ts';
import { knownColumns } from '../rows/table-columns.ts';
import { openParquet } from './file.ts';
import { parquetRows } from './rows.ts';

export interface ParquetKey {
  /** The columns that make up a key, as JSON Lines. */
  readonly text: string;
  readonly problems: readonly ImportProblem[];
}

/**
 * Converts a Parquet file that is an answer key, as MATH-500, GSM8K, AIME and GPQA are published on the hub, to JSON
 * Lines, which the key parser reads. Null where it is no key, or cannot be read. Never throws.
 */
export async function parquetKey(
  path: string,
  bytes: Uint8Array,
  limits: ImportLimits,
): Promise<ParquetKey | null> {
  try {
    const file = await openParquet(bytesSource(path, bytes));
    const names = file.columns.map(({ name }) => name);
    // A solution is a person's; any other column of traces makes the file a data set.
    const isOfTraces = knownColumns(names).traces.some((name) => !/^solution$/i.test(name));
    if (!isAnswerKey(names) || isOfTraces) return null;
    const lines: string[] = [];
    const problems: ImportProblem[] = [];
    let length = 0;
    for await (const row of parquetRows(file, answerKeyColumns(names))) {
      if (!row.ok) {
        problems.push(row.problem);
        continue;
      }
      // One row more than the parser accepts, so that it reports the rest as left out.
      if (lines.length > limits.maxRows || length > limits.maxFileBytes) break;
      const line = JSON.stringify(row.row, plain);
      length += line.length;
      lines.push(line);
    }
    return lines.length === 0 && problems.length === 0 ? null : { text: lines.join('\n'), problems };
  } catch {
    return null;
  }
}

/** Ids are often 64-bit numbers, which JSON does not support. */
const plain = (_name: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value;
