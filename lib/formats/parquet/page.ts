import type { DecodedArray, PageHeader } from 'hyparquet';
import { formatBytes } from '#lib/base/format.ts';
import { appendRows, dictionaryValues, type ParquetLeaf } from './decoders.ts';
import { damaged, ParquetError } from './error.ts';

/** Decompresses what one column has. */
export type Expand = (bytes: Uint8Array, length: number) => Uint8Array;

export interface ParquetPageLimits {
  /** Of one page, compressed and expanded. */
  readonly maxPageBytes: number;
  /** Limit for the values of one page. */
  readonly maxPageValues: number;
  /** The most bytes to which values with shared beginnings (DELTA_BYTE_ARRAY) may expand, in one page. */
  readonly maxSharedBytes: number;
}

const MiB = 1024 * 1024;

/** Writers aim at pages of 1 MB; those that check only every thousand rows make 40 MB of long texts. */
export const parquetPageLimits: ParquetPageLimits = {
  maxPageBytes: 256 * MiB,
  maxPageValues: 4 * MiB,
  maxSharedBytes: 512 * MiB,
};

/** Checks that a page's header is plausible; its content is checked when it is expanded. */
export function checkHeader(header: PageHeader, limits: ParquetPageLimits): void {
  const { compressed_page_size: packed, uncompressed_page_size: expanded } = header;
  if (!(packed >= 0) || !(expanded >= 0)) throw damaged('a page has no size');
  if (packed > limits.maxPageBytes || expanded > limits.maxPageBytes)
    throw new ParquetError(
      'too-large',
      `A page of the Parquet file says that it has ${formatBytes(Math.max(packed, expanded))}; at most ${formatBytes(limits.maxPageBytes)} are expanded.`,
      'Write the file again with smaller pages (pyarrow: data_page_size=1048576, row_group_size=1000).',
    );
  const counts = header.data_page_header ?? header.data_page_header_v2 ?? header.dictionary_page_header;
  if (!counts) throw damaged(`a page is of an unknown kind`);
  const { num_values: values } = counts;
  if (!(values >= 0) || values > limits.maxPageValues)
    throw damaged(`a page says that it has ${values} values`);
  // Each value may repeat nearly all of the previous one: a kilobyte could become gigabytes.
  if (counts.encoding === 'DELTA_BYTE_ARRAY' && values * expanded > limits.maxSharedBytes)
    throw new ParquetError(
      'zip-ratio',
      'A page of the Parquet file is encoded so that it could unfold to more than is read here (DELTA_BYTE_ARRAY).',
      'Write the file again with plain or dictionary encoding.',
    );
}

/** The values of a dictionary page. */
export function decodeDictionary(
  header: PageHeader,
  body: Uint8Array,
  leaf: ParquetLeaf,
  expand: Expand,
): DecodedArray {
  return dictionaryValues(header, ownBuffer(expand(body, header.uncompressed_page_size)), leaf);
}

/**
 * Appends the rows of a data page to `rows`; where rows hold lists, this page may continue the last one.
 * @throws what a decoder throws on bytes that make no sense
 */
export function decodePage(
  header: PageHeader,
  body: Uint8Array,
  leaf: ParquetLeaf,
  expand: Expand,
  dictionary: DecodedArray | undefined,
  rows: unknown[],
): void {
  const page = header.data_page_header_v2
    ? expandSecondVersion(header, body, leaf, expand, header.data_page_header_v2)
    : expandFirstVersion(header, body, leaf, expand);
  appendRows(rows, header, page, leaf, dictionary);
}

function expandFirstVersion(
  header: PageHeader,
  body: Uint8Array,
  leaf: ParquetLeaf,
  expand: Expand,
): Uint8Array {
  const counts = header.data_page_header;
  if (!counts) throw damaged('a page has no counts');
  const page = ownBuffer(expand(body, header.uncompressed_page_size));
  const view = new DataView(page.buffer);
  let at = 0;
  for (const most of [leaf.maxRepetition, leaf.maxDefinition]) {
    if (most === 0) continue;
    const length = view.getUint32(at, true);
    checkRuns(page, at + 4, levelWidth(most), counts.num_values);
    at += 4 + length;
  }
  checkIndices(page, at, leaf, counts.encoding, counts.num_values);
  return page;
}

