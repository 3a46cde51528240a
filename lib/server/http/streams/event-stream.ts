import type { Clock } from '#lib/base/clock.ts';
import { ownTurn } from '#lib/base/give-way.ts';
import type { StoredEvent } from '#lib/storage/store.ts';
import type { LogReader } from '../../sessions/live-log.ts';

/** Proxies close a silent connection after a minute or less. */
const HEARTBEAT_MS = 15_000;
/** How many events one chunk has. */
const PAGE = 500;
/** How soon a browser reconnects after a broken connection, ms. */
const RETRY_MS = 1000;

export interface EventStreamOptions {
  reader: LogReader;
  /** `seq` of the viewer's last event; -1 for none. */
  after: number;
  clock: Clock;
  /** Ends the stream at once, without `session-end`: the viewer reconnects. */
  signal: AbortSignal;
}

/**
 * The events as `text/event-stream`. It reads from the log by cursor once the viewer has read what was sent before, so
 * a slow viewer costs one chunk, however much is written meanwhile. Ends after `session-end`.
 */
export function eventStream(options: EventStreamOptions): ReadableStream<Uint8Array> {
  const { reader, clock } = options;
  const encoder = new TextEncoder();
  const gone = new AbortController();
  const signal = AbortSignal.any([options.signal, gone.signal]);
  let cursor = options.after;
  /**
   * There is more to send already: a viewer that catches up with a long log lets others have their turn; a live viewer
   * does not wait for them.
   */
  let isCatchingUp = false;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        // The headers leave with the first byte.
        controller.enqueue(encoder.encode(`retry: ${RETRY_MS}\n: open\n\n`));
        signal.addEventListener('abort', () => closeQuietly(controller), { once: true });
        if (signal.aborted) closeQuietly(controller);
      },
      async pull(controller) {
        try {
          if (isCatchingUp) await ownTurn();
          const events = await nextPage();
          if (signal.aborted) return;
          if (events === 'silence') return controller.enqueue(encoder.encode(': still here\n\n'));
          const last = events.at(-1);
          if (last) {
            controller.enqueue(encoder.encode(events.map(toMessage).join('')));
            cursor = last.seq;
            isCatchingUp = events.length === PAGE;
          }
          if (!last || last.type === 'session-end') gone.abort();
        } catch (error) {
          if (!signal.aborted) throw error;
        }
      },
      cancel() {
        gone.abort();
      },
    },
    { highWaterMark: 1 },
  );

  /** `silence` if nothing came for a heartbeat's time; empty if nothing will come any more. */
  async function nextPage(): Promise<StoredEvent[] | 'silence'> {
    const ready = await reader.read(cursor, PAGE);
    if (ready.length > 0) return ready;
    const settled = new AbortController();
    const either = AbortSignal.any([signal, settled.signal]);
    try {
      const silence = clock.sleep(HEARTBEAT_MS, either).then(() => true);
      const growth = reader.waitBeyond(cursor, either).then(() => false);
      // The loser rejects when `settled` aborts it.
      silence.catch(() => {});
      growth.catch(() => {});
      if (await Promise.race([silence, growth])) return 'silence';
    } finally {
      settled.abort();
    }
    return reader.read(cursor, PAGE);
  }
}

/** JSON holds no line break, so one `data:` line is enough. */
const toMessage = ({ seq, json }: StoredEvent) => `id: ${seq}\ndata: ${json}\n\n`;

function closeQuietly(controller: ReadableStreamDefaultController<Uint8Array>) {
  try {
    controller.close();
  } catch {
    // Already closed, by the end of the log or by the viewer.
  }
}
