import { loadBrotli } from './decoders.ts';
import { ParquetError } from './error.ts';

/**
 * Decompresses a page; returns never more than `length` bytes, whatever the page claims or contains.
 * @throws ParquetError where the codec is not known, and whatever the decoder throws on damaged bytes
 */
export type DecompressPage = (codec: string, bytes: Uint8Array, length: number) => Uint8Array;

type Inflate = (bytes: Uint8Array, length: number) => Uint8Array;
type Codecs = Readonly<Record<'GZIP' | 'ZSTD' | 'BROTLI', Inflate>>;

/**
 * Node's own decoders where there is Node: a malicious page can keep the JavaScript ones busy for minutes. A browser
 * has only those, and reads files in a worker that it can end. Snappy is ours in both.
 */
export async function pageDecompressor(): Promise<DecompressPage> {
  const codecs = nodeCodecs() ?? (await portableCodecs());
  return (codec, bytes, length) => {
    if (length === 0) return new Uint8Array();
    if (codec === 'UNCOMPRESSED') return bytes;
    if (codec === 'SNAPPY') return snappyDecompress(bytes, length);
    if (codec === 'GZIP' || codec === 'ZSTD' || codec === 'BROTLI') return codecs[codec](bytes, length);
    throw new ParquetError(
      'parquet-unsupported',
      `The Parquet file is compressed with ${codec.slice(0, 20)}, which is not read here.`,
      'Write it again with zstd, snappy or gzip compression.',
    );
  };
}

/** Looked up on the process rather than imported: a bundler for browsers must not search for it. */
function nodeCodecs(): Codecs | null {
  const zlib = globalThis.process?.getBuiltinModule?.('node:zlib');
  if (!zlib) return null;
  return {
    GZIP: (bytes, maxOutputLength) => zlib.gunzipSync(bytes, { maxOutputLength }),
    ZSTD: (bytes, maxOutputLength) => zlib.zstdDecompressSync(bytes, { maxOutputLength }),
    BROTLI: (bytes, maxOutputLength) => zlib.brotliDecompressSync(bytes, { maxOutputLength }),
  };
}

export async function portableCodecs(): Promise<Codecs> {
  const [{ gunzipSync }, { decompress }, brotli] = await Promise.all([
    import('fflate'),
    import('fzstd'),
    loadBrotli(),
  ]);
  return {
    GZIP: (bytes, length) => gunzipSync(bytes, { out: new Uint8Array(length) }),
    // A buffer of the right size avoids the window that the frame requests, up to 2 GB.
    ZSTD: (bytes, length) => decompress(bytes, new Uint8Array(length)),
    BROTLI: brotli,
  };
}

/**
 * Raw Snappy (google/snappy, format_description.txt), with every length checked before use.
 * @param length bytes that must come out
 * @throws RangeError where the input is damaged or gives another length
 */
function snappyDecompress(input: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  let at = 0;
  let filled = 0;
  // The input starts with the length as a varint, which we know already from the page header.
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
    // Byte by byte where the copy overlaps itself: that is how Snappy encodes a run.
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