/** Levels precede the values and are never compressed in this version. */
function expandSecondVersion(
  header: PageHeader,
  body: Uint8Array,
  leaf: ParquetLeaf,
  expand: Expand,
  counts: NonNullable<PageHeader['data_page_header_v2']>,
): Uint8Array {
  const { repetition_levels_byte_length: repetition, definition_levels_byte_length: definition } = counts;
  const levels = repetition + definition;
  const { num_nulls: nulls, num_values: values } = counts;
  if (!(repetition >= 0 && definition >= 0 && levels <= body.length && nulls >= 0 && nulls <= values))
    throw damaged('a page contradicts itself');
  const packed = body.subarray(levels);
  const length = header.uncompressed_page_size - levels;
  if (length < 0) throw damaged('a page contradicts itself');
  const expanded = counts.is_compressed === false ? packed : expand(packed, length);
  const page = new Uint8Array(levels + expanded.length);
  page.set(body.subarray(0, levels));
  page.set(expanded, levels);
  if (leaf.maxRepetition > 0) checkRuns(page, 0, levelWidth(leaf.maxRepetition), values);
  if (leaf.maxDefinition > 0) checkRuns(page, repetition, levelWidth(leaf.maxDefinition), values);
  checkIndices(page, levels, leaf, counts.encoding, values - nulls);
  return page;
}

/** Dictionary indices use the same runs as levels, after a byte with their width. */
function checkIndices(
  page: Uint8Array,
  at: number,
  leaf: ParquetLeaf,
  encoding: string,
  values: number,
): void {
  if (encoding === 'BIT_PACKED' || encoding === 'GROUP_VAR_INT')
    throw new ParquetError(
      'parquet-unsupported',
      `The Parquet file uses the encoding ${encoding}, which is not read here.`,
      'Write it again with a current writer (pyarrow, Polars, DuckDB).',
    );
  if (encoding !== 'PLAIN_DICTIONARY' && encoding !== 'RLE_DICTIONARY' && encoding !== 'RLE') return;
  const isBoolean = leaf.element.type === 'BOOLEAN';
  const width = isBoolean ? 1 : (page[at] ?? 0);
  if (width === 0) return;
  // A boolean's runs start with their length, indices with their width.
  checkRuns(page, at + (isBoolean ? 4 : 1), width, values);
}

/** A separate buffer: a length that extends beyond the page must not reach bytes that belong to something else. */
const ownBuffer = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength
    ? new Uint8Array(bytes.buffer)
    : new Uint8Array(bytes);

/** Bits that a level of at most `most` takes. */
const levelWidth = (most: number): number => 32 - Math.clz32(most);

/**
 * Checks that runs (RLE and bit-packed, Parquet's hybrid encoding) yield no more than `count` values. A decoder that
 * trusts a run's length writes two thousand million values for five bytes.
 * @param width bits of one value
 * @throws ParquetError where they yield more, or end too early
 */
export function checkRuns(bytes: Uint8Array, from: number, width: number, count: number): void {
  let at = from;
  let seen = 0;
  while (seen < count) {
    let header = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined || shift > 28) throw damaged('its levels do not fit its values');
      header += (byte & 127) * 2 ** shift;
      if (byte < 128) break;
    }
    const isPacked = header % 2 === 1;
    const run = Math.floor(header / 2);
    if (isPacked) {
      at += run * width;
      seen += run * 8;
    } else {
      at += Math.ceil(width / 8);
      seen += run;
      if (seen > count) throw damaged('its levels do not fit its values');
    }
    if (run === 0 && at >= bytes.length) throw damaged('its levels do not fit its values');
  }
}
