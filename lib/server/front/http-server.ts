import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { isLoopback } from '../access/loopback.ts';
import { HttpProblem } from '../http/problem.ts';
import { isApi, readAddress } from './address.ts';
import type { Listener } from './front-door.ts';
import { FrontResponse } from './front-response.ts';
import { methodNotAllowed } from './methods.ts';
import { rawRefusal, refuse } from './refusal.ts';
import { NO_HASHES } from './script-hashes.ts';
import { createSecurityPolicy, type SecurityPolicy } from './security-headers.ts';

export interface HttpServerOptions {
  /** Default: no page may contain inline scripts. */
  policy?: SecurityPolicy;
  limits?: ServerLimits;
}

const SCRIPTS_FROM_FILES = createSecurityPolicy({ dev: false, hashes: NO_HASHES, scripts: [] });

/** Node's HTTP server around the front door; it does not listen yet. */
export function createHttpServer(
  door: Listener,
  { policy = SCRIPTS_FROM_FILES, limits = SERVER_LIMITS }: HttpServerOptions = {},
): Server {
  /** The sockets with a response in progress: we must not write a second one into it. */
  const answering = new WeakMap<Socket, ServerResponse>();
  // The guard refuses a missing Host, in the API's form.
  const options = {
    ServerResponse: FrontResponse,
    requireHostHeader: false,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: limits.headersMs / 4,
  };
  const server = createServer(options, (request, response) => {
    answering.set(request.socket, response);
    response.untakenMs = limits.untakenMs;
    secure(request, response, policy);
    response.once('finish', () => closeWithLeftover(request, limits.leftoverMs));
    response.once('close', () => answering.delete(request.socket));
    void door(request, response);
  });
  limitConnections(server, limits);
  server.on('clientError', (error: ConnectionError, socket: Socket) => {
    const refusal = connectionRefusal(error);
    if (!refusal || !socket.writable || answering.get(socket)?.headersSent) return void socket.destroy(error);
    socket.end(rawRefusal(refusal.problem, refusal.as));
  });
  server.on('connect', (request, socket: Socket) => {
    socket.on('error', () => {});
    socket.end(rawRefusal(methodNotAllowed(request.url ?? '', 'CONNECT'), 'problem'));
  });
  server.on('checkExpectation', (_request, response) => {
    refuse(
      response,
      new HttpProblem(417, 'unknown-expectation', 'Only "100-continue" can be expected.'),
      'problem',
    );
  });
  return server;
}

/** Next takes the nonce from the request, as if a proxy before it had set a policy. */
function secure(request: IncomingMessage, response: FrontResponse, policy: SecurityPolicy): void {
  const path = (request.url ?? '').split('?')[0] ?? '';
  const nonce = policy.needsNonce(path) ? randomBytes(16).toString('base64') : null;
  delete request.headers['content-security-policy-report-only'];
  delete request.headers['content-security-policy'];
  if (nonce) request.headers['content-security-policy'] = `script-src 'nonce-${nonce}'`;
  response.headersOf = (status) => policy.headers(path, status, nonce);
}

function closeWithLeftover(request: IncomingMessage, afterMs: number): void {
  if (request.complete) return;
  // A destroyed request has no socket any more.
  const { socket } = request;
  setTimeout(() => request.complete || socket?.destroy(), afterMs).unref();
}

/** Node's error for a connection from which it could not read a request. */
interface ConnectionError extends Error {
  code?: string;
  /** The bytes that node was reading. */
  rawPacket?: Uint8Array;
}

interface ConnectionRefusal {
  problem: HttpProblem;
  as: 'problem' | 'page';
}

/** The answer to such a connection; null if nobody is there to receive one. */
function connectionRefusal({ code, rawPacket }: ConnectionError): ConnectionRefusal | null {
  if (code === 'ECONNRESET' || code === 'EPIPE') return null;
  const line = requestLine(rawPacket);
  return { problem: problemOf(code, line), as: line && !isApi(line.path) ? 'page' : 'problem' };
}

function problemOf(code: string | undefined, line: RequestLine | null): HttpProblem {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new HttpProblem(408, 'too-slow', 'The request did not arrive in time.', {
        remedy: 'Send it again.',
      });
    case 'HPE_HEADER_OVERFLOW':
      return new HttpProblem(431, 'headers-too-large', 'The headers are larger than 16 KiB.', {
        remedy: "Shorten the address, or delete this site's cookies.",
      });
    case 'HPE_INVALID_METHOD':
      if (line && !('reason' in readAddress(line.path))) return methodNotAllowed(line.path, line.method);
  }
  return new HttpProblem(400, 'bad-http', 'This is not a request that HTTP/1.1 knows.');
}

interface RequestLine {
  method: string;
  path: string;
}

/** Null if the bytes are not HTTP at all, or the line came in an earlier packet. */
function requestLine(packet: Uint8Array | undefined): RequestLine | null {
  const start = Buffer.from(packet?.subarray(0, 1024) ?? []).toString('latin1');
  const match = /^([\w!#$%&'*+.^`|~-]{1,32}) (\/[^\s?]*)\S*(?: HTTP\/1\.[01]\r?\n|$)/.exec(start);
  return match?.[1] && match[2] ? { method: match[1], path: match[2] } : null;
}

/** The resources that one client may hold on the server (docs/reliability.md). Times are ms. */
export interface ServerLimits {
  /** Time until the headers of a request have arrived. */
  headersMs: number;
  /**
   * Time until all of it has arrived: 4 GiB of a data set at 1.2 MB/s. A body that comes too slowly ends earlier
   * (upload-pace.ts).
   */
  requestMs: number;
  /**
   * Silence between two requests. Browsers send the next one within seconds; proxies keep connections longer and
   * reconnect.
   */
  keepAliveMs: number;
  /** Time for the rest of an unread body after its response is out. Closing at once would lose the response. */
  leftoverMs: number;
  /** Time in which the client reads nothing of a response. Event streams send something every 15 s. */
  untakenMs: number;
  /** Connections in total: a socket with its buffers takes about 100 KB. */
  connections: number;
  /** Connections from one address of the network, so that no machine takes them all. A browser opens six. */
  connectionsPerAddress: number;
}

export const SERVER_LIMITS: ServerLimits = {
  headersMs: 20_000,
  requestMs: 3_600_000,
  keepAliveMs: 20_000,
  leftoverMs: 10_000,
  untakenMs: 60_000,
  connections: 1000,
  connectionsPerAddress: 200,
};

/** Behind a proxy on this machine all clients have one address, so we do not count these. */
export function limitConnections(
  server: Server,
  limits: Pick<ServerLimits, 'connections' | 'connectionsPerAddress'>,
  counts: (address: string) => boolean = (address) => !isLoopback(address),
): void {
  server.maxConnections = limits.connections;
  const open = new Map<string, number>();
  server.on('connection', (socket) => {
    const address = socket.remoteAddress ?? '';
    if (!counts(address)) return;
    const count = (open.get(address) ?? 0) + 1;
    if (count > limits.connectionsPerAddress) return void socket.destroy();
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}
