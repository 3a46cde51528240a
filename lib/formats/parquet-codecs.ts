import { ParquetError } from './parquet-error.ts';
import { snappyDecompress } from './snappy.ts';

/**
 * A page's bytes, decompressed; never more than `length` of them, whatever the page claims or holds.
 * @throws ParquetError where the codec is not known, and whatever the decoder throws on damaged bytes
 */
export type DecompressPage = (codec: string, bytes: Uint8Array, length: number) => Uint8Array;

type Inflate = (bytes: Uint8Array, length: number) => Uint8Array;
type Codecs = Readonly<Record<'GZIP' | 'ZSTD' | 'BROTLI', Inflate>>;

/**
 * Node's own decoders where there is Node: those in JavaScript can be kept busy for minutes by a page made for it. A
 * browser has only them, and looks into files in a worker that it can end. Snappy is ours in both.
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

/** Asked of the process rather than imported: a bundle for browsers must not look for it. */
function nodeCodecs(): Codecs | null {
  const zlib = globalThis.process?.getBuiltinModule?.('node:zlib');
  if (!zlib) return null;
  return {
    GZIP: (bytes, maxOutputLength) => zlib.gunzipSync(bytes, { maxOutputLength }),
    ZSTD: (bytes, maxOutputLength) => zlib.zstdDecompressSync(bytes, { maxOutputLength }),
    BROTLI: (bytes, maxOutputLength) => zlib.brotliDecompressSync(bytes, { maxOutputLength }),
  };
}

/**
 * One decoder at a time: the index of hyparquet-compressors compiles WebAssembly as it loads, which our pages' policy
 * forbids.
 */
export async function portableCodecs(): Promise<Codecs> {
  const [{ gunzipSync }, { decompress }, { decompressBrotli }] = await Promise.all([
    import('fflate'),
    import('fzstd'),
    import('hyparquet-compressors/src/brotli.js'),
  ]);
  return {
    GZIP: (bytes, length) => gunzipSync(bytes, { out: new Uint8Array(length) }),
    // With a buffer of the right size the window that the frame asks for, up to 2 GB, is not made.
    ZSTD: (bytes, length) => decompress(bytes, new Uint8Array(length)),
    BROTLI: decompressBrotli,
  };
}
