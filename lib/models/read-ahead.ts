import type { BodyReader } from './reply-bounds.ts';

/** Bytes that wait at most before the endpoint must: some seconds of the fastest honest stream. */
const MAX_WAITING_BYTES = 1024 * 1024;

/**
 * The rest of a body. It is read a little ahead of the caller and breaks only once all that came before the break was
 * taken: an errored stream throws away the chunks that wait in it, and with them the last words before a cut.
 */
export function readAhead(
  head: Uint8Array[],
  reader: BodyReader,
  nameFailure: (failure: unknown) => unknown,
): ReadableStream<Uint8Array> {
  const waiting = [...head];
  let waitingBytes = head.reduce((sum, { byteLength }) => sum + byteLength, 0);
  let end: { failure?: unknown } | null = null;
  let cancelled = false;
  let wakeTaker = () => {};
  let wakeReader = () => {};

  async function fill() {
    try {
      while (!cancelled) {
        while (waitingBytes > MAX_WAITING_BYTES && !cancelled) {
          await new Promise<void>((resolve) => {
            wakeReader = resolve;
          });
        }
        const chunk = await reader.read();
        if (chunk === null) break;
        waiting.push(chunk);
        waitingBytes += chunk.byteLength;
        wakeTaker();
      }
      end = {};
    } catch (failure) {
      end = { failure: nameFailure(failure) };
      // What is beyond a bound is not waited for.
      reader.cancel().catch(() => {});
    }
    wakeTaker();
  }
  void fill();

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        while (waiting.length === 0 && !end) {
          await new Promise<void>((resolve) => {
            wakeTaker = resolve;
          });
        }
        const chunk = waiting.shift();
        if (chunk) {
          waitingBytes -= chunk.byteLength;
          wakeReader();
          controller.enqueue(chunk);
        } else if (end && 'failure' in end) controller.error(end.failure);
        else controller.close();
      },
      cancel(reason) {
        cancelled = true;
        waiting.length = 0;
        wakeReader();
        return reader.cancel(reason);
      },
    },
    // Nothing waits in the stream itself.
    { highWaterMark: 0 },
  );
}
