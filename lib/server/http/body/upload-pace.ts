import type { Clock } from '#lib/base/clock.ts';
import { giveWay } from '#lib/base/give-way.ts';
import { HttpProblem } from '../problem.ts';

/**
 * How slow a body may be. Only the time in which we wait for it counts, not the time in which we have no room for more.
 */
export interface UploadPace {
  /** Longest silence, ms. */
  idleMs: number;
  /** Waiting time that we do not count, ms: a phone that changes networks. */
  graceMs: number;
  /** Required average rate beyond that. 8 KiB/s is a mobile line in a tunnel. */
  bytesPerSecond: number;
}

export const UPLOAD_PACE: UploadPace = { idleMs: 20_000, graceMs: 20_000, bytesPerSecond: 8 * 1024 };

/**
 * Reads a body piece by piece; null is its end. Throws HttpProblem 408 if it comes too slowly, 400 if its client left.
 * We do not cancel the body then: that would reset the connection before the response gets out.
 */
export function pacedReader(
  { body, signal }: Pick<Request, 'body' | 'signal'>,
  clock: Pick<Clock, 'now' | 'sleep'>,
  pace: UploadPace = UPLOAD_PACE,
): () => Promise<Uint8Array | null> {
  const reader = body?.getReader();
  let bytes = 0;
  let waitedMs = 0;

  const pieceOf = (result: ReadableStreamReadResult<Uint8Array>): Uint8Array | null => {
    if (result.done) return null;
    bytes += result.value.byteLength;
    return result.value;
  };

  return async () => {
    if (!reader) return null;
    const read = reader.read().then(
      (result) => result,
      (error: unknown) => {
        if (signal.aborted) return 'left' as const;
        throw error;
      },
    );
    // Data that has arrived needs no timer: a fast upload has a thousand pieces.
    const ready = await Promise.race([read, giveWay()]);
    if (typeof ready === 'object') return pieceOf(ready);
    const earnedMs = pace.graceMs + (bytes / pace.bytesPerSecond) * 1000;
    const allowedMs = Math.min(pace.idleMs, Math.max(0, earnedMs - waitedMs));
    const begun = clock.now();
    const arrived = new AbortController();
    const patience = clock.sleep(allowedMs, AbortSignal.any([arrived.signal, signal])).then(
      () => 'too-slow' as const,
      () => 'left' as const,
    );
    try {
      const result = await Promise.race([read, patience]);
      if (result === 'left') throw brokeOff();
      if (result === 'too-slow') throw tooSlow(pace);
      return pieceOf(result);
    } finally {
      arrived.abort();
      waitedMs += clock.now() - begun;
    }
  };
}

/** The body for a caller that takes a stream, at the same pace. */
export function pacedBody(
  request: Pick<Request, 'body' | 'signal'>,
  clock: Pick<Clock, 'now' | 'sleep'>,
): ReadableStream<Uint8Array> {
  const read = pacedReader(request, clock);
  return new ReadableStream(
    {
      async pull(controller) {
        const chunk = await read();
        if (chunk) controller.enqueue(chunk);
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Nobody receives it; but it is no defect that belongs in the server's output. */
const brokeOff = () => new HttpProblem(400, 'upload-broke-off', 'The upload broke off.');

const tooSlow = ({ idleMs, bytesPerSecond }: UploadPace) =>
  new HttpProblem(
    408,
    'too-slow',
    `The body came too slowly: nothing for ${idleMs / 1000} seconds, or less than ${bytesPerSecond / 1024} KiB a second.`,
    { remedy: 'Send it again over a better connection, or in smaller parts.' },
  );
