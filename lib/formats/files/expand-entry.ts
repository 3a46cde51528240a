import { Inflate } from 'fflate';
import { crc32 } from './crc32.ts';
import { isZip, type ZipEntry, zipEntryBytes } from './zip-directory.ts';

export type Expanded =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | {
      readonly ok: false;
      readonly why: 'damaged' | 'encrypted' | 'method' | 'too-large' | 'ratio' | 'total';
      /** Bytes expanded before we gave up: that work counts as well. */
      readonly spentBytes: number;
    };

export interface ExpandLimits {
  /** Limit for a file, and for an archive within the archive. */
  readonly maxFileBytes: number;
  readonly maxArchiveBytes: number;
  readonly maxRatio: number;
  readonly ratioFromBytes: number;
  /** Bytes that the whole archive may still expand to. */
  readonly bytesLeft: number;
}

/** Compressed bytes per step: deflate expands at most 1,032 times, so no step yields more than 4.3 MB. */
const STEP = 4_096;

/** Why expanding stopped; thrown through fflate, which offers no other way out of a stream. */
class Stop extends Error {
  readonly type: 'too-large' | 'ratio' | 'total';
  constructor(type: Stop['type']) {
    super(type);
    this.type = type;
  }
}

/**
 * Expands one entry. We do not trust what the entry claims about itself: we measure the output as it comes, and stop as
 * soon as it passes a limit.
 */
export function expandEntry(archive: Uint8Array, entry: ZipEntry, limits: ExpandLimits): Expanded {
  if (entry.encrypted) return { ok: false, why: 'encrypted', spentBytes: 0 };
  if (entry.method !== 0 && entry.method !== 8) return { ok: false, why: 'method', spentBytes: 0 };
  const compressed = zipEntryBytes(archive, entry);
  if (!compressed) return { ok: false, why: 'damaged', spentBytes: 0 };
  const chunks: Uint8Array[] = [];
  let length = 0;
  let sum = 0;
  const take = (chunk: Uint8Array) => {
    if (chunk.length === 0) return;
    chunks.push(chunk);
    length += chunk.length;
    sum = crc32(chunk, sum);
    const most = isZip(chunks[0] ?? chunk) ? limits.maxArchiveBytes : limits.maxFileBytes;
    if (length > most) throw new Stop('too-large');
    if (length > limits.bytesLeft) throw new Stop('total');
    if (length > limits.ratioFromBytes && length > limits.maxRatio * compressed.length)
      throw new Stop('ratio');
  };
  try {
    if (entry.method === 0) take(compressed);
    else inflate(compressed, take);
  } catch (error) {
    return { ok: false, why: error instanceof Stop ? error.type : 'damaged', spentBytes: length };
  }
  if (sum !== entry.crc32) return { ok: false, why: 'damaged', spentBytes: length };
  return { ok: true, bytes: joined(chunks, length) };
}

function inflate(compressed: Uint8Array, take: (chunk: Uint8Array) => void) {
  const stream = new Inflate(take);
  for (let at = 0; at < compressed.length; at += STEP)
    stream.push(compressed.subarray(at, at + STEP), at + STEP >= compressed.length);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  if (chunks.length === 1 && chunks[0]) return chunks[0];
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
