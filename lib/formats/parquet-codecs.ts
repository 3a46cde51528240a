import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { ParquetError } from './parquet-error.ts';
import { snappyDecompress } from './snappy.ts';

/**
 * A page's bytes, decompressed; never more than `length` of them, whatever the page claims or holds.
 * The decoders are Node's own, and a Snappy of ours: those that come with hyparquet go on reading backwards, or for
 * minutes, on pages made for it.
 * @throws ParquetError where the codec is not known, and whatever the decoder throws on damaged bytes
 */
export function decompressPage(codec: string, bytes: Uint8Array, length: number): Uint8Array {
  if (length === 0) return new Uint8Array();
  const options = { maxOutputLength: length };
  switch (codec) {
    case 'UNCOMPRESSED':
      return bytes;
    case 'SNAPPY':
      return snappyDecompress(bytes, length);
    case 'GZIP':
      return gunzipSync(bytes, options);
    case 'ZSTD':
      return zstdDecompressSync(bytes, options);
    case 'BROTLI':
      return brotliDecompressSync(bytes, options);
    default:
      throw new ParquetError(
        'parquet-unsupported',
        `The Parquet file is compressed with ${codec.slice(0, 20)}, which is not read here.`,
        'Write it again with zstd, snappy or gzip compression.',
      );
  }
}
