import { createParser } from 'eventsource-parser';
import type { TraceEvent } from '#lib/trace/events.ts';
import { isKnownEvent } from '#lib/trace/log-lines.ts';
import { ReaderError } from './reader-error.ts';

export interface EventReaderOptions {
  /** Address of the event stream, without query. */
  url: string;
  /** `seq` of the last event already known; -1 for none. */
  after: number;
  fetch: typeof fetch;
  sleep(durationMs: number, signal: AbortSignal): Promise<void>;
  /** Aborting ends reading silently (the tab was hidden, the page left). */
  signal: AbortSignal;
  /** New events in order, without gaps after `after` and without duplicates. Several at once, as they came. */
  onEvents(events: readonly TraceEvent[]): void;
  onConnection(connection: 'open' | 'lost'): void;
}

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 5000;
/**
 * The server sends a heartbeat every 15 s; after three missing ones the connection hangs, though nothing reported it.
 */
export const SILENCE_MS = 45_000;

/**
 * Follows a session's event stream to its `session-end`, over as many connections as it takes. Resolves when the
 * session has ended or the signal aborted; rejects with ReaderError when a retry cannot help.
 */
export async function readEventStream(options: EventReaderOptions): Promise<void> {
  let cursor = options.after;
  let delayMs = FIRST_DELAY_MS;
  while (!options.signal.aborted) {
    const before = cursor;
    try {
      const outcome = await readOnce(options, cursor, (event) => {
        cursor = event.seq;
      });
      if (outcome === 'ended') return;
    } catch (error) {
      if (options.signal.aborted) return;
      if (error instanceof ReaderError) throw error;
    }
    if (options.signal.aborted) return;
    if (cursor > before) delayMs = FIRST_DELAY_MS;
    else options.onConnection('lost');
    await options.sleep(delayMs, options.signal).catch(() => undefined);
    delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
  }
}

/** One connection: `ended` after session-end or 204, `cut` when it broke off. */
async function readOnce(
  options: EventReaderOptions,
  after: number,
  onCursor: (event: TraceEvent) => void,
): Promise<'ended' | 'cut'> {
  const response = await options.fetch(after < 0 ? options.url : `${options.url}?after=${after}`, {
    headers: { accept: 'text/event-stream' },
    cache: 'no-store',
    signal: options.signal,
  });
  if (response.status === 204) return 'ended';
  if (response.status === 404) throw new ReaderError('not-found', 'There is no such session.');
  if (!response.ok || !response.body) return 'cut';
  options.onConnection('open');

  let cursor = after;
  let batch: TraceEvent[] = [];
  let ended = false;
  let gap = false;
  const parser = createParser({
    onEvent: ({ data }) => {
      if (gap) return;
      const event = readEvent(data);
      if (event.seq <= cursor) return;
      // A hole means events were lost on the way: the next connection asks for them again.
      if (event.seq > cursor + 1) {
        gap = true;
        return;
      }
      cursor = event.seq;
      batch.push(event);
      if (event.type === 'session-end') ended = true;
    },
  });

  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    while (!ended && !gap) {
      const read = await unlessSilent(reader.read(), options);
      if (read === 'silent' || read.done) break;
      const { value } = read;
      parser.feed(value);
      if (batch.length === 0) continue;
      const events = batch;
      batch = [];
      onCursor(events[events.length - 1] as TraceEvent);
      options.onEvents(events);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  return ended ? 'ended' : 'cut';
}

async function unlessSilent<T>(
  reading: Promise<T>,
  { sleep, signal }: EventReaderOptions,
): Promise<T | 'silent'> {
  const timer = new AbortController();
  const silence = sleep(SILENCE_MS, AbortSignal.any([timer.signal, signal])).then(() => 'silent' as const);
  // This promise usually loses the race and then rejects without a listener.
  silence.catch(() => undefined);
  try {
    return await Promise.race([reading, silence]);
  } finally {
    timer.abort();
  }
}

function readEvent(data: string): TraceEvent {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    throw new ReaderError('unreadable', 'The server sent an event that is not JSON.');
  }
  if (isKnownEvent(value)) return value;
  throw new ReaderError(
    'unreadable',
    'The server sent an event of a kind this page does not know. Reload the page: it may be older than the server.',
  );
}
