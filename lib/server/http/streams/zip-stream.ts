import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';
import { Zip, type ZipInputFile } from 'fflate';
import { crc32Joined } from '#lib/formats/files/crc32.ts';
import type { Deflated } from '../../workers/job-types.ts';
import { piecesOf } from './pulled-stream.ts';

/** One file of an archive, its bytes in the form in which the archive stores them, in any number of parts. */
export interface ZipEntry {
  readonly name: string;
  readonly modifiedAt: Date | string;
  readonly parts: AsyncIterable<Deflated> | Iterable<Deflated>;
}

/**
 * An archive of files that were compressed elsewhere, made while we send it: we hold one part at a time. This function
 * makes only the headers.
 */
export async function* zipStream(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  function* taken() {
    const chunks = ready;
    ready = [];
    for (const chunk of chunks) yield* piecesOf(chunk);
  }
  for await (const { name, modifiedAt, parts } of entries) {
    const file: ZipInputFile = { filename: name, crc: 0, size: 0, compression: DEFLATE, mtime: modifiedAt };
    zip.add(file);
    for await (const { bytes, crc, size } of parts) {
      file.crc = crc32Joined(file.crc, crc, size);
      file.size += size;
      file.ondata?.(null, bytes, false);
      yield* taken();
    }
    file.ondata?.(null, new Uint8Array(), true);
    yield* taken();
  }
  zip.end();
  yield* taken();
}

const DEFLATE = 8;

const deflate = promisify(deflateRaw);

/**
 * Raw deflate, in one of zlib's own threads. A part that is not the last ends at a byte and refers to nothing before
 * it, so that separately made parts can be joined.
 */
export async function deflated(bytes: Uint8Array, isLast: boolean): Promise<Deflated> {
  const finishFlush = isLast ? constants.Z_FINISH : constants.Z_FULL_FLUSH;
  const packed = await deflate(bytes, { level: 6, finishFlush });
  return { bytes: Uint8Array.from(packed), crc: crc32(bytes), size: bytes.length };
}
