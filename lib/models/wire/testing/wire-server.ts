import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';

export interface WireServer {
  /** `http://127.0.0.1:port/v1` */
  readonly baseUrl: string;
  close(): Promise<void>;
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * Mounts a web-standard handler on `node:http`, for tests: on an ephemeral port, with disconnects passed on as
 * `signal`.
 */
export async function startWireServer(handler: (request: Request) => Promise<Response>): Promise<WireServer> {
  const server = createServer(async (incoming, outgoing) => {
    const gone = new AbortController();
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) gone.abort(new DOMException('The client went away', 'AbortError'));
    });
    const body = await bodyOf(incoming);
    const { port } = server.address() as AddressInfo;
    const request = new Request(`http://127.0.0.1:${port}${incoming.url ?? '/'}`, {
      method: incoming.method,
      headers: { 'content-type': incoming.headers['content-type'] ?? '' },
      signal: gone.signal,
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    const response = await handler(request);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    // If the reader leaves, the pipeline rejects; `close` above has already told the handler.
    if (response.body)
      await pipeline(Readable.fromWeb(response.body as NodeReadableStream), outgoing).catch(() => {});
    else outgoing.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
