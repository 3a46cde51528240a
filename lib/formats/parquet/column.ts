import type { ColumnMetaData, DecodedArray, PageHeader } from 'hyparquet';
import type { ByteSource } from '../files/byte-source.ts';
import type { DecompressPage } from './codecs.ts';
import { type ParquetLeaf, readPageHeader } from './decoders.ts';
import { damaged } from './error.ts';
import { checkHeader, decodeDictionary, decodePage, type Expand, type ParquetPageLimits } from './page.ts';

/** Bytes fetched at a time: a page header has some hundred bytes, a page mostly a megabyte. */
const WINDOW = 1024 * 1024;

/** The values of one column in one row group, a page at a time. */
export interface ParquetColumnReader {
  /** Rows that are complete and that the caller has not taken yet. */
  available(): number;
  /** Reads one more page; false where there is none left. */
  advance(): Promise<boolean>;
  take(count: number): unknown[];
}

/**
 * Reads pages one by one, so that memory holds a page and not a row group.
 * @throws ParquetError, and whatever a decoder throws on damaged bytes
 */
export function readParquetColumn(
  file: ByteSource,
  chunk: ColumnMetaData,
  leaf: ParquetLeaf,
  decompress: DecompressPage,
  limits: ParquetPageLimits,
): ParquetColumnReader {
  const { at: start, end } = placeOf(file, chunk);
  let at = start;
  let window = { start: at, bytes: new Uint8Array() };
  let dictionary: DecodedArray | undefined;
  let rows: unknown[] = [];
  let head = 0;
  const expand: Expand = (bytes, length) => decompress(chunk.codec, bytes, length);
  let held = 0;

  /** The bytes from `at` on: `most` of them, fewer at the column's end. */
  async function bytesFrom(most: number): Promise<Uint8Array> {
    const wanted = Math.min(most, end - at);
    const offset = at - window.start;
    if (offset < 0 || offset + wanted > window.bytes.length) {
      const bytes = await file.read(at, Math.min(end, at + Math.max(wanted, WINDOW)));
      window = { start: at, bytes: new Uint8Array(bytes) };
    }
    const from = at - window.start;
    return window.bytes.subarray(from, from + wanted);
  }

  async function nextHeader(): Promise<PageHeader> {
    const bytes = await bytesFrom(WINDOW);
    const { header, length } = readPageHeader(bytes);
    at += length;
    return header;
  }

  return {
    available() {
      // Where rows hold lists, the next page may continue the last row.
      const open = leaf.maxRepetition > 0 && at < end ? 1 : 0;
      return Math.max(0, rows.length - head - open);
    },
    async advance() {
      if (at >= end) return false;
      const header = await nextHeader();
      if (header.type === 'INDEX_PAGE') {
        at += Math.max(0, header.compressed_page_size);
        return true;
      }
      checkHeader(header, limits);
      const body = await bytesFrom(header.compressed_page_size);
      if (body.length < header.compressed_page_size) throw damaged('a page ends too early');
      at += header.compressed_page_size;
      held += (header.data_page_header ?? header.data_page_header_v2)?.num_values ?? 0;
      if (held > 4 * limits.maxPageValues) throw damaged('a row has millions of values');
      if (header.dictionary_page_header) dictionary = decodeDictionary(header, body, leaf, expand);
      else if (hasValues(header)) decodePage(header, body, leaf, expand, dictionary, rows);
      return true;
    },
    take(count) {
      const taken = rows.slice(head, head + count);
      head += count;
      held = 0;
      if (head * 2 > rows.length) {
        rows = rows.slice(head);
        head = 0;
      }
      return taken;
    },
  };
}

const hasValues = ({ data_page_header: first, data_page_header_v2: second }: PageHeader): boolean =>
  (first ?? second)?.num_values !== 0;

function placeOf(file: ByteSource, chunk: ColumnMetaData): { at: number; end: number } {
  // Some writers put a zero where they have no dictionary.
  const at = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
  const end = at + Number(chunk.total_compressed_size);
  if (!(at >= 4) || !(end >= at) || end > file.size) throw damaged('a column lies outside the file');
  return { at, end };
}
