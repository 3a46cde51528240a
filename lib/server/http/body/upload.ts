import type * as z from 'zod/mini';
import type { Clock } from '#lib/base/clock.ts';
import { readBytes, readJson } from './body.ts';
import { bodyRoom, largeUploads, SMALL_BODY_BYTES } from './import-limits.ts';

/** The body of a request, held in memory until its work is done. */
export interface Upload {
  /** Throws HttpProblem 408, 413, 503. */
  bytes(maxBytes: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Throws HttpProblem 400, 408, 413, 415, 503. */
  json<T>(schema: z.ZodMiniType<T>, maxBytes: number): Promise<T>;
}

/**
 * Receives an upload and works on it. Nobody waits for an upload that is still arriving: a large one takes its turn
 * once it has arrived, a small one (`SMALL_BODY_BYTES`) needs none. If the client leaves, its room and its turn are
 * free at once.
 */
export async function takeUpload<T>(
  request: Request,
  clock: Pick<Clock, 'now' | 'sleep'>,
  work: (upload: Upload) => Promise<T>,
): Promise<T> {
  const hold = bodyRoom.hold();
  let release = () => {};
  const arrived = async <B>(body: B): Promise<B> => {
    if (hold.bytes > SMALL_BODY_BYTES) release = await largeUploads.acquire(request.signal);
    return body;
  };
  try {
    return await work({
      bytes: async (maxBytes) => arrived(await readBytes(request, maxBytes, { hold, clock })),
      json: async (schema, maxBytes) => arrived(await readJson(request, schema, maxBytes, { hold, clock })),
    });
  } finally {
    hold.release();
    release();
  }
}
