import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
const sockets: Socket[] = [];

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server.close();
});

/** An upload of 60 MB that sends a byte now and then. */
function dripping(): Promise<Socket> {
  const { port } = new URL(server.origin);
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(
        `POST /api/traces?name=slow.txt HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 60000000\r\n\r\nx`,
        () => resolve(socket),
      );
    });
    socket.on('error', () => {});
    sockets.push(socket);
  });
}

const importOne = (text: string) => server.send('POST', '/api/traces', { text, kind: 'sequential' });

describe('uploads that do not end', () => {
  it('make no other import wait, small or large', async () => {
    for (let count = 0; count < 20; count++) await dripping();
    const small = await importOne('First I add 2 and 2. So it is \\boxed{4}.');
    expect(small.status).toBe(201);
    const large = await importOne(`First I add 2 and 2. ${'I think again. '.repeat(100_000)}`);
    // Too long for a trace: what matters is that it was read.
    expect(large.status).toBe(422);
    const batch = await server.send('POST', '/api/traces/batch', {
      traces: [{ text: 'It is \\boxed{4}.', kind: 'sequential' }],
    });
    expect(batch.status).toBe(200);
    expect(server.reports).toEqual([]);
  });

  it('one that leaves is no defect', async () => {
    const socket = await dripping();
    socket.destroy();
    expect((await importOne('It is \\boxed{4}.')).status).toBe(201);
    expect(server.reports).toEqual([]);
  });
});
