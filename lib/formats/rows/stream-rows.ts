import { formatBytes } from '#lib/base/format.ts';
import type { ByteSource } from '../files/byte-source.ts';
import { decodeText } from '../files/decode-text.ts';
import type { ImportLimits } from '../limits.ts';
import { csvCells, csvDelimiter } from './csv-cells.ts';
import { columnNames, csvRow, readRow, type SourceRow } from './read-rows.ts';

/** Fetched at a time. */
const WINDOW = 1024 * 1024;
const LINE_FEED = 10;

/** The rows of JSONL in UTF-8, one at a time, whatever the file's size; memory holds one window and one line. */
export async function* streamedJsonRows(
  file: ByteSource,
  limits: ImportLimits,
): AsyncGenerator<SourceRow, void, void> {
  let record = 0;
  for await (const { number, bytes, length } of byteLines(file, limits.maxLineLength)) {
    record++;
    const place = { path: file.name, record, line: number };
    if (!bytes) {
      const message = `Line ${number} has ${formatBytes(length)} in one row; at most ${formatBytes(limits.maxLineLength)} are read.`;
      const remedy = 'Leave the row out, or give the trace as a file of its own.';
      yield { ok: false, problem: { place, type: 'line-too-long', message, remedy } };
      continue;
    }
    const decoded = decodeLine(bytes);
    yield decoded === null ? notUtf8(place) : readRow(place, decoded, limits);
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function decodeLine(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

const notUtf8 = (place: { path: string; record: number; line: number }): SourceRow => ({
  ok: false,
  problem: {
    place,
    type: 'unreadable-encoding',
    message: `Line ${place.line} is not UTF-8; the file may be Latin-1 or Windows-1252.`,
    remedy: 'Save it as UTF-8, for example with “iconv -f WINDOWS-1252 -t UTF-8”.',
  },
});

/** Lines of bytes, without blank ones; `bytes` is null for one longer than `most`, which we do not store. */
async function* byteLines(file: ByteSource, most: number) {
  let number = 1;
  let parts: Uint8Array[] = [];
  let length = 0;
  const add = (part: Uint8Array) => {
    length += part.length;
    if (length > most) parts = [];
    else parts.push(part);
  };
  const line = () => {
    const made = { number: number++, bytes: length > most ? null : joined(parts, length), length };
    parts = [];
    length = 0;
    return made;
  };
  for (let at = 0; at < file.size; ) {
    const bytes = await file.read(at, at + WINDOW);
    if (bytes.length === 0) break;
    at += bytes.length;
    let from = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, from)) {
      const isBlank = length === 0 && isBlankBetween(bytes, from, end);
      if (isBlank) number++;
      else add(bytes.subarray(from, end));
      from = end + 1;
      if (!isBlank) yield line();
    }
    if (length > 0 || !isBlankBetween(bytes, from, bytes.length)) add(bytes.slice(from));
  }
  if (length > 0) yield line();
}

function isBlankBetween(bytes: Uint8Array, from: number, end: number): boolean {
  for (let at = from; at < end; at++) {
    const byte = bytes[at];
    if (byte !== 32 && byte !== 9 && byte !== 13) return false;
  }
  return true;
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = parts;
  if (parts.length === 1 && first) return first;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * The rows of a table of delimited cells in UTF-8, one at a time. Memory holds one window and the row that it cuts;
 * reading ends where that row exceeds every limit, which means an unclosed quotation mark.
 */
export async function* streamedCsvRows(
  file: ByteSource,
  limits: ImportLimits,
): AsyncGenerator<SourceRow, void, void> {
  const stream = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let line = 1;
  let record = 0;
  let delimiter: string | null = null;
  let names: readonly string[] | null = null;
  for (let at = 0; at < file.size; ) {
    // Fetches at least as much as the unfinished row already has: otherwise we would scan each of its windows once
    // more.
    const bytes = await file.read(at, at + Math.max(WINDOW, text.length));
    at = bytes.length === 0 ? file.size : at + bytes.length;
    const isLast = at >= file.size;
    try {
      text += stream.decode(bytes, { stream: !isLast });
    } catch {
      const decoded = decodeText(file.name, bytes);
      if (!decoded.ok) yield { ok: false, problem: decoded.problem };
      else yield notUtf8({ path: file.name, record: record + 1, line });
      return;
    }
    delimiter ??= csvDelimiter(
      text
        .slice(0, 20_000)
        .trimStart()
        .split(/\r?\n|\r/, 1)[0] ?? '',
    );
    const goesOn = !isLast && text.length < 3 * limits.maxLineLength;
    const rows = csvCells(text, delimiter, limits, goesOn);
    for (;;) {
      const { done, value: row } = rows.next();
      if (done) {
        text = text.slice(row.next);
        line += row.nextLine - 1;
        break;
      }
      if (!names && !row.unclosed) names = columnNames(row.cells);
      else
        yield csvRow(
          { path: file.name, record: ++record, line: line + row.line - 1 },
          names ?? [],
          row,
          limits,
        );
      if (row.unclosed) return;
    }
  }
}
