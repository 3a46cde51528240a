import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { faultError, faultOfFile } from '#lib/storage/faults.ts';

export interface KeptFile {
  bytes: number;
  /** Hex. */
  sha256: string;
}

/** The files of batches whose import is not finished, in a folder of the data folder that only its owner can read. */
export interface BatchFiles {
  /**
   * Streams a body to the disk; the file gets its name only once it is complete. False if it has more than `maxBytes`.
   * Rejects if the body breaks off.
   */
  keep(id: string, body: ReadableStream<Uint8Array>, maxBytes: number): Promise<KeptFile | false>;
  /** The file's path; null if it is gone. */
  find(id: string): Promise<string | null>;
  remove(id: string): Promise<void>;
  /** Removes files that belong to none of these batches, and what an upload left unfinished. */
  removeOthers(ids: ReadonlySet<string>): Promise<void>;
}

const UNFINISHED = '.part';

export function createBatchFiles(dataDir: string): BatchFiles {
  const folder = path.join(/* turbopackIgnore: true */ dataDir, 'curation');
  const at = (name: string) => path.join(/* turbopackIgnore: true */ folder, name);

  return {
    async keep(id, body, maxBytes) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const unfinished = at(id + UNFINISHED);
      const hash = createHash('sha256');
      let bytes = 0;
      const measure = new Transform({
        transform(chunk: Uint8Array, _encoding, done) {
          bytes += chunk.length;
          if (bytes > maxBytes) {
            done(new TooLarge());
            return;
          }
          hash.update(chunk);
          done(null, chunk);
        },
      });
      try {
        const from = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
        await pipeline(from, measure, createWriteStream(unfinished, { mode: 0o600, flush: true }));
        await rename(unfinished, at(id));
      } catch (error) {
        await rm(unfinished, { force: true });
        if (error instanceof TooLarge) return false;
        const fault = faultOfFile(error);
        throw fault === null ? error : faultError(fault, error);
      }
      return { bytes, sha256: hash.digest('hex') };
    },

    async find(id) {
      try {
        await stat(at(id));
        return at(id);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },

    async remove(id) {
      await rm(at(id), { force: true });
    },

    async removeOthers(ids) {
      const names = await readdir(folder).catch(() => []);
      for (const name of names) if (!ids.has(name)) await rm(at(name), { force: true });
    },
  };
}

class TooLarge extends Error {}
