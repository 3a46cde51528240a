import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Handler, handle } from '../http/handle.ts';
import { routes } from '../http/routes.ts';
import type { Server } from '../server.ts';

export interface HttpBridge {
  /** `http://127.0.0.1:port`. */
  origin: string;
  close(): Promise<void>;
}

interface MountedRoute {
  pattern: RegExp;
  names: string[];
  handlers: Partial<Record<string, Handler>>;
}

const mounted: MountedRoute[] = Object.entries(routes)
  .map(([path, handlers]) => ({
    path,
    names: [...path.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].map((match) => match[1] ?? ''),
    pattern: new RegExp(`^${path.replace(/\[\.\.\.\w+\]/g, '(.+)').replace(/\[\w+\]/g, '([^/]+)')}$`),
    handlers,
  }))
  // As Next: a literal part wins over a name, a name over the rest of the path.
  .sort((a, b) => rank(a.path) - rank(b.path));

function rank(path: string): number {
  return path.includes('[...') ? 2 : path.includes('[') ? 1 : 0;
}

/** Mounts the API on a plain node:http server, so that tests speak real HTTP to it without building the app. */
export async function startHttpBridge(server: Server): Promise<HttpBridge> {
  const http = createServer((incoming, outgoing) => {
    answer(server, incoming, outgoing).catch((error: unknown) => outgoing.destroy(error as Error));
  });
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
  const { pathname } = new URL(request.url);
  for (const { pattern, names, handlers } of mounted) {
    const match = pattern.exec(pathname);
    if (!match) continue;
    const handler = handlers[method];
    if (!handler) return void outgoing.writeHead(405).end();
    const params = Object.fromEntries(
      names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')]),
    );
    return send(await handle(() => server, handler, request, params), outgoing);
  }
  outgoing.writeHead(404).end();
}

/** Read on demand, and left alone when the handler stops reading: node then drops the rest after the response. */
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
    // Nothing more is read from the handler until the client has taken this.
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
