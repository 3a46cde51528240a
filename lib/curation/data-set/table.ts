import { formatBytes } from '#lib/base/format.ts';
import type { DataSetFormat } from '#lib/contract/data-set.ts';
import type { ImportProblem } from '#lib/contract/imports.ts';
import type { ByteSource } from '#lib/formats/files/byte-source.ts';
import { decodeText } from '#lib/formats/files/decode-text.ts';
import { isZip } from '#lib/formats/files/zip-directory.ts';
import { parquetProblem } from '#lib/formats/parquet/error.ts';
import { openParquet, type ParquetFile } from '#lib/formats/parquet/file.ts';
import { isParquet } from '#lib/formats/parquet/magic.ts';
import { parquetRows } from '#lib/formats/parquet/rows.ts';
import { isSpreadOut, jsonRows, type SourceRow } from '#lib/formats/rows/read-rows.ts';
import { streamedCsvRows, streamedJsonRows } from '#lib/formats/rows/stream-rows.ts';
import { recogniseFormat } from '#lib/formats/traces/recognise.ts';
import type { DataSetLimits } from './limits.ts';

/** A file with rows. */
export interface Table {
  readonly format: DataSetFormat;
  /** The count that the file states; null if only reading the file can tell. */
  readonly rowCount: number | null;
  /** The columns that its directory lists; null if only the rows can tell. */
  readonly columns: readonly string[] | null;
  /** `names`: the columns to read; all if omitted. */
  rows(names?: readonly string[]): AsyncIterable<SourceRow>;
}

export type OpenedSource =
  | { readonly kind: 'table'; readonly table: Table }
  /** One trace, or an archive: read whole by `openFiles` and `readTraces`. */
  | { readonly kind: 'files'; readonly format: 'zip' | 'text' }
  | { readonly kind: 'problem'; readonly problem: ImportProblem };

/** Bytes that we read to detect a file's kind: enough for a first row of a megabyte. */
const HEAD = 1024 * 1024;

/** Detects what a file is from its first bytes and its name. Throws only what `file.read` throws. */
export async function openSource(file: ByteSource, limits: DataSetLimits): Promise<OpenedSource> {
  const head = await file.read(0, HEAD);
  if (isZip(head)) return { kind: 'files', format: 'zip' };
  if (file.size > limits.maxTableBytes) return tooLarge(file, limits.maxTableBytes);
  if (isParquet(head) || (/\.parquet$/i.test(file.name) && file.size > 0))
    return openParquetTable(file, head);
  const marked = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  const decoded = decodeText(file.name, head);
  // A head that ends within a line may show a fault that belongs to one row: reading the rows reports it, with its
  // place.
  const text = decoded.ok
    ? decoded.text
    : decoded.problem.type === 'unreadable-encoding' && !marked
      ? asUtf8(head)
      : null;
  if (text === null) return { kind: 'problem', problem: decoded.ok ? empty(file) : decoded.problem };
  const { format } = recogniseFormat(file.name, text);
  const start = text.search(/[^\s\uFEFF]/);
  switch (format) {
    case 'table-csv':
      if (marked) return inUtf16(file);
      return asTable('csv', () => streamedCsvRows(file, limits));
    case 'chat-jsonl':
    case 'table-jsonl':
      if (!marked && text[start] !== '[' && !isSpreadOut(text, start))
        return asTable('jsonl', () => streamedJsonRows(file, limits));
      if (file.size > limits.maxFileBytes) return tooLarge(file, limits.maxFileBytes);
      return asTable('json', () => wholeRows(file, limits));
    default:
      return { kind: 'files', format: 'text' };
  }
}

const asTable = (format: DataSetFormat, rows: () => AsyncIterable<SourceRow>): OpenedSource => ({
  kind: 'table',
  table: { format, rowCount: null, columns: null, rows },
});

async function openParquetTable(file: ByteSource, head: Uint8Array): Promise<OpenedSource> {
  let parquet: ParquetFile;
  try {
    parquet = await openParquet(file);
  } catch (error) {
    const problem = parquetProblem({ path: file.name }, error);
    return { kind: 'problem', problem: isParquet(head) ? problem : notParquet(file) };
  }
  const columns = parquet.columns.filter(({ kind }) => kind !== 'other').map(({ name }) => name);
  const rows = (names: readonly string[] = columns) => parquetRows(parquet, names);
  return { kind: 'table', table: { format: 'parquet', rowCount: parquet.rows, columns, rows } };
}

/** A JSON list or object has no rows until we read it whole. */
async function* wholeRows(file: ByteSource, limits: DataSetLimits): AsyncGenerator<SourceRow> {
  const decoded = decodeText(file.name, await file.read(0, file.size));
  if (decoded.ok) yield* jsonRows(file.name, decoded.text, limits);
  else yield { ok: false, problem: decoded.problem };
}

const asUtf8 = (bytes: Uint8Array): string => new TextDecoder('utf-8').decode(bytes);

const problem = (
  file: ByteSource,
  type: ImportProblem['type'],
  message: string,
  remedy: string,
): OpenedSource & { kind: 'problem' } => ({
  kind: 'problem',
  problem: { place: { path: file.name }, type, message, remedy },
});

const tooLarge = (file: ByteSource, most: number) =>
  problem(
    file,
    'too-large',
    `The file has ${formatBytes(file.size)}; at most ${formatBytes(most)} are read.`,
    most < file.size && /\.json$/i.test(file.name)
      ? 'Save it as JSONL, one row a line, which is read without being held; or split it.'
      : 'Split it into smaller files.',
  );

const inUtf16 = (file: ByteSource) =>
  problem(file, 'unreadable-encoding', 'The table is encoded as UTF-16.', 'Save it as UTF-8.');

const empty = (file: ByteSource): ImportProblem =>
  problem(file, 'empty', 'The file is empty.', 'Nothing to do; there is nothing in it.').problem;

const notParquet = (file: ByteSource): ImportProblem =>
  problem(
    file,
    'parquet-damaged',
    'Its name says Parquet, but the file does not begin like one.',
    'Download it again; a web page or a Git LFS pointer may have been saved in its place.',
  ).problem;
