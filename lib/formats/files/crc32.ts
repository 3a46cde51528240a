const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** The checksum that zip archives keep of each entry; `before` is the sum of the chunks before this one. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let sum = ~before;
  for (let index = 0; index < bytes.length; index++)
    sum = (table[(sum ^ (bytes[index] ?? 0)) & 0xff] ?? 0) ^ (sum >>> 8);
  return ~sum >>> 0;
}

/**
 * The checksum of two texts in a row, from their checksums: `after` shifts the register of `before` by `afterLength`
 * zero bytes, which is a linear map; repeated squaring computes it in 32 steps.
 */
export function crc32Joined(before: number, after: number, afterLength: number): number {
  // The map of one zero bit, by columns: what each of the register's 32 bits becomes.
  let shift = Uint32Array.from({ length: 32 }, (_, bit) => (bit === 0 ? 0xedb88320 : 1 << (bit - 1)));
  let sum = before;
  for (let bits = afterLength * 8; bits > 0; bits = Math.floor(bits / 2)) {
    if (bits % 2 === 1) sum = applied(shift, sum);
    const twice = shift;
    shift = shift.map((column) => applied(twice, column));
  }
  return (sum ^ after) >>> 0;
}

function applied(map: Uint32Array, value: number): number {
  let sum = 0;
  for (let bit = 0; bit < 32; bit++) if ((value >>> bit) & 1) sum ^= map[bit] ?? 0;
  return sum >>> 0;
}
