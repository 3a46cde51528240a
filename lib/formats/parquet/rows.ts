import type { DecodedArray } from 'hyparquet';
import type { SourceRow } from '../rows/read-rows.ts';
import { type ParquetColumnReader, readParquetColumn } from './column.ts';
import { assembleColumn } from './decoders.ts';
import { damaged, parquetProblem } from './error.ts';
import type { ParquetColumn, ParquetFile } from './file.ts';
import { type ParquetPageLimits, parquetPageLimits } from './page.ts';

/** Rows made at a time. */
const BATCH = 64;

/**
 * The rows of the named columns, one at a time; of the file no more is held than a page of each. A row group that cannot
 * be read gives a problem, and the next one goes on. Never throws.
 */
export async function* parquetRows(
  { file, columns, rowGroups, decompress }: ParquetFile,
  names: readonly string[],
  limits: ParquetPageLimits = parquetPageLimits,
): AsyncGenerator<SourceRow, void, void> {
  const wanted = columns.filter(({ name }) => names.includes(name));
  if (wanted.length === 0) return;
  let before = 0;
  for (const group of rowGroups) {
    const rows = Number(group.num_rows);
    let done = 0;
    try {
      const readers = wanted.map((column) => ({ column, leaves: leafReaders(column, group) }));
      while (done < rows) {
        const count = await ready(
          readers.flatMap(({ leaves }) => leaves.map(({ reader }) => reader)),
          Math.min(BATCH, rows - done),
        );
        const values = readers.map(({ column, leaves }) => assemble(column, leaves, count));
        for (let index = 0; index < count; index++) {
          done++;
          const row = Object.fromEntries(readers.map(({ column }, at) => [column.name, values[at]?.[index]]));
          yield { ok: true, place: { path: file.name, record: before + done }, row };
        }
      }
    } catch (error) {
      const place = { path: file.name, record: before + done + 1 };
      yield { ok: false, problem: parquetProblem(place, error) };
    }
    before += Math.max(0, rows);
  }

  function leafReaders(column: ParquetColumn, group: ParquetFile['rowGroups'][number]) {
    return column.leaves.map((leaf) => {
      const key = leaf.path.join('.');
      const chunk = group.columns.find(({ meta_data: meta }) => meta?.path_in_schema.join('.') === key);
      if (!chunk?.meta_data || chunk.file_path) throw damaged(`its column “${key.slice(0, 60)}” is missing`);
      return { key, reader: readParquetColumn(file, chunk.meta_data, leaf, decompress, limits) };
    });
  }
}

/** Reads on until every column has a row; returns how many rows all columns have, at most `most`. */
async function ready(readers: readonly ParquetColumnReader[], most: number): Promise<number> {
  let count = most;
  for (const reader of readers) {
    while (reader.available() === 0)
      if (!(await reader.advance()) && reader.available() === 0)
        throw damaged('a column has fewer rows than the directory says');
    count = Math.min(count, reader.available());
  }
  return count;
}

function assemble(
  { name, tree }: ParquetColumn,
  leaves: readonly { readonly key: string; readonly reader: ParquetColumnReader }[],
  count: number,
): DecodedArray {
  const parts = new Map(leaves.map(({ key, reader }) => [key, reader.take(count)]));
  if (tree.children.length > 0) assembleColumn(parts, tree);
  return parts.get(name) ?? [];
}
