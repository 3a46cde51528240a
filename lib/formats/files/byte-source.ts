/** A file whose bytes we fetch on demand: this lets us read a table of gigabytes without holding it in memory. */
export interface ByteSource {
  /** The name that a person gave; its extension is a hint. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** The bytes from `start` up to `end`, fewer where the file ends before. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** A source over bytes that are already in memory. */
export const bytesSource = (name: string, bytes: Uint8Array): ByteSource => ({
  name,
  size: bytes.length,
  read: async (start, end) => bytes.subarray(start, end),
});

/** The part that we use of a file handle from `node:fs/promises`. */
interface ReadableHandle {
  read(
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesRead: number }>;
}

/** An open file; the caller that opened it closes it. */
export const handleSource = (name: string, size: number, handle: ReadableHandle): ByteSource => ({
  name,
  size,
  async read(start, end) {
    const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  },
});
