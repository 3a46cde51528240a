import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#lib/base/clock.ts';
import { reply } from '../testing/behaviours.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { startMisbehavingEndpoint } from '../testing/misbehaving-endpoint.ts';
import { discoverLocalServers } from './discovery.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listen(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const answering = (body: unknown): RequestListener => {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
};

const discover = (ports: number[], more = {}) =>
  discoverLocalServers({
    clock: systemClock,
    ports: ports.map((port) => ({ name: 'Some server', port })),
    ...more,
  });

describe('discoverLocalServers', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'a server that calls itself %s is named by its port',
    async (owned_by) => {
      const port = await listen(
        answering(`{"data":[{"id":"a","owned_by":${JSON.stringify(owned_by)}},{"id":"__proto__"}]}`),
      );
      expect(await discover([port])).toEqual([
        {
          name: 'Some server',
          baseUrl: `http://127.0.0.1:${port}/v1`,
          models: [
            { id: 'a', contextWindow: null },
            { id: '__proto__', contextWindow: null },
          ],
        },
      ]);
    },
  );

  it('what a flood sends is no list, and is not waited for', async () => {
    const ports = await Promise.all(
      [' ', '{"data":[', '[', '{"id":"a"},'].map((again) =>
        listen((_request, response) => {
          response.writeHead(200, { 'content-type': 'application/json' });
          const more = again.repeat(16_384);
          const send = () => {
            while (!response.destroyed && response.write(more));
          };
          response.on('drain', send);
          send();
        }),
      ),
    );
    expect(await discover(ports)).toEqual([]);
  });

  it('finds what answers with models, names it, and reads the window of each server’s kind', async () => {
    const ports = [
      await listen(answering({ data: [{ id: 'a', owned_by: 'vllm', max_model_len: 32768 }] })),
      await listen(
        answering({ data: [{ id: 'b.gguf', owned_by: 'llamacpp', meta: { n_ctx_train: 131072 } }] }),
      ),
      await listen(
        answering({
          object: 'list',
          data: [
            { id: 'c', owned_by: 'library' },
            { id: 'd', owned_by: 'library' },
          ],
        }),
      ),
      await listen(answering({ data: [{ id: 'e', max_context_length: 8192 }] })),
      await listen(answering({ data: [] })),
    ];
    expect(await discover(ports)).toEqual([
      {
        name: 'vLLM',
        baseUrl: `http://127.0.0.1:${ports[0]}/v1`,
        models: [{ id: 'a', contextWindow: 32768 }],
      },
      {
        name: 'llama.cpp',
        baseUrl: `http://127.0.0.1:${ports[1]}/v1`,
        models: [{ id: 'b.gguf', contextWindow: 131072 }],
      },
      {
        name: 'Ollama',
        baseUrl: `http://127.0.0.1:${ports[2]}/v1`,
        models: [
          { id: 'c', contextWindow: null },
          { id: 'd', contextWindow: null },
        ],
      },
      {
        name: 'Some server',
        baseUrl: `http://127.0.0.1:${ports[3]}/v1`,
        models: [{ id: 'e', contextWindow: 8192 }],
      },
      { name: 'Some server', baseUrl: `http://127.0.0.1:${ports[4]}/v1`, models: [] },
    ]);
  });

  it('passes over nothing, web pages, errors, redirects, endless and odd answers', async () => {
    const good = await listen(answering({ data: [{ id: 'a' }] }));
    const closed = await startMisbehavingEndpoint(() => reply(''));
    const closedPort = Number(new URL(closed.baseUrl).port);
    await closed.close();
    let redirected = false;
    const target = await listen((_request, response) => {
      redirected = true;
      answering({ data: [] })(_request, response);
    });
    const ports = [
      closedPort,
      await listen(answering('<html></html>')),
      await listen((_request, response) => response.writeHead(500).end('{"data":[]}')),
      await listen((_request, response) =>
        response.writeHead(302, { location: `http://127.0.0.1:${target}/v1/models` }).end(),
      ),
      await listen(
        answering(JSON.stringify({ data: [{ id: 'x'.repeat(200) }], padding: 'x'.repeat(2 * 1024 * 1024) })),
      ),
      await listen(answering({ data: [{ id: 7 }] })),
      await listen(answering({ models: [] })),
      await listen((request) => request.socket.destroy()),
      good,
    ];
    const found = await discover(ports);
    expect(found.map(({ baseUrl }) => baseUrl)).toEqual([`http://127.0.0.1:${good}/v1`]);
    expect(redirected).toBe(false);
  });

  it('gives up on the silent without waiting for the others', async () => {
    const clock = createManualClock();
    let asked = 0;
    const silent = await listen(() => {
      asked++;
    });
    const good = await listen(answering({ data: [{ id: 'a' }] }));
    const finding = discover([silent, good], { clock, timeoutMs: 100 });
    while (asked === 0) await clock.settle();
    // The good server has long answered; only the silent one is left.
    for (let turn = 0; turn < 20; turn++) await clock.settle();
    await clock.advance(100);
    expect((await finding).map(({ baseUrl }) => baseUrl)).toEqual([`http://127.0.0.1:${good}/v1`]);
    expect(clock.sleeping).toBe(0);
  });

  it('sends no key and no cookie, and can be aborted', async () => {
    let headers: unknown = null;
    const port = await listen((request, response) => {
      headers = request.headers;
      answering({ data: [] })(request, response);
    });
    await discover([port]);
    expect(headers).not.toHaveProperty('authorization');
    expect(headers).not.toHaveProperty('cookie');
    await expect(discover([port], { signal: AbortSignal.abort('no') })).rejects.toBe('no');
  });
});
