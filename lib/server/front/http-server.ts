import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { HttpProblem } from '../http/problem.ts';
import { type ConnectionError, connectionRefusal } from './connection-problem.ts';
import type { Listener } from './front-door.ts';
import { FrontResponse } from './front-response.ts';
import { methodNotAllowed } from './methods.ts';
import { rawRefusal, refuse } from './refusal.ts';
import { NO_HASHES } from './script-hashes.ts';
import { createSecurityPolicy, type SecurityPolicy } from './security-headers.ts';
import { limitConnections, SERVER_LIMITS, type ServerLimits } from './server-limits.ts';

export interface HttpServerOptions {
  /** Default: no page may have scripts in itself. */
  policy?: SecurityPolicy;
  limits?: ServerLimits;
}

const SCRIPTS_FROM_FILES = createSecurityPolicy({ dev: false, hashes: NO_HASHES, scripts: [] });

/** Node's HTTP server around the front door; it does not listen yet. */
export function createHttpServer(
  door: Listener,
  { policy = SCRIPTS_FROM_FILES, limits = SERVER_LIMITS }: HttpServerOptions = {},
): Server {
  /** On which sockets an answer is under way: a second one must not be written into it. */
  const answering = new WeakMap<Socket, ServerResponse>();
  // A missing Host is the guard's to refuse, in the API's form.
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

/** Next takes the nonce from the request, as if something before it had set a policy. */
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
  // A request that was destroyed has no socket any more.
  const { socket } = request;
  setTimeout(() => request.complete || socket?.destroy(), afterMs).unref();
}
