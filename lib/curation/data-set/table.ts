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

/** A file that has rows. */
export interface Table {
  readonly format: DataSetFormat;
  /** As the file says; null where nobody knows before it was read. */
  readonly rowCount: number | null;
  /** As its directory says; null where only the rows tell. */
  readonly columns: readonly string[] | null;
  /** `names`: the columns that are needed; all without. */
  rows(names?: readonly string[]): AsyncIterable<SourceRow>;
}

export type OpenedSource =
  | { readonly kind: 'table'; readonly table: Table }
  /** One trace, or an archive: read whole by `openFiles` and `readTraces`. */
  | { readonly kind: 'files'; readonly format: 'zip' | 'text' }
  | { readonly kind: 'problem'; readonly problem: ImportProblem };

/** Looked at to tell what a file is: a first row of a megabyte is still seen whole. */
const HEAD = 1024 * 1024;

/** What a file is, from its first bytes and its name. Never throws but for what `file.read` throws. */
export async function openSource(file: ByteSource, limits: DataSetLimits): Promise<OpenedSource> {
  const head = await file.read(0, HEAD);
  if (isZip(head)) return { kind: 'files', format: 'zip' };
  if (file.size > limits.maxTableBytes) return tooLarge(file, limits.maxTableBytes);
  if (isParquet(head) || (/\.parquet$/i.test(file.name) && file.size > 0))
    return openParquetTable(file, head);
  const marked = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  const decoded = decodeText(file.name, head);
  // A head cut within a line may hold a fault that only its own row has: rows tell it, with their place.
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

/** A list or one object of JSON has no rows until it is read whole. */
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
