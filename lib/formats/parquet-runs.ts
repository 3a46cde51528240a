import { damaged } from './parquet-error.ts';

/** Bits that a level of at most `most` takes. */
export const levelWidth = (most: number): number => 32 - Math.clz32(most);

/**
 * Whether runs (RLE and bit-packed, Parquet's hybrid encoding) give no more than `count` values. A decoder that believes
 * a run's length writes two thousand million values for five bytes.
 * @param width bits of one value
 * @throws ParquetError where they give more, or end too early
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
