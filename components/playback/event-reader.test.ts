import { expect, test, vi } from 'vitest';
import type { TraceEvent } from '#lib/trace/events.ts';
import { sessionStart, stampLog } from '#lib/trace/testing/log-builder.ts';
import { type EventReaderOptions, readEventStream, SILENCE_MS } from './event-reader.ts';
import { ReaderError } from './reader-error.ts';

const log = stampLog([
  sessionStart(),
  { type: 'stage-start', stage: 1 },
  { type: 'plan-start', stream: 'plan:1', attempt: 1, requestedAt: 5 },
  { type: 'stage-end', stage: 1, status: 'done' },
  { type: 'session-end', status: 'done' },
]);

const sse = (events: readonly TraceEvent[]) =>
  `: hello\n\n${events.map((event) => `id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`).join('')}`;

/** A server that answers each request with the next of `replies`; it sends a text in chunks of 7 characters. */
function setUp(replies: readonly (string | number | Error)[]) {
  const urls: string[] = [];
  const received: TraceEvent[] = [];
  const connections: string[] = [];
  const delays: number[] = [];
  const controller = new AbortController();
  const fetchReply = vi.fn(async (input: unknown) => {
    urls.push(String(input));
    const reply = replies[urls.length - 1];
    if (reply === undefined) throw new Error('asked once more than expected');
    if (reply instanceof Error) throw reply;
    if (typeof reply === 'number') return new Response(null, { status: reply });
    const bytes = new TextEncoder().encode(reply);
    const body = new ReadableStream<Uint8Array>({
      start(stream) {
        for (let at = 0; at < bytes.length; at += 7) stream.enqueue(bytes.slice(at, at + 7));
        stream.close();
      },
    });
    return new Response(body, { status: 200 });
  });
  const options: EventReaderOptions = {
    url: '/events',
    after: -1,
    fetch: fetchReply as typeof fetch,
    sleep: async (durationMs, signal) => {
      if (durationMs === SILENCE_MS)
        await new Promise((_, reject) => signal.addEventListener('abort', reject));
      delays.push(durationMs);
    },
    signal: controller.signal,
    onEvents: (events) => received.push(...events),
    onConnection: (connection) => connections.push(connection),
  };
  return { options, urls, received, connections, delays, controller };
}

test('reads to the session’s end in one connection', async () => {
  const { options, received, urls } = setUp([sse(log)]);
  await readEventStream(options);
  expect(received).toEqual(log);
  expect(urls).toEqual(['/events']);
});

test('an end without session-end is a cut: asks again after the last event it has', async () => {
  const { options, received, urls, connections } = setUp([sse(log.slice(0, 2)), sse(log.slice(2))]);
  await readEventStream(options);
  expect(received).toEqual(log);
  expect(urls).toEqual(['/events', '/events?after=1']);
  expect(connections).toEqual(['open', 'open']);
});

test('duplicates are dropped by seq', async () => {
  const { options, received } = setUp([sse(log.slice(0, 3)), sse(log)]);
  await readEventStream(options);
  expect(received).toEqual(log);
});

test('a hole is never taken: what is missing is asked for again', async () => {
  const [first, second, , fourth] = log;
  if (!first || !second || !fourth) throw new Error('unreachable');
  const { options, received, urls } = setUp([sse([first, second, fourth]), sse(log.slice(2))]);
  await readEventStream(options);
  expect(received).toEqual(log);
  expect(urls[1]).toBe('/events?after=1');
});

test('a reconnect that gets 204 has seen everything', async () => {
  const { options, received } = setUp([sse(log.slice(0, 2)), 204]);
  await readEventStream(options);
  expect(received).toEqual(log.slice(0, 2));
});

test('a connection that brings nothing is reported lost, and tried again ever more slowly', async () => {
  const { options, connections, delays } = setUp([new TypeError('no route'), 502, 502, sse(log)]);
  await readEventStream(options);
  expect(connections).toEqual(['lost', 'lost', 'lost', 'open']);
  expect(delays).toEqual([250, 500, 1000]);
});

test('an unknown session is final', async () => {
  const { options } = setUp([404]);
  await expect(readEventStream(options)).rejects.toMatchObject({ type: 'not-found' });
});

test('an event that this page does not know is final, not a loop', async () => {
  const { options, urls } = setUp(['data: {"seq":0,"type":"surprise"}\n\n']);
  await expect(readEventStream(options)).rejects.toBeInstanceOf(ReaderError);
  expect(urls).toHaveLength(1);
});

test('aborting ends it silently, and no further request is made', async () => {
  const { options, urls, controller } = setUp([sse(log.slice(0, 2)), sse(log)]);
  options.onEvents = () => controller.abort();
  await readEventStream(options);
  expect(urls).toHaveLength(1);
});

test('a connection that hangs without a word is given up and opened again', async () => {
  const { options, received, connections } = setUp([sse(log)]);
  const answered = options.fetch;
  let asked = 0;
  options.fetch = ((...request: Parameters<typeof fetch>) => {
    asked++;
    return asked === 1 ? Promise.resolve(new Response(new ReadableStream())) : answered(...request);
  }) as typeof fetch;
  const sleep = options.sleep;
  options.sleep = async (durationMs, signal) => {
    // Time passes on the first connection only.
    if (durationMs !== SILENCE_MS || asked > 1) await sleep(durationMs, signal);
  };
  await readEventStream(options);
  expect(asked).toBe(2);
  expect(received).toEqual(log);
  expect(connections).toEqual(['open', 'lost', 'open']);
});
