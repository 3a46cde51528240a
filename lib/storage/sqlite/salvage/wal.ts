import { readFileSync } from 'node:fs';

/**
 * SQLite's write-ahead log, read by its format (https://www.sqlite.org/fileformat2.html#walformat). SQLite reads the
 * log up to its first bad frame and silently drops what was committed after it; we judge each frame by itself.
 */
export interface Wal {
  /** Bytes, by its header; 0 if that is not a page size. */
  pageSize: number;
  /** The newest whole image of each page, from committed changes. */
  pages: ReadonlyMap<number, Buffer>;
  /** Whether committed changes follow the first frame that is not whole: SQLite would drop them. */
  isDamaged: boolean;
}

const HEADER = 32;
const FRAME_HEADER = 24;
/** The last bit determines how to read words for the checksum. */
const MAGIC = 0x377f0682;

export const isPageSize = (size: number): boolean =>
  size >= 512 && size <= 65_536 && (size & (size - 1)) === 0;

/** Null if there is no log, or an empty one. `pageSize` of the database, for a log without its header. */
export function readWal(path: string, pageSize: number): Wal | null {
  let bytes: Buffer;
  try {
    bytes = readFileSync(/* turbopackIgnore: true */ path);
  } catch {
    return null;
  }
  if (bytes.length <= HEADER) return null;
  const magic = bytes.readUInt32BE(0);
  const given = bytes.readUInt32BE(8);
  const hasHeader = (magic & ~1) >>> 0 === MAGIC && isPageSize(given);
  const size = hasHeader ? given : pageSize;
  const frames = framesOf(bytes, size, hasHeader ? (magic & 1) === 1 : false, hasHeader);
  const lastCommit = frames.findLastIndex(({ isWhole, isCommit }) => isWhole && isCommit);
  const firstBad = frames.findIndex(({ isWhole }) => !isWhole);
  const pages = new Map<number, Buffer>();
  for (const { page, data, isWhole } of frames.slice(0, lastCommit + 1)) if (isWhole) pages.set(page, data);
  return {
    pageSize: hasHeader ? given : 0,
    pages,
    isDamaged: lastCommit >= 0 && (!hasHeader || (firstBad >= 0 && firstBad < lastCommit)),
  };
}

interface Frame {
  page: number;
  data: Buffer;
  isCommit: boolean;
  isWhole: boolean;
}

/** Frames of the present generation: older ones may follow, from before the log started over. */
function framesOf(bytes: Buffer, pageSize: number, bigEndian: boolean, hasHeader: boolean): Frame[] {
  const frames: Frame[] = [];
  const length = FRAME_HEADER + pageSize;
  const salt = (at: number) => bytes.subarray(at, at + 8);
  const generation = hasHeader ? salt(16) : salt(HEADER + 8);
  // Each checksum continues from the previous frame's, which is there whether or not that frame's page is whole.
  let seed = HEADER - 8;
  for (let at = HEADER; at + length <= bytes.length; at += length) {
    const isOfNow = salt(at + 8).equals(generation);
    const data = bytes.subarray(at + FRAME_HEADER, at + length);
    const sum = checksum(
      [bytes.subarray(at, at + 8), data],
      bytes.readUInt32BE(seed),
      bytes.readUInt32BE(seed + 4),
      bigEndian,
    );
    const isWhole =
      isOfNow && sum[0] === bytes.readUInt32BE(at + 16) && sum[1] === bytes.readUInt32BE(at + 20);
    frames.push({ page: bytes.readUInt32BE(at), data, isCommit: bytes.readUInt32BE(at + 4) !== 0, isWhole });
    seed = at + 16;
  }
  return frames;
}

function checksum(
  parts: readonly Buffer[],
  first: number,
  second: number,
  bigEndian: boolean,
): [number, number] {
  let a = first;
  let b = second;
  for (const part of parts)
    for (let at = 0; at < part.length; at += 8) {
      a = (a + (bigEndian ? part.readUInt32BE(at) : part.readUInt32LE(at)) + b) >>> 0;
      b = (b + (bigEndian ? part.readUInt32BE(at + 4) : part.readUInt32LE(at + 4)) + a) >>> 0;
    }
  return [a, b];
}
