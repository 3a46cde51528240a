import type { Clock } from '#lib/base/clock.ts';
import type { Store } from '#lib/storage/store.ts';
import type { LogReader } from '../sessions/live-log.ts';
import { readablePage } from '../sessions/stored-events.ts';
import type { Handler } from './handle.ts';
import { HttpProblem } from './problem.ts';
import { requireSession } from './sessions.ts';
import { eventStream } from './streams/event-stream.ts';

/**
 * The log as server-sent events, from the start or after `Last-Event-ID`, else `?after=`. 204 if the viewer has all of
 * an ended session: this stops a browser's EventSource from reconnecting.
 */
export const sessionEvents: Handler = async (exchange) => {
  const { server, request } = exchange;
  const { id, status, lastSeq } = await requireSession(exchange);
  const after = cursorOf(request);
  const live = server.supervisor.live(id);
  if (!live && status !== 'running' && after >= lastSeq) return new Response(null, { status: 204 });
  const stream = eventStream({
    reader: live ?? createStoredLog(server.store, id, server.clock),
    after,
    clock: server.clock,
    signal: AbortSignal.any([request.signal, server.closing]),
  });
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // no-transform turns compression off, which would hold events back.
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  });
};

function cursorOf(request: Request): number {
  const header = request.headers.get('last-event-id');
  // Browsers set this header themselves; an unreadable one means the viewer has nothing.
  if (header && /^\d{1,15}$/.test(header)) return Number(header);
  const after = new URL(request.url).searchParams.get('after');
  if (after === null || after === '') return -1;
  if (!/^(-1|\d{1,15})$/.test(after))
    throw new HttpProblem(400, 'invalid-request', 'after: Must be the seq of an event', {
      errors: [{ path: 'after', message: 'Must be the seq of an event' }],
    });
  return Number(after);
}

/** How often we check a log that another process writes, ms. */
const POLL_MS = 500;

/** Reads a log that does not run here: at rest, or written by another process that shares the folder. */
function createStoredLog(store: Pick<Store, 'events' | 'session'>, id: string, clock: Clock): LogReader {
  return {
    async read(after, limit) {
      const lastSeq = (await store.session(id))?.lastSeq ?? -1;
      return (await readablePage(store, { id, lastSeq }, after, limit)).stored;
    },
    async waitBeyond(after, signal) {
      for (;;) {
        const session = await store.session(id);
        if (!session || session.lastSeq > after || session.status !== 'running') return;
        await clock.sleep(POLL_MS, signal);
      }
    },
  };
}
