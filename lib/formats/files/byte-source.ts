/** A file whose bytes are fetched where they are needed: a table of gigabytes is read without being held. */
export interface ByteSource {
  /** As given by people; its extension is a hint. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** The bytes from `start` up to `end`, fewer where the file ends before. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** Bytes that are already there. */
export const bytesSource = (name: string, bytes: Uint8Array): ByteSource => ({
  name,
  size: bytes.length,
  read: async (start, end) => bytes.subarray(start, end),
});

/** What `node:fs/promises` gives as a file handle, of which this much is used. */
interface ReadableHandle {
  read(
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesRead: number }>;
}

/** An open file; closing it is up to whoever opened it. */
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
