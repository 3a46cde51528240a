import { giveWay } from '#lib/base/give-way.ts';
import type { BodyReader } from './reply-bounds.ts';

/** The most bytes that wait before the endpoint must wait: some seconds of the fastest honest stream. */
const MAX_WAITING_BYTES = 512 * 1024;
/** A chunk of one byte costs about 200 bytes. */
const MAX_WAITING_CHUNKS = 4096;
/**
 * We hand out this many bytes in one turn of the event loop: the reader of the events gets at most 300 of the smallest,
 * about 10 ms of work. Bytes that wait here came in several turns, and the reader would otherwise read them all in one.
 */
const BYTES_A_TURN = 16 * 1024;

/**
 * The rest of a body. We read a little ahead of the caller, and the stream errors only once the caller has taken
 * everything before the break: an errored stream discards the chunks that wait in it, and with them the last words
 * before a cut.
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
  let givenInThisTurn = 0;

  async function fill() {
    try {
      while (!cancelled) {
        while ((waitingBytes > MAX_WAITING_BYTES || waiting.length > MAX_WAITING_CHUNKS) && !cancelled) {
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
      // We do not wait for bytes beyond a bound.
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
        if (givenInThisTurn >= BYTES_A_TURN) {
          givenInThisTurn = 0;
          await giveWay();
          if (cancelled) return;
        }
        const chunk = waiting.shift();
        if (chunk) {
          const part = chunk.subarray(0, BYTES_A_TURN);
          if (part.byteLength < chunk.byteLength) waiting.unshift(chunk.subarray(part.byteLength));
          waitingBytes -= part.byteLength;
          givenInThisTurn += part.byteLength;
          wakeReader();
          controller.enqueue(part);
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
