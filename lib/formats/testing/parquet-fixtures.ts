import { gzipSync, zstdCompressSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { snappyCompress } from 'hyparquet-writer/src/snappy.js';
import { type ByteSource, bytesSource } from '../files/byte-source.ts';

/** The writer's own: no public function packs Snappy alone. */
export { snappyCompress };

type WriteOptions = Parameters<typeof parquetWriteBuffer>[0];

/** Node's compressors, so that the test compares the reader with another implementation. */
export const parquetCompressors = {
  GZIP: (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes)),
  ZSTD: (bytes: Uint8Array) => new Uint8Array(zstdCompressSync(bytes)),
};

export const parquetBytes = (options: Omit<WriteOptions, 'writer'>): Uint8Array =>
  new Uint8Array(parquetWriteBuffer({ compressors: parquetCompressors, ...options } as WriteOptions));

const text = (name: string) =>
  ({ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' }) as const;

/** A table with `conversations: list<struct<from, value>>`, as in OpenThoughts' files. */
export const chatTable = (
  rows: readonly {
    readonly system: string;
    readonly conversations: readonly { from: string; value: string }[] | null;
  }[],
  options: Partial<WriteOptions> = {},
): Uint8Array =>
  parquetBytes({
    columnData: [
      { name: 'system', data: rows.map(({ system }) => system) },
      { name: 'conversations', data: rows.map(({ conversations }) => conversations) },
    ],
    schema: [
      { name: 'root', num_children: 2 },
      text('system'),
      { name: 'conversations', repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', repetition_type: 'OPTIONAL', num_children: 2 },
      text('from'),
      text('value'),
    ],
    ...options,
  });

/** Counts fetched bytes, for tests of how little the reader fetches. */
export function countingSource(
  name: string,
  bytes: Uint8Array,
): ByteSource & { largest(): number; total(): number } {
  const source = bytesSource(name, bytes);
  let largest = 0;
  let total = 0;
  return {
    ...source,
    largest: () => largest,
    total: () => total,
    async read(start, end) {
      const part = await source.read(start, end);
      largest = Math.max(largest, part.length);
      total += part.length;
      return part;
    },
  };
}
