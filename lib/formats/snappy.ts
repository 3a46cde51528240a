/**
 * Raw Snappy (google/snappy, format_description.txt), with every length checked before it is believed.
 * @param length bytes that must come out
 * @throws RangeError where the input is damaged or gives another length
 */
export function snappyDecompress(input: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  let at = 0;
  let filled = 0;
  // The length comes first as a varint; the page header told it already.
  while (byteAt(input, at++) >= 128) if (at > 5) throw broken();
  while (at < input.length) {
    const tag = byteAt(input, at++);
    const kind = tag & 3;
    if (kind === 0) {
      let count = tag >> 2;
      if (count >= 60) {
        const bytes = count - 59;
        count = numberAt(input, at, bytes);
        at += bytes;
      }
      count++;
      if (at + count > input.length || filled + count > length) throw broken();
      output.set(input.subarray(at, at + count), filled);
      at += count;
      filled += count;
      continue;
    }
    let count = (tag >> 2) + 1;
    let offset: number;
    if (kind === 1) {
      count = ((tag >> 2) & 7) + 4;
      offset = ((tag >> 5) << 8) | byteAt(input, at);
      at += 1;
    } else {
      const bytes = kind === 2 ? 2 : 4;
      offset = numberAt(input, at, bytes);
      at += bytes;
    }
    if (offset === 0 || offset > filled || filled + count > length) throw broken();
    // Byte by byte where the copy overlaps itself: a run is written so.
    if (offset >= count) output.copyWithin(filled, filled - offset, filled - offset + count);
    else
      for (let index = 0; index < count; index++)
        output[filled + index] = output[filled + index - offset] ?? 0;
    filled += count;
  }
  if (filled !== length) throw broken();
  return output;
}

const broken = () => new RangeError('damaged Snappy data');

function byteAt(input: Uint8Array, at: number): number {
  const byte = input[at];
  if (byte === undefined) throw broken();
  return byte;
}

/** Little-endian, up to four bytes; never negative. */
function numberAt(input: Uint8Array, at: number, bytes: number): number {
  let value = 0;
  for (let index = 0; index < bytes; index++) value += byteAt(input, at + index) * 256 ** index;
  return value;
}
