import type * as z from 'zod';
import { type Clock, systemClock } from '#lib/base/clock.ts';
import { hasModestStructure } from '#lib/base/json-structure.ts';
import type { BodyHold } from './body-room.ts';
import { bodyRoom } from './import-limits.ts';
import { type FieldError, HttpProblem } from './problem.ts';
import { pacedReader } from './upload-pace.ts';

/** Largest JSON body, bytes: the question and three instruction texts fit several times. */
export const MAX_JSON_BYTES = 1024 * 1024;

/** What is too large is read up to here and dropped: the connection of a client that is still sending stays usable. */
const DRAIN_BYTES = 16 * MAX_JSON_BYTES;

export const isJson = (request: Request): boolean =>
  request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() === 'application/json';

export interface ReadOptions {
  /** Keeps the room of what was read until it is released; by default that is when it was read. */
  hold?: BodyHold;
  clock?: Pick<Clock, 'now' | 'sleep'>;
}

/** The JSON body as `schema` has it. Throws HttpProblem 400 (with the fields), 408, 413, 415, 503. */
export async function readJson<T>(
  request: Request,
  schema: z.ZodType<T>,
  maxBytes = MAX_JSON_BYTES,
  options: ReadOptions = {},
): Promise<T> {
  if (!isJson(request))
    throw new HttpProblem(415, 'not-json', 'The body must be JSON, with content-type: application/json.');
  const text = await readText(request, maxBytes, options);
  if (!hasModestStructure(text))
    throw new HttpProblem(400, 'invalid-json', 'The body is nested too deep, or holds too many values.');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new HttpProblem(400, 'invalid-json', 'The body is not valid JSON.');
  }
  return accept(value, schema, 'body');
}

/** The query parameters as `schema` has them. Throws HttpProblem 400. */
export function readQuery<T>(request: Request, schema: z.ZodType<T>): T {
  return accept(Object.fromEntries(new URL(request.url).searchParams), schema, 'query');
}

function accept<T>(value: unknown, schema: z.ZodType<T>, where: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap((issue): FieldError[] => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: 'Unknown field' }));
    return [{ path: path.join('.') || where, message: issue.message }];
  });
  const detail = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new HttpProblem(400, 'invalid-request', detail, { errors });
}

async function readText(request: Request, maxBytes: number, options: ReadOptions): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  await readChunks(request, maxBytes, options, (chunk) => {
    text += decoder.decode(chunk, { stream: true });
  });
  return text + decoder.decode();
}

/** The body as it is. Throws HttpProblem 408, 413, 503. */
export async function readBytes(
  request: Request,
  maxBytes: number,
  options: ReadOptions = {},
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  await readChunks(request, maxBytes, options, (chunk) => chunks.push(chunk));
  return Buffer.concat(chunks);
}

/** Keeps nothing beyond the limit, whatever content-length promised. */
async function readChunks(
  request: Request,
  maxBytes: number,
  { hold, clock = systemClock }: ReadOptions,
  take: (chunk: Uint8Array) => void,
): Promise<void> {
  const drainBytes = Math.max(DRAIN_BYTES, 2 * maxBytes);
  let bytes = 0;
  const read = pacedReader(request, clock);
  const room = hold ?? bodyRoom.hold();
  try {
    for (;;) {
      const chunk = await read();
      if (!chunk || bytes > drainBytes) break;
      bytes += chunk.byteLength;
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
