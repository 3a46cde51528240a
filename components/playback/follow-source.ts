import { asApiError } from '#components/api/api-error.ts';
import { api } from '#components/api/client.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import {
  aboutOf,
  exampleUrl,
  loadExampleAbout,
  loadLog,
  logUrl,
  previewUrl,
  sessionUrl,
} from './load-log.ts';
import type { Connection, SessionAbout, TraceSource } from './playback-types.ts';
import { ReaderError } from './reader-error.ts';

export interface FollowOptions {
  /** `seq` of the last event already here; -1 for none. */
  known(): number;
  /** `more`: this is a slice of a whole log, to be shown when the last one has arrived. */
  onEvents(events: readonly TraceEvent[], more?: boolean): void;
  onConnection(connection: Connection): void;
  onAbout(about: SessionAbout): void;
}

/** The server deletes within milliseconds of the end; the second look is for a busy one. */
const CONFIRM_AFTER_MS = [250, 1500];

const sleep = (durationMs: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, durationMs);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });

/**
 * Loads a source's log: an example or an ended session in one piece, a running one by its event stream. Returns a
 * function that ends this. While the tab is hidden the stream is closed (browsers allow six connections).
 */
export function followSource(source: TraceSource, options: FollowOptions): () => void {
  let reading: AbortController | null = null;
  let settled = false;

  function begin(): void {
    if (reading || settled) return;
    const controller = new AbortController();
    reading = controller;
    load(source, options, controller.signal)
      .then(() => {
        settled = !controller.signal.aborted;
      })
      .catch((error: unknown) => {
        if (!controller.signal.aborted) options.onConnection(failure(error, options.known() >= 0));
      })
      .finally(() => {
        if (reading === controller) reading = null;
      });
  }

  // Nothing tells a page that its ended session was deleted elsewhere: it asks when a person returns to it.
  function confirm(): void {
    if (reading || source.kind !== 'session') return;
    const controller = new AbortController();
    reading = controller;
    confirmKept(source.id, options, controller.signal)
      .catch((error: unknown) => {
        if (!controller.signal.aborted) options.onConnection(failure(error, true));
      })
      .finally(() => {
        if (reading === controller) reading = null;
      });
  }

  function onFocus(): void {
    if (settled) confirm();
  }

  function onVisibility(): void {
    if (document.hidden) {
      reading?.abort();
      reading = null;
    } else if (settled) confirm();
    else begin();
  }

  // A stream may hang for minutes when the network fails: open a new one, which works or reports that it does not. Not
  // simply "lost": a server on this machine is reachable without any network.
  function onOffline(): void {
    if (document.hidden) return;
    reading?.abort();
    reading = null;
    begin();
  }

  begin();
  window.addEventListener('offline', onOffline);
  window.addEventListener('focus', onFocus);
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    window.removeEventListener('offline', onOffline);
    window.removeEventListener('focus', onFocus);
    reading?.abort();
    reading = null;
  };
}

async function load(source: TraceSource, options: FollowOptions, signal: AbortSignal): Promise<void> {
  if (source.kind === 'embedded') {
    if (options.known() >= 0) return;
    options.onAbout(source.about);
    options.onEvents(source.events);
    options.onConnection({ kind: 'complete' });
    return;
  }
  if (source.kind === 'curation') {
    await takeLog(loadLog(previewUrl(source), signal), options);
    options.onConnection({ kind: 'complete' });
    return;
  }
  if (source.kind === 'example') {
    const telling = loadExampleAbout(source.slug, signal).catch(() => null);
    await takeLog(loadLog(exampleUrl(source.slug), signal), options, async () => {
      const about = await telling;
      if (about) options.onAbout(about);
    });
    options.onConnection({ kind: 'complete' });
    return;
  }

  // A person returns to a session that ran: its stream reports what happened since, and whether it has ended.
  if (options.known() < 0) {
    const summary = await api.getSession(source.id, signal);
    options.onAbout(aboutOf(summary));
    if (summary.status !== 'running') {
      await takeLog(loadLog(logUrl(source.id), signal), options);
      options.onConnection({ kind: 'complete' });
      return;
    }
  }
  // Most sessions that are opened have ended: what follows a stream is fetched for the others.
  const { readEventStream } = await import('./event-reader.ts');
  await readEventStream({
    url: `${sessionUrl(source.id)}/events`,
    after: options.known(),
    fetch: (input, init) => fetch(input, init),
    sleep,
    signal,
    onEvents: options.onEvents,
    onConnection: (connection) => options.onConnection({ kind: connection === 'open' ? 'live' : 'lost' }),
  });
  if (signal.aborted) return;
  options.onConnection({ kind: 'complete' });
  // Deleting a session that runs cancels it first: its end may be the last that is heard of it.
  for (const delayMs of CONFIRM_AFTER_MS) {
    await sleep(delayMs, signal);
    await confirmKept(source.id, options, signal);
  }
}

/** Passes a log on slice by slice; the page may show it only with the last one, after `before`. */
async function takeLog(
  slices: AsyncIterable<readonly TraceEvent[]>,
  options: FollowOptions,
  before?: () => Promise<void>,
): Promise<void> {
  let held: readonly TraceEvent[] | null = null;
  for await (const slice of slices) {
    if (held) options.onEvents(held, true);
    held = slice;
  }
  await before?.();
  if (held) options.onEvents(held);
}

/**
 * Throws where the server no longer knows the session; ignores a server that does not answer. Passes on the current
 * details.
 */
async function confirmKept(
  id: string,
  { onAbout }: Pick<FollowOptions, 'onAbout'>,
  signal: AbortSignal,
): Promise<void> {
  try {
    onAbout(aboutOf(await api.getSession(id, signal)));
  } catch (error) {
    if (signal.aborted || asApiError(error).status === 404) throw error;
  }
}

function failure(error: unknown, wasHere: boolean): Connection {
  const gone: Connection = wasHere ? { kind: 'deleted' } : { kind: 'not-found' };
  if (error instanceof ReaderError) {
    return error.type === 'not-found'
      ? gone
      : { kind: 'unreadable', title: 'This session cannot be shown', message: error.message };
  }
  const { status, title, detail, remedy } = asApiError(error);
  if (status === 404) return gone;
  return { kind: 'unreadable', title, message: [detail, remedy].filter(Boolean).join(' ') };
}
