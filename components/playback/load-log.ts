import { ApiError, problemToError } from '#components/api/api-error.ts';
import type { JudgedAnswer } from '#lib/answers/judged-answer.ts';
import type { SessionSummary } from '#lib/contract/session.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { isKnownEvent, type LineCheck, LogError, readLines } from '#lib/trace/log-lines.ts';
import type { CurationPreviewSource, SessionAbout } from './playback-types.ts';
import { ReaderError } from './reader-error.ts';

export const sessionUrl = (id: string): string => `/api/sessions/${encodeURIComponent(id)}`;
export const logUrl = (id: string): string => `${sessionUrl(id)}/export?format=log`;
export const previewUrl = ({ recordId, side }: CurationPreviewSource): string =>
  `/api/curation/records/${encodeURIComponent(recordId)}/preview?side=${side}`;
export const exampleUrl = (slug: string): string => `/traces/${encodeURIComponent(slug)}.jsonl`;

/**
 * Events read before the page may draw again: where a log of 200,000 at once would
 * stop everything for the better part of a second.
 */
const SLICE = 2000;

/**
 * A whole log in slices, the page free between them; throws ReaderError or ApiError. `rest` resolves when it has had
 * its turn.
 */
export async function* loadLog(
  url: string,
  signal: AbortSignal,
  rest: () => Promise<void> = nextTask,
): AsyncGenerator<readonly TraceEvent[]> {
  const text = await (await get(url, signal)).text();
  let slice: TraceEvent[] = [];
  try {
    for (const { event } of readLines(text, known)) {
      slice.push(event);
      if (slice.length < SLICE) continue;
      yield slice;
      slice = [];
      await rest();
      signal.throwIfAborted();
    }
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    throw new ReaderError('unreadable', `The log cannot be read. ${error.message}`);
  }
  if (slice.length > 0) yield slice;
}

/** Our own server checked what it sends; the schema would be a tenth of this page's script. */
const known: LineCheck = (line, kind) =>
  kind === 'annotation' || isKnownEvent(line) ? null : 'this page knows no such event.';

/** A message, not a timer: browsers delay nested timers to 4 ms each. */
const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** What the gallery says about an example; null where it does not list it. */
export async function loadExampleAbout(slug: string, signal: AbortSignal): Promise<SessionAbout | null> {
  const content: unknown = await (await get('/traces/index.json', signal)).json();
  const examples: readonly ({ slug: string } & SessionAbout)[] = Array.isArray(content) ? content : [];
  const example = examples.find((candidate) => candidate.slug === slug);
  return example ? { title: example.title, description: example.description, author: example.author } : null;
}

/** What a page says of a stored session beside its log. */
export function aboutOf(summary: SessionSummary): SessionAbout {
  const { title, sourceName = null, damaged } = summary;
  return { title, description: null, author: null, sourceName, damaged, judged: judgedOf(summary) };
}

export const judgedOf = ({
  expected = null,
  verdict = null,
  ruling = null,
}: SessionSummary): JudgedAnswer => ({
  expected,
  verdict,
  ruling,
});

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
