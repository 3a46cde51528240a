import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** A file on its way: its chunks are drawn before the next file is asked for. */
export interface TrainingPart {
  readonly path: string;
  readonly chunks: AsyncIterable<string>;
}

export interface HashedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The same file; what it holds is hashed while it is drawn, and noted in `files` at its end. */
export function hashed(path: string, chunks: AsyncIterable<string>, files: HashedFile[]): TrainingPart {
  async function* draw() {
    const hash = sha256.create();
    let size = 0;
    for await (const chunk of chunks) {
      const bytes = utf8ToBytes(chunk);
      hash.update(bytes);
      size += bytes.length;
      yield chunk;
    }
    files.push({ path, bytes: size, sha256: bytesToHex(hash.digest()) });
  }
  return { path, chunks: draw() };
}
