import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openAccess } from '../access/access.ts';
import { createFrontDoor } from '../front/front-door.ts';
import { createHttpServer } from '../front/http-server.ts';
import { answerApi } from '../http/answer-api.ts';
import { matchRoute } from '../http/match-route.ts';
import type { Server } from '../server.ts';
import { checkedAnswer } from './checked-answer.ts';

export interface HttpBridge {
  /** `http://127.0.0.1:port`. */
  origin: string;
  close(): Promise<void>;
}

/** Mounts the API behind our front door, in the place of Next: tests send it real HTTP without a build. */
export async function startHttpBridge(server: Server): Promise<HttpBridge> {
  const http = createHttpServer(
    createFrontDoor({
      next: (incoming, outgoing) => answer(server, incoming, outgoing),
      hosts: server.config.hosts,
      access: openAccess,
      report: server.report,
    }),
  );
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  const { port } = http.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}

async function answer(server: Server, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.on('close', () => gone.abort());
  const method = incoming.method ?? 'GET';
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const request = new Request(`http://${incoming.headers.host ?? 'localhost'}${incoming.url}`, {
    method,
    headers: Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
    body: hasBody ? bodyOf(incoming) : null,
    signal: gone.signal,
    ...(hasBody && { duplex: 'half' }),
  });
  // Pages, which only the app has.
  if (!matchRoute(new URL(request.url).pathname))
    return void outgoing.writeHead(404, { 'content-type': 'text/html' }).end();
  return send(await checkedAnswer(request, await answerApi(() => server, request)), outgoing);
}

/**
 * We read it on demand, and leave it alone when the handler stops reading: node then drops the rest after the response.
 */
function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks = incoming.iterator({ destroyOnReturn: false });
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = (await chunks.next()) as IteratorResult<Uint8Array>;
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  const reader = response.body?.getReader();
  const onClose = () => void reader?.cancel().catch(() => {});
  outgoing.on('close', onClose);
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) break;
    // We read nothing more from the handler until the client has taken this.
    if (!outgoing.write(chunk.value) && !outgoing.destroyed)
      await new Promise<void>((resolve) => {
        const go = () => {
          outgoing.off('drain', go).off('close', go);
          resolve();
        };
        outgoing.on('drain', go).on('close', go);
      });
  }
  outgoing.end();
}
