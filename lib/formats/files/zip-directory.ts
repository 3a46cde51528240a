/** One entry of an archive's directory. */
export interface ZipEntry {
  /** Unchanged, including backslashes; for people to read, never a path to write to. */
  readonly name: string;
  readonly encrypted: boolean;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly compressedBytes: number;
  /** The entry's claim; we measure what really comes out. */
  readonly expandedBytes: number;
  readonly crc32: number;
  /** Offset of the entry's local header. */
  readonly offset: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;

/** Whether the bytes begin like a zip archive (an empty one begins with its end record). */
export function isZip(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x50 &&
    bytes[1] === 0x4b &&
    ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))
  );
}

/**
 * The archive's directory, one entry at a time; null where it has none (damaged, or cut short). We read the directory
 * rather than the local headers: only the directory says what belongs to the archive, what is encrypted and how long
 * each entry is.
 */
export function zipDirectory(bytes: Uint8Array): { count: number; entries: Generator<ZipEntry> } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end < 0) return null;
  let count = view.getUint16(end + 10, true);
  let start = view.getUint32(end + 16, true);
  const locator = end - 20;
  if (locator >= 0 && view.getUint32(locator, true) === LOCATOR_64) {
    const end64 = Number(view.getBigUint64(locator + 8, true));
    if (end64 + 56 > view.byteLength || view.getUint32(end64, true) !== END_64) return null;
    count = Number(view.getBigUint64(end64 + 32, true));
    start = Number(view.getBigUint64(end64 + 48, true));
  }
  if (start > end) return null;
  return { count, entries: readEntries(view, bytes, start, count) };
}

/**
 * The end record comes last, before a comment of at most 65,535 bytes that may itself look like one: we take the record
 * whose comment ends with the file, or, where something was appended to the archive, the last one.
 */
function findEnd(view: DataView): number {
  const least = Math.max(0, view.byteLength - 22 - 65_535);
  let last = -1;
  for (let at = view.byteLength - 22; at >= least; at--) {
    if (view.getUint32(at, true) !== END) continue;
    if (at + 22 + view.getUint16(at + 20, true) === view.byteLength) return at;
    if (last < 0) last = at;
  }
  return last;
}

function* readEntries(view: DataView, bytes: Uint8Array, start: number, count: number): Generator<ZipEntry> {
  let at = start;
  for (let index = 0; index < count; index++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== ENTRY) return;
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    const flags = view.getUint16(at + 8, true);
    const sizes = {
      expandedBytes: view.getUint32(at + 24, true),
      compressedBytes: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
    };
    if (extraEnd > view.byteLength) return;
    yield {
      name: decodeName(bytes.subarray(at + 46, nameEnd)),
      encrypted: (flags & 1) === 1,
      method: view.getUint16(at + 10, true),
      crc32: view.getUint32(at + 16, true),
      ...withZip64(view, nameEnd, extraEnd, sizes),
    };
    at = extraEnd + view.getUint16(at + 32, true);
  }
}

type Sizes = Pick<ZipEntry, 'expandedBytes' | 'compressedBytes' | 'offset'>;

/** Numbers too large for the record (or any, from a streaming packer) are in an extra field, in this order. */
function withZip64(view: DataView, from: number, to: number, sizes: Sizes): Sizes {
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    const fieldEnd = Math.min(to, at + 4 + view.getUint16(at + 2, true));
    let next = at + 4;
    const read = (value: number) => {
      if (value !== 0xffffffff || next + 8 > fieldEnd) return value;
      next += 8;
      return Number(view.getBigUint64(next - 8, true));
    };
    const expandedBytes = read(sizes.expandedBytes);
    const compressedBytes = read(sizes.compressedBytes);
    return { expandedBytes, compressedBytes, offset: read(sizes.offset) };
  }
  return sizes;
}

/** Names are UTF-8 in practice, flagged or not; old packers wrote a code page, of which only ASCII matters. */
function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

/** The compressed bytes of an entry; null where they do not lie in the archive. */
export function zipEntryBytes(bytes: Uint8Array, entry: ZipEntry): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { offset } = entry;
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL) return null;
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const end = start + entry.compressedBytes;
  return end <= bytes.length ? bytes.subarray(start, end) : null;
}
