import * as z from 'zod/mini';
import { ApiError, problemToError } from '#components/api/api-error.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { parseLog } from '#lib/trace/jsonl.ts';
import { ReaderError } from './event-reader.ts';
import type { SessionAbout } from './session-types.ts';

const exampleSchema = z.object({
  slug: z.string(),
  title: z.string(),
  description: z.string(),
  author: z.string(),
});

export const sessionUrl = (id: string): string => `/api/sessions/${encodeURIComponent(id)}`;
export const logUrl = (id: string): string => `${sessionUrl(id)}/export?format=log`;
export const exampleUrl = (slug: string): string => `/traces/${encodeURIComponent(slug)}.jsonl`;

/** A whole log in one piece; throws ReaderError or ApiError. */
export async function loadLog(url: string, signal: AbortSignal): Promise<readonly TraceEvent[]> {
  const parsed = parseLog(await (await get(url, signal)).text());
  if (!parsed.ok) throw new ReaderError('unreadable', `The log cannot be read. ${parsed.error.message}`);
  return parsed.events;
}

/** What the gallery says about an example; null where it does not list it. */
export async function loadExampleAbout(slug: string, signal: AbortSignal): Promise<SessionAbout | null> {
  const content: unknown = await (await get('/traces/index.json', signal)).json();
  const parsed = z.array(exampleSchema).safeParse(content);
  const example = parsed.success ? parsed.data.find((candidate) => candidate.slug === slug) : undefined;
  return example ? { title: example.title, description: example.description, author: example.author } : null;
}

/** A text of this server; throws ApiError. */
export const loadText = async (url: string, signal: AbortSignal): Promise<string> =>
  (await get(url, signal)).text();

async function get(url: string, signal: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { signal });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new ApiError('offline', {
      title: 'Sprintscope does not answer',
      detail: 'Is the server still running? Start it with npm start, then reload this page.',
      status: 0,
    });
  }
  if (response.ok) return response;
  throw problemToError(response.status, await response.json().catch(() => null));
}
