import { type FileMetaData, parquetMetadata, parquetSchema, type SchemaTree } from 'hyparquet';
import { formatBytes } from '#lib/base/format.ts';
import type { ByteSource } from '../files/byte-source.ts';
import { type DecompressPage, pageDecompressor } from './codecs.ts';
import type { ParquetLeaf } from './decoders.ts';
import { damaged, ParquetError } from './error.ts';
import { magicAt, PARQUET_MAGIC } from './magic.ts';
import { parquetParsers } from './parsers.ts';

/** The type of a column, as far as a reader of texts needs it. */
export type ParquetColumnKind = 'text' | 'number' | 'list' | 'struct' | 'other';

export interface ParquetColumn {
  readonly name: string;
  readonly kind: ParquetColumnKind;
  readonly tree: SchemaTree;
  readonly leaves: readonly ParquetLeaf[];
}

/** A Parquet file with its directory already read. */
export interface ParquetFile {
  readonly file: ByteSource;
  readonly columns: readonly ParquetColumn[];
  readonly rowGroups: FileMetaData['row_groups'];
  readonly rows: number;
  readonly decompress: DecompressPage;
}

const MiB = 1024 * 1024;
/** The directory lists every column of every row group: 2 MB for a thousand row groups of ten columns. */
const MAX_DIRECTORY_BYTES = 16 * MiB;
const MAX_SCHEMA_NODES = 2_000;
const MAX_SCHEMA_DEPTH = 30;

/** @throws ParquetError */
export async function openParquet(file: ByteSource): Promise<ParquetFile> {
  const tail = await file.read(Math.max(0, file.size - 8), file.size);
  const magic = magicAt(tail, tail.length - 4);
  if (magic === 'PARE')
    throw new ParquetError(
      'parquet-unsupported',
      'The Parquet file is encrypted.',
      'Write it again without encryption.',
    );
  if (magic !== PARQUET_MAGIC) throw damaged('it does not end with its directory, which is written last');
  const length = new DataView(tail.buffer, tail.byteOffset, tail.byteLength).getUint32(0, true);
  if (length + 12 > file.size) throw damaged('its directory is said to be longer than the file');
  if (length > MAX_DIRECTORY_BYTES)
    throw new ParquetError(
      'too-large',
      `The directory of the Parquet file has ${formatBytes(length)}; at most ${formatBytes(MAX_DIRECTORY_BYTES)} are read.`,
      'Write the file again with larger row groups, or split it.',
    );
  const bytes = await file.read(file.size - 8 - length, file.size);
  const decompress = await pageDecompressor();
  try {
    return { ...parse(file, new Uint8Array(bytes)), decompress };
  } catch (error) {
    throw error instanceof ParquetError ? error : damaged('its directory cannot be read', error);
  }
}

function parse(file: ByteSource, bytes: Uint8Array): Omit<ParquetFile, 'decompress'> {
  const metadata = parquetMetadata(bytes, { parsers: parquetParsers, geoparquet: false });
  if (metadata.schema.length > MAX_SCHEMA_NODES) throw damaged('its schema has thousands of columns');
  const counts = metadata.row_groups.map(({ num_rows: count }) => Number(count));
  const rows = Number(metadata.num_rows);
  if (counts.some((count) => !(count >= 0)) || counts.reduce((sum, count) => sum + count, 0) !== rows)
    throw damaged('its directory contradicts itself about the rows');
  const tree = parquetSchema(metadata);
  const columns = tree.children.map((child) => ({
    name: child.element.name,
    kind: kindOf(child),
    tree: child,
    leaves: leavesOf(child, [tree]),
  }));
  return { file, columns, rowGroups: metadata.row_groups, rows };
}

function leavesOf(node: SchemaTree, above: readonly SchemaTree[]): ParquetLeaf[] {
  const schemaPath = [...above, node];
  if (schemaPath.length > MAX_SCHEMA_DEPTH) throw damaged('its columns lie within each other too deep');
  if (node.children.length > 0) return node.children.flatMap((child) => leavesOf(child, schemaPath));
  const kinds = schemaPath.map(({ element }) => element.repetition_type);
  return [
    {
      path: node.path,
      schemaPath,
      element: node.element,
      maxRepetition: kinds.filter((kind) => kind === 'REPEATED').length,
      maxDefinition: kinds.slice(1).filter((kind) => kind !== 'REQUIRED').length,
    },
  ];
}

function kindOf({ element, children }: SchemaTree): ParquetColumnKind {
  if (element.logical_type?.type === 'VARIANT') return 'other';
  if (element.converted_type === 'LIST' || element.repetition_type === 'REPEATED') return 'list';
  if (children.length > 0) return 'struct';
  switch (element.type) {
    case 'BYTE_ARRAY':
      return element.converted_type === 'DECIMAL' || element.converted_type === 'BSON' ? 'other' : 'text';
    case 'INT32':
    case 'INT64':
    case 'FLOAT':
    case 'DOUBLE':
      return 'number';
    default:
      return 'other';
  }
}
