/** Pulled: makes nothing before the client has room for it. The signal's reason ends it. */
export function pulledStream(
  chunks: AsyncGenerator<Uint8Array>,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        signal.throwIfAborted();
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
}

/** How many bytes we pass on at a time: larger ones leave in pieces that a client can take. */
const PIECE = 256 * 1024;

export function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += PIECE) yield bytes.subarray(from, from + PIECE);
}

/** Yields the parts of a page in order: those that all pages share, with a session's own between them. */
export function* framed<T>(frame: readonly T[], own: readonly T[]): Generator<T> {
  for (const [index, part] of frame.entries()) {
    yield part;
    const slot = own[index];
    if (slot !== undefined) yield slot;
  }
}
