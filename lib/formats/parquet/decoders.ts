import type { DecodedArray, PageHeader, ParquetType, SchemaElement, SchemaTree } from 'hyparquet';
import { assembleNested } from 'hyparquet/src/assemble.js';
import { parquetHeader, readPage } from 'hyparquet/src/column.js';
import { convert } from 'hyparquet/src/convert.js';
import { parquetParsers } from './parsers.ts';

/*
 * Everything that we take from inside two packages, and nobody else may (bin/check-imports.ts). hyparquet's public interface reads
 * column chunks whole and believes every count; we need its decoders for one checked page at a time
 * (docs/decisions/2026-12-01-parquet-from-inside.md). `decoders.test.ts` says what we rely on: it fails where an upgrade takes it away.
 */

/** A column as stored: a leaf of the schema, with the nodes that lead to it. */
export interface ParquetLeaf {
  readonly path: readonly string[];
  readonly schemaPath: SchemaTree[];
  readonly element: SchemaElement;
  readonly maxRepetition: number;
  readonly maxDefinition: number;
}

/** The header of the page that begins at `from`, and its length in bytes. Nothing in it is checked. */
export function readPageHeader(bytes: Uint8Array): { header: PageHeader; length: number } {
  const reader = readerOf(bytes);
  const header = parquetHeader(reader);
  return { header, length: reader.offset };
}

/** The values of a dictionary page that was checked and expanded. */
export function dictionaryValues(header: PageHeader, page: Uint8Array, leaf: ParquetLeaf): DecodedArray {
  const { data } = readPage(
    readerOf(page),
    plainHeader(header, page),
    decoderOf(leaf),
    undefined,
    undefined,
    0,
  );
  return data ? convert(data, decoderOf(leaf)) : [];
}

/** Appends the rows of a data page that was checked and expanded; where rows hold lists, the page may go on with the last row. */
export function appendRows(
  rows: unknown[],
  header: PageHeader,
  page: Uint8Array,
  leaf: ParquetLeaf,
  dictionary: DecodedArray | undefined,
): void {
  const plain = plainHeader(header, page);
  const nested = leaf.maxRepetition > 0 || leaf.path.length > 1;
  const { data } = readPage(readerOf(page), plain, decoderOf(leaf), dictionary, nested ? rows : undefined, 0);
  if (!data || data === rows) return;
  for (const value of data) rows.push(value);
}

/** Puts the values of a column's leaves, by their dotted paths, together to lists and structs under the column's name. */
export const assembleColumn = (values: Map<string, DecodedArray>, tree: SchemaTree): void =>
  assembleNested(values, tree, parquetParsers);

/** Alone: the index of hyparquet-compressors compiles WebAssembly as it loads, which our pages' policy forbids. */
export const loadBrotli = async (): Promise<(bytes: Uint8Array, length: number) => Uint8Array> =>
  (await import('hyparquet-compressors/src/brotli.js')).decompressBrotli;

const readerOf = (page: Uint8Array) => ({
  view: new DataView(page.buffer, page.byteOffset, page.byteLength),
  offset: 0,
});

const decoderOf = ({ path, element, schemaPath }: ParquetLeaf) => ({
  pathInSchema: [...path],
  type: element.type ?? ('BYTE_ARRAY' satisfies ParquetType as ParquetType),
  element,
  schemaPath,
  codec: 'UNCOMPRESSED' as const,
  parsers: parquetParsers,
});

/** The header that the same page would have uncompressed. */
function plainHeader(header: PageHeader, page: Uint8Array): PageHeader {
  const { data_page_header_v2: second } = header;
  return {
    ...header,
    compressed_page_size: page.length,
    uncompressed_page_size: page.length,
    ...(second && { data_page_header_v2: { ...second, is_compressed: false } }),
  };
}
