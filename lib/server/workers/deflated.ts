import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';
import type { Deflated } from './job-types.ts';

const deflate = promisify(deflateRaw);

/**
 * Raw deflate, in a thread of zlib's own. What is not the last part ends at a byte and refers to nothing before it, so
 * that parts made apart can be joined.
 */
export async function deflated(bytes: Uint8Array, isLast: boolean): Promise<Deflated> {
  const finishFlush = isLast ? constants.Z_FINISH : constants.Z_FULL_FLUSH;
  const packed = await deflate(bytes, { level: 6, finishFlush });
  return { bytes: Uint8Array.from(packed), crc: crc32(bytes), size: bytes.length };
}
