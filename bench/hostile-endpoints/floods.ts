import { createServer, type Server, type Socket } from 'node:net';
import zlib from 'node:zlib';

/** What an endpoint sends: a head, a beginning, and one thing again and again. */
export interface Flood {
  name: string;
  /** Default: the usual head of a stream. */
  head?: string;
  before?: string;
  again: string | (() => Promise<Buffer>);
  /** Sends this many bytes every so many ms, instead of as fast as the client reads. */
  trickle?: { bytes: number; everyMs: number };
  /** Sends `again` only once. Default: as often as `megabytes` need. */
  once?: boolean;
}

const head = (type: string, more = '', status = '200 OK') =>
  `HTTP/1.1 ${status}\r\ncontent-type: ${type}\r\n${more}connection: close\r\n\r\n`;
const JSON_HEAD = head('application/json');
const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const delta = (fields: object) => event({ choices: [{ index: 0, delta: fields }] });
const says = (content: string) => delta({ content });

/** `megabytes` of spaces, compressed. */
async function packed(megabytes: number, stream: zlib.Gzip | zlib.BrotliCompress): Promise<Buffer> {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const spaces = Buffer.alloc(1024 * 1024, ' ');
  for (let at = 0; at < megabytes; at++) {
    if (!stream.write(spaces)) await new Promise((resolve) => stream.once('drain', resolve));
  }
  const ended = new Promise((resolve) => stream.once('end', resolve));
  stream.end();
  await ended;
  return Buffer.concat(chunks);
}

/** A valid reply. */
export const honest: Flood = {
  name: 'honest',
  again: `${says('It is \\boxed{4}.')}data: [DONE]\n\n`,
  once: true,
};

export function floodsOf(megabytes: number): Flood[] {
  const gzip = () => packed(megabytes, zlib.createGzip({ level: 1 }));
  const encoded = (name: string, encoding: string, body: () => Promise<Buffer>): Flood => ({
    name,
    head: head('text/event-stream', `content-encoding: ${encoding}\r\n`),
    again: body,
    once: true,
  });
  const long = 'x'.repeat(8000);
  return [
    { name: 'spaces', again: ' ' },
    { name: 'line ends', again: '\n' },
    { name: 'one line', before: 'data: ', again: 'x' },
    { name: 'one line after words', before: `${says('Hello')}data: `, again: 'x' },
    encoded('gzip of spaces', 'gzip', gzip),
    encoded('deflate of spaces', 'deflate', () => packed(megabytes, zlib.createDeflate({ level: 1 }))),
    encoded('brotli of spaces', 'br', () =>
      packed(megabytes, zlib.createBrotliCompress({ params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } })),
    ),
    {
      name: 'an error in gzip',
      head: head('text/plain', 'content-encoding: gzip\r\n', '500 No'),
      again: gzip,
      once: true,
    },
    { name: 'deltas', again: says('one more word, ') },
    { name: 'deltas of one character', again: says('x') },
    { name: 'deltas of white space', again: says(' ') },
    { name: 'empty deltas', again: says('') },
    { name: 'thinking', again: delta({ reasoning_content: 'hm, ' }) },
    { name: 'thinking in marks', before: says('[THINK]'), again: says('so   ') },
    { name: 'thinking that a tag opens', before: says('<think>'), again: says('so ') },
    { name: 'tags of the protocol', again: says('<Plan_1><prompt_1.1>do</prompt_1.1></Plan_1>') },
    { name: 'comments', again: ': PROCESSING\n\n' },
    { name: 'pings', again: 'event: ping\ndata: {}\n\n' },
    { name: 'names without data', again: 'event: x\n' },
    { name: 'data lines of one event', again: 'data: [1,\n' },
    { name: 'chunks of another kind', again: event({ hello: 'world' }) },
    { name: 'whole messages', again: event({ choices: [{ message: { content: long } }] }) },
    {
      name: 'many choices',
      again: event({ choices: Array.from({ length: 500 }, () => ({ index: 1, delta: { content: 'x' } })) }),
    },
    { name: 'wide events', again: `data: {"choices":[${'{},'.repeat(50_000)}{}]}\n\n` },
    { name: 'a wide body', head: JSON_HEAD, before: '{"choices":[', again: '{},' },
    { name: 'a nested body', head: JSON_HEAD, before: '{"choices":', again: '[' },
    {
      name: 'a body of one text',
      head: JSON_HEAD,
      before: '{"choices":[{"message":{"content":"',
      again: 'x',
    },
    {
      name: 'JSON lines',
      head: head('application/x-ndjson'),
      again: '{"message":{"content":"x"},"done":false}\n',
    },
    {
      name: 'an endless error',
      head: head('application/json', '', '500 No'),
      before: '{"error":{"message":"',
      again: 'x',
    },
    { name: 'an endless page', head: head('text/html'), before: '<html>', again: '<p>Welcome</p>' },
    { name: 'many headers', head: 'HTTP/1.1 200 OK\r\n', again: 'x-header: value\r\n' },
    { name: 'one header', head: 'HTTP/1.1 200 OK\r\nx-header: ', again: 'x' },
    { name: 'a status line', head: 'HTTP/1.1 200 ', again: 'OK' },
    { name: 'interim answers', head: '', again: 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n' },
    {
      name: 'trailers',
      head: 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n0\r\n',
      again: 'x-trailer: value\r\n',
    },
    {
      name: 'an extension of a chunk',
      head: 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n1;',
      again: 'x',
    },
    { name: 'a trickle of spaces', again: ' ', trickle: { bytes: 1, everyMs: 50 } },
    {
      name: 'a trickle of pings',
      before: says('Hello'),
      again: ': ping\n\n',
      trickle: { bytes: 8, everyMs: 50 },
    },
    { name: 'a trickle of words', again: says('x'), trickle: { bytes: says('x').length, everyMs: 50 } },
  ];
}

export interface FloodServer {
  baseUrl: string;
  /** Resolves when the first bytes of a request have arrived. */
  asked(): Promise<void>;
  /** Number of bytes that it was able to send. */
  sent(): number;
  close(): Promise<void>;
}

/** Listens on loopback and answers every connection with the flood, `megabytes` at most. */
export async function startFlood(flood: Flood, megabytes: number): Promise<FloodServer> {
  const again = typeof flood.again === 'string' ? Buffer.from(flood.again) : await flood.again();
  const times = flood.once || flood.trickle ? 1 : Math.ceil(65_536 / again.length);
  const block = times === 1 ? again : Buffer.concat(Array.from({ length: times }, () => again));
  const most = flood.once ? block.length : megabytes * 1024 * 1024;
  const sockets = new Set<Socket>();
  let sent = 0;
  let ask = () => {};
  const asked = new Promise<void>((resolve) => {
    ask = resolve;
  });

  function answer(socket: Socket) {
    let left = most;
    socket.write((flood.head ?? head('text/event-stream')) + (flood.before ?? ''));
    if (flood.trickle) {
      const { bytes, everyMs } = flood.trickle;
      const timer = setInterval(() => socket.write(block.subarray(0, bytes)), everyMs);
      socket.on('close', () => clearInterval(timer));
      return;
    }
    const send = () => {
      while (left > 0 && !socket.destroyed) {
        left -= block.length;
        sent += block.length;
        if (!socket.write(block)) return;
      }
      if (left <= 0) socket.end();
    };
    socket.on('drain', send);
    send();
  }

  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.once('data', () => {
      ask();
      answer(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return {
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    asked: () => asked,
    sent: () => sent,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
