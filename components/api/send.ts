import type * as z from 'zod/mini';
import { type AnswerForm, checkAnswer } from './answer-check.ts';
import { ApiError, problemToError } from './api-error.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A call whose answer has this form (answer-check.ts). Throws ApiError; rethrows an abort as it is. */
export async function request<S extends z.ZodMiniType>(
  form: AnswerForm<S>,
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
  outlivesPage = false,
): Promise<z.output<S>> {
  const answer = await send(method, path, body, signal, outlivesPage);
  await checkAnswer(form, answer, `${method} ${path}`);
  return answer as z.output<S>;
}

/** Makes a call; returns unchecked JSON, null where there is none. Sends a Blob unchanged, everything else as JSON. */
export async function send(
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
  outlivesPage = false,
): Promise<unknown> {
  return readJson(await reach(method, path, body, signal, outlivesPage));
}

/** UTF-16 units of JSON; browsers limit all requests with `keepalive` together to 64 KiB. */
const KEPT_ALIVE = 40_000;

/**
 * Returns a successful response. Rethrows an abort unchanged; everything else becomes an ApiError. A call that
 * `outlivesPage` completes although the page closes meanwhile, unless it is large.
 */
export async function reach(
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
  outlivesPage = false,
): Promise<Response> {
  let response: Response;
  const content = body instanceof Blob ? { headers: OCTETS, body } : jsonBody(body);
  const keepalive = outlivesPage && typeof content.body === 'string' && content.body.length <= KEPT_ALIVE;
  try {
    response = await fetch(path, { method, ...content, signal, keepalive });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError('offline', {
      title: 'Sprintscope does not answer',
      detail: 'Is the server still running? Start it with npm start, then try again.',
      status: 0,
    });
  }
  if (!response.ok) {
    if (STORAGE_STATUSES.has(response.status)) for (const listener of refusals) listener();
    throw problemToError(response.status, await readJson(response));
  }
  return response;
}

/** Unavailable, and no space left. */
const STORAGE_STATUSES: ReadonlySet<number> = new Set([503, 507]);
const refusals = new Set<() => void>();

/** Calls back when the server may be unable to store; returns a function that ends that. */
export function onRefusedWrite(listener: () => void): () => void {
  refusals.add(listener);
  return () => refusals.delete(listener);
}

/** We never send the type that the file claims: the server recognises it by itself. */
const OCTETS = { 'content-type': 'application/octet-stream' };

const jsonBody = (body: unknown): { headers?: Record<string, string>; body?: string } =>
  body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };

async function readJson(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  try {
    return await response.json();
  } catch {
    return null;
  }
}

/** A query string of what is set. */
export function queryText(options: Readonly<Record<string, string | number | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(options))
    if (value !== undefined) query.set(name, String(value));
  return query.toString();
}
