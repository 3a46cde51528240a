import { giveWay } from '#lib/base/give-way.ts';
import type { BodyReader } from './reply-bounds.ts';

/** Bytes that wait at most before the endpoint must: some seconds of the fastest honest stream. */
const MAX_WAITING_BYTES = 512 * 1024;
/** A chunk of one byte costs some 200. */
const MAX_WAITING_CHUNKS = 4096;
/**
 * So much is given out in one turn of the event loop: whoever reads the events has at most 300 of the smallest, some 10 ms.
 * What waits here came in other turns, and would all be read in one.
 */
const BYTES_A_TURN = 16 * 1024;

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
