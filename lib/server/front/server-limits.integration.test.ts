import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { limitConnections } from './http-server.ts';
import { type DoorServer, startDoorServer } from './testing/door-server.ts';

let server: DoorServer;
afterEach(() => server.close());

const host = () => `Host: 127.0.0.1:${server.port}\r\n`;

describe('a client that is slow', () => {
  it('with its headers: 408 in the API’s form', async () => {
    server = await startDoorServer(undefined, {}, { headersMs: 200, requestMs: 400 });
    const text = await server.raw('GET /api/health HTTP/1.1\r\nx: 1\r\n');
    expect(text).toMatch(/^HTTP\/1\.1 408 .*"urn:sprintscope:problem:too-slow"/s);
  });

  it('with a body that nobody reads: it gets its answer, and the connection ends', async () => {
    server = await startDoorServer(undefined, {}, { leftoverMs: 100 });
    const text = await server.raw(
      `POST /api/sessions HTTP/1.1\r\n${host()}Content-Length: 1000\r\n\r\nonly this`,
    );
    expect(text).toMatch(/^HTTP\/1\.1 200 .*next$/s);
  });

  it('to take its answer: nothing more is made than it has room for, then the connection ends', async () => {
    let made = 0;
    let ended: () => void;
    const end = new Promise<void>((resolve) => {
      ended = resolve;
    });
    server = await startDoorServer(
      async (_request, response) => {
        response.once('close', () => ended());
        const more = () => {
          while (response.write(Buffer.alloc(64 * 1024))) made += 64 * 1024;
          response.once('drain', more);
        };
        more();
      },
      {},
      { untakenMs: 200 },
    );
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => {}).pause();
    socket.write(`GET /api/health HTTP/1.1\r\n${host()}\r\n`);
    await end;
    // The amount that the kernel buffers on both ends.
    expect(made).toBeLessThan(16 * 1024 * 1024);
    socket.destroy();
  });

  it('that takes its answer slowly keeps it', async () => {
    server = await startDoorServer(
      async (_request, response) => {
        for (let part = 0; part < 40; part++)
          if (!response.write(Buffer.alloc(256 * 1024))) await once(response, 'drain');
        response.end('whole');
      },
      {},
      { untakenMs: 500 },
    );
    const socket = connect(server.port, '127.0.0.1');
    socket.write(`GET /api/health HTTP/1.1\r\n${host()}Connection: close\r\n\r\n`);
    let text = '';
    for await (const chunk of socket.setEncoding('latin1')) {
      text = (text + chunk).slice(-100);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(text).toContain('whole');
  });
});

describe('connections', () => {
  it('from one address are bounded, and free again once closed', async () => {
    server = await startDoorServer();
    limitConnections(server.http, { connections: 100, connectionsPerAddress: 3 }, () => true);
    const open = () => connect(server.port, '127.0.0.1').on('error', () => {});
    const kept = [open(), open(), open()];
    await Promise.all(kept.map((socket) => once(socket, 'connect')));
    const dropped = open();
    await once(dropped, 'close');
    kept[0]?.destroy();
    await once(kept[0]!, 'close');
    // The server notices a moment later.
    for (;;) {
      const text = await server
        .raw(`GET /api/health HTTP/1.1\r\n${host()}Connection: close\r\n\r\n`)
        .catch(() => '');
      if (text.startsWith('HTTP/1.1 200')) break;
    }
    for (const socket of kept) socket.destroy();
  });
});
