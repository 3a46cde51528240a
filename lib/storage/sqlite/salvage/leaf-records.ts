import type { PageFile } from './page-file.ts';

/** A value as SQLite has it; undefined if we cannot read its bytes. */
export type FoundValue = string | number | bigint | Uint8Array | null | undefined;

const TABLE_LEAF = 13;
/** No row of ours is nearly that long; a damaged length may be any number. */
const LONGEST_ROW = 1 << 30;

/**
 * The rows of every leaf page of a table, anywhere in the file (https://www.sqlite.org/fileformat2.html): this also
 * finds a tree without its inner pages. A cell counts if its lengths agree with each other to the byte.
 */
export function* leafRecords(file: PageFile): Generator<FoundValue[]> {
  for (let number = 2; number <= file.pageCount; number++) {
    if (file.free.has(number)) continue;
    const page = file.page(number);
    if (page?.[0] === TABLE_LEAF) yield* recordsOf(page, file);
  }
}

function* recordsOf(page: Buffer, file: PageFile): Generator<FoundValue[]> {
  const most = Math.floor((page.length - 8) / 2);
  const cells = Math.min(page.readUInt16BE(3), most);
  for (let cell = 0; cell < cells; cell++) {
    const record = recordAt(page, page.readUInt16BE(8 + cell * 2), file);
    if (record) yield record;
  }
}

function recordAt(page: Buffer, at: number, file: PageFile): FoundValue[] | null {
  if (at < 8) return null;
  const length = varint(page, at);
  const rowid = length && varint(page, length.next);
  if (!rowid || length.value < 2 || length.value > LONGEST_ROW) return null;
  return decode(payloadOf(page, rowid.next, length.value, file), length.value);
}

/** As much of a row as we can read: its end is on pages of its own, each of which names the next. */
function payloadOf(page: Buffer, at: number, length: number, file: PageFile): Buffer {
  const usable = file.pageSize;
  const most = usable - 35;
  if (length <= most) return page.subarray(at, at + length);
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const surplus = least + ((length - least) % (usable - 4));
  const local = surplus <= most ? surplus : least;
  const parts = [page.subarray(at, at + local)];
  let missing = length - local;
  const seen = new Set<number>();
  for (let next = readNumber(page, at + local); next > 1 && missing > 0 && !seen.has(next); ) {
    seen.add(next);
    const overflow = file.free.has(next) ? null : file.page(next);
    if (!overflow) break;
    const part = overflow.subarray(4, 4 + Math.min(missing, usable - 4));
    parts.push(part);
    missing -= part.length;
    next = overflow.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}

const readNumber = (page: Buffer, at: number): number => (at + 4 <= page.length ? page.readUInt32BE(at) : 0);

/** Null for bytes that are not a row. */
function decode(payload: Buffer, length: number): FoundValue[] | null {
  const header = varint(payload, 0);
  if (!header || header.value > payload.length || header.value < 2) return null;
  const types: number[] = [];
  for (let at = header.next; at < header.value; ) {
    const type = varint(payload, at);
    if (!type || type.next > header.value) return null;
    types.push(type.value);
    at = type.next;
  }
  if (types.includes(10) || types.includes(11)) return null;
  const total = types.reduce((sum, type) => sum + sizeOf(type), header.value);
  if (total !== length) return null;
  let at = header.value;
  return types.map((type) => {
    const from = at;
    at += sizeOf(type);
    return at <= payload.length ? fieldValue(type, payload.subarray(from, at)) : undefined;
  });
}

const INTEGER_SIZES = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];
const sizeOf = (type: number): number => INTEGER_SIZES[type] ?? Math.floor((type - 12) / 2);

function fieldValue(type: number, bytes: Buffer): FoundValue {
  if (type === 0) return null;
  if (type === 7) return bytes.readDoubleBE(0);
  if (type === 8 || type === 9) return type - 8;
  if (type < 7) return integerOf(bytes);
  return type % 2 === 0 ? bytes : bytes.toString('utf8');
}

function integerOf(bytes: Buffer): number | bigint {
  if (bytes.length <= 6) return bytes.readIntBE(0, bytes.length);
  const value = bytes.readBigInt64BE(0);
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** Null if it extends beyond the buffer, or is greater than any length here. */
function varint(bytes: Buffer, at: number): { value: number; next: number } | null {
  let value = 0;
  for (let index = 0; index < 9; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) return null;
    if (index === 8) value = value * 256 + byte;
    else value = value * 128 + (byte & 0x7f);
    if (index === 8 || byte < 0x80) return { value, next: at + index + 1 };
  }
  return null;
}
