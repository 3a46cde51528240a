import type * as z from 'zod/mini';
import { type Clock, systemClock } from '#lib/base/clock.ts';
import { giveWay } from '#lib/base/give-way.ts';
import { HttpProblem } from '../problem.ts';
import type { BodyHold } from './body-memory.ts';
import { bodyRoom } from './import-limits.ts';
import { accept, parseJsonBody } from './json-body.ts';
import { pacedReader } from './upload-pace.ts';

/** Largest JSON body, bytes: several times the question and three instruction texts. */
export const MAX_JSON_BYTES = 1024 * 1024;

/** We read and drop an oversized body up to here: the connection of a client that is still sending stays usable. */
const DRAIN_BYTES = 16 * MAX_JSON_BYTES;

export const isJson = (request: Request): boolean =>
  request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() === 'application/json';

/** Throws HttpProblem 415. */
export function requireJson(request: Request): void {
  if (!isJson(request))
    throw new HttpProblem(415, 'not-json', 'The body must be JSON, with content-type: application/json.');
}

export interface ReadOptions {
  /** Keeps the room for the bytes until it is released; the default releases it after reading. */
  hold?: BodyHold;
  clock?: Pick<Clock, 'now' | 'sleep'>;
}

/** The JSON body in the form of `schema`. Throws HttpProblem 400 (with the fields), 408, 413, 415, 503. */
export async function readJson<T>(
  request: Request,
  schema: z.ZodMiniType<T>,
  maxBytes = MAX_JSON_BYTES,
  options: ReadOptions = {},
): Promise<T> {
  requireJson(request);
  return parseJsonBody(await readText(request, maxBytes, options), schema);
}

/** The query parameters in the form of `schema`. Throws HttpProblem 400. */
export function readQuery<T>(request: Request, schema: z.ZodMiniType<T>): T {
  return accept(Object.fromEntries(new URL(request.url).searchParams), schema, 'query');
}

async function readText(request: Request, maxBytes: number, options: ReadOptions): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  await readChunks(request, maxBytes, options, (chunk) => {
    text += decoder.decode(chunk, { stream: true });
  });
  return text + decoder.decode();
}

const BLOCK_BYTES = 1024 * 1024;

/**
 * The unchanged body, in memory of its own that a caller can pass to a thread. We keep arriving data in blocks and join
 * them with pauses: moving 64 MB at once, as growing one array does, blocks the thread for 40 ms. Throws HttpProblem
 * 408, 413, 503.
 */
export async function readBytes(
  request: Request,
  maxBytes: number,
  options: ReadOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const blocks: Uint8Array[] = [];
  let length = 0;
  await readChunks(request, maxBytes, options, (chunk) => {
    for (let from = 0; from < chunk.length; ) {
      const within = length % BLOCK_BYTES;
      if (within === 0) blocks.push(new Uint8Array(BLOCK_BYTES));
      const part = chunk.subarray(from, from + BLOCK_BYTES - within);
      blocks.at(-1)?.set(part, within);
      from += part.length;
      length += part.length;
    }
  });
  const bytes = new Uint8Array(length);
  let at = 0;
  for (let block = blocks.shift(); block; block = blocks.shift()) {
    bytes.set(block.subarray(0, length - at), at);
    at += block.length;
    await giveWay();
  }
  return bytes;
}

/** How much we read in one turn of the event loop: pieces that have arrived follow each other without one. */
const BYTES_A_TURN = 256 * 1024;

/** Stores nothing beyond the limit, whatever content-length promised. */
async function readChunks(
  request: Request,
  maxBytes: number,
  { hold, clock = systemClock }: ReadOptions,
  take: (chunk: Uint8Array) => void,
): Promise<void> {
  const drainBytes = Math.max(DRAIN_BYTES, 2 * maxBytes);
  let bytes = 0;
  let inThisTurn = 0;
  const read = pacedReader(request, clock);
  const room = hold ?? bodyRoom.hold();
  try {
    for (;;) {
      const chunk = await read();
      if (!chunk || bytes > drainBytes) break;
      bytes += chunk.byteLength;
      inThisTurn += chunk.byteLength;
      if (inThisTurn > BYTES_A_TURN) {
        inThisTurn = 0;
        await giveWay();
      }
      if (bytes > maxBytes) continue;
      await room.grow(chunk.byteLength, request.signal);
      take(chunk);
    }
  } finally {
    if (!hold) room.release();
  }
  if (bytes > maxBytes)
    throw new HttpProblem(
      413,
      'too-large',
      `The body is larger than ${maxBytes.toLocaleString('en')} bytes.`,
    );
}
