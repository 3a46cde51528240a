import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Behaviour, EndpointRequest, Reply } from './behaviours.ts';
import { chunksOf, piecesOf, readRequest } from './wire-format.ts';

/** A real HTTP server for tests that behaves as the test says, well or badly. */
export interface MisbehavingEndpoint {
  /** `http://127.0.0.1:port/v1` */
  readonly baseUrl: string;
  /** Every model call, in the order of arrival; we fill in its fields as it goes on. */
  readonly requests: readonly EndpointRequest[];
  /** Calls whose response is still open. */
  readonly open: number;
  /** Resolves once this many calls have arrived. */
  arrived(count: number): Promise<void>;
  /** Resolves once no response is open. */
  idle(): Promise<void>;
  /** Cuts open connections and stops listening: from then on the endpoint is down. */
  close(): Promise<void>;
}

/** What the endpoint does with each request; it may look at all requests, and may wait. */
export type Respond = (request: EndpointRequest) => Behaviour | Promise<Behaviour>;

/**
 * Listens on an ephemeral port of 127.0.0.1, serves chat and text completions (streamed or whole) and `/v1/models`, and
 * asks `respond` what to do for each call. behaviours.ts lists the choices.
 */
export async function startMisbehavingEndpoint(respond: Respond): Promise<MisbehavingEndpoint> {
  const requests: EndpointRequest[] = [];
  const startedAt = performance.now();
  let open = 0;
  let watchers: (() => boolean)[] = [];
  const changed = () => {
    watchers = watchers.filter((watcher) => !watcher());
  };
  const until = (condition: () => boolean) =>
    new Promise<void>((resolve) => {
      watchers.push(() => {
        if (!condition()) return false;
        resolve();
        return true;
      });
      changed();
    });

  const server = createServer(async (incoming, response) => {
    const request = await readRequest(incoming, requests.length, performance.now() - startedAt);
    if (request === null) {
      const list = { object: 'list', data: [{ id: 'test-model', object: 'model', max_model_len: 32_768 }] };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(list));
      return;
    }
    requests.push(request);
    open++;
    const gone = new AbortController();
    response.on('close', () => {
      open--;
      // `finish` without an earlier `close` means that the response was sent whole.
      request.aborted = !response.writableFinished && request.endedByUs === null;
      request.endedAt = performance.now() - startedAt;
      gone.abort();
      changed();
    });
    changed();
    try {
      await behave(request, response, await respond(request), gone.signal);
    } catch (error) {
      if (gone.signal.aborted) return;
      // A faulty script must fail its test, not hang it.
      response.destroy(error instanceof Error ? error : undefined);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    get open() {
      return open;
    },
    arrived: (count) => until(() => requests.length >= count),
    idle: () => until(() => open === 0),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const BAD_LINE = 'data: {"choices": [{"te\n\n';

async function behave(
  request: EndpointRequest,
  response: ServerResponse,
  behaviour: Behaviour,
  gone: AbortSignal,
): Promise<void> {
  switch (behaviour.kind) {
    case 'http':
      if (behaviour.delayMs) await delay(behaviour.delayMs, undefined, { signal: gone });
      response.writeHead(behaviour.status, { 'content-type': behaviour.contentType, ...behaviour.headers });
      response.end(behaviour.body);
      return;
    case 'hang':
      return;
    case 'reset':
      request.endedByUs = 'reset';
      response.socket?.resetAndDestroy();
      return;
    case 'raw':
      await sendRaw(request, response, behaviour, gone);
      return;
    case 'reply':
      if (request.body.stream === true && !behaviour.ignoreStream)
        await stream(request, response, behaviour, gone);
      else {
        const whole = chunksOf(request, behaviour).whole;
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(whole));
      }
  }
}

async function sendRaw(
  request: EndpointRequest,
  response: ServerResponse,
  { body, contentType = 'text/event-stream', pieceLength, cut }: Extract<Behaviour, { kind: 'raw' }>,
  gone: AbortSignal,
): Promise<void> {
  const bytes = Buffer.from(body);
  const length = pieceLength ?? Math.max(1, bytes.length);
  response.writeHead(200, { 'content-type': contentType });
  for (let at = 0; at < bytes.length; at += length) {
    response.write(bytes.subarray(at, at + length));
    if (pieceLength) await delay(0, undefined, { signal: gone });
  }
  if (cut) {
    await delay(20, undefined, { signal: gone });
    request.endedByUs = 'cut';
    response.destroy();
    return;
  }
  request.endedByUs = 'end';
  response.end();
}

async function stream(
  request: EndpointRequest,
  response: ServerResponse,
  reply: Reply,
  gone: AbortSignal,
): Promise<void> {
  const wait = (durationMs: number) => delay(durationMs, undefined, { signal: gone });
  const send = (data: string) => response.write(`data: ${data}\n\n`);
  const { delta, finish, usage } = chunksOf(request, reply);
  if (reply.headersAfterMs) await wait(reply.headersAfterMs);
  response.writeHead(200, { 'content-type': 'text/event-stream', ...reply.headers });
  response.write(': hello\n\n');
  if (reply.firstTokenAfterMs) await wait(reply.firstTokenAfterMs);

  const pieces = piecesOf(request, reply);
  let written = 0;
  for (const piece of pieces) {
    if (reply.breaks && written >= (reply.breaksAfter ?? 0)) {
      if (reply.breaks !== 'bad-line') break;
      if (written === (reply.breaksAfter ?? 0)) response.write(BAD_LINE);
    }
    if (reply.pieceEveryMs && written > 0) await wait(reply.pieceEveryMs);
    if (gone.aborted) return;
    send(delta(piece));
    written++;
  }
  request.piecesSent = written;

  switch (reply.breaks) {
    case 'cut':
      // The pieces must have left before the connection closes.
      await wait(20);
      request.endedByUs = 'cut';
      response.destroy();
      return;
    case 'end':
      request.endedByUs = 'end';
      response.end();
      return;
    case 'stall':
      return;
    case 'garbage':
    case 'html':
      if (reply.breaks === 'garbage') response.write(BAD_LINE);
      else send('<html><body>502 Bad Gateway</body></html>');
      request.endedByUs = 'end';
      response.end();
      return;
    case 'error-chunk':
      send(
        JSON.stringify(reply.errorChunk ?? { error: { message: 'The engine died', type: 'server_error' } }),
      );
      break;
    case 'bad-line':
    case undefined:
      break;
  }
  if (reply.finish !== null) send(finish);
  if (usage !== null) send(usage);
  if (reply.done !== false) send('[DONE]');
  if (reply.keepOpen) return;
  request.endedByUs = 'end';
  response.end();
}
