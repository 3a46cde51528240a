import { bytesToHex } from '@noble/hashes/utils.js';
import type { ParquetParsers } from 'hyparquet';

/**
 * How to convert values of special types. Text that is not UTF-8 becomes null rather than text with other characters in
 * it; JSON stays text, and we ignore geographic values.
 */
export const parquetParsers: ParquetParsers = {
  timestampFromMilliseconds: (millis) => dateText(Number(millis)),
  timestampFromMicroseconds: (micros) => dateText(Number(micros / 1000n)),
  timestampFromNanoseconds: (nanos) => dateText(Number(nanos / 1_000_000n)),
  dateFromDays: (days) => dateText(days * 86_400_000),
  stringFromBytes: textOrNull,
  jsonFromBytes: textOrNull,
  geometryFromBytes: () => null,
  geographyFromBytes: () => null,
  uuidFromBytes: (bytes) => bytes && bytesToHex(bytes),
};

const decoder = new TextDecoder('utf-8', { fatal: true });

function textOrNull(bytes: Uint8Array | undefined): string | null {
  if (!bytes) return null;
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** ISO 8601; null where the number is no valid date. */
const dateText = (ms: number): string | null => (Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : null);
