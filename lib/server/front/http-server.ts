import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { HttpProblem } from '../http/problem.ts';
import { type ConnectionError, connectionRefusal } from './connection-problem.ts';
import type { Listener } from './front-door.ts';
import { FrontResponse } from './front-response.ts';
import { methodNotAllowed } from './methods.ts';
import { rawRefusal, refuse } from './refusal.ts';

/** Node's HTTP server around the front door; it does not listen yet. */
export function createHttpServer(door: Listener): Server {
  /** On which sockets an answer is under way: a second one must not be written into it. */
  const answering = new WeakMap<Socket, ServerResponse>();
  // A missing Host is the guard's to refuse, in the API's form.
  const server = createServer(
    { ServerResponse: FrontResponse, requireHostHeader: false },
    (request, response) => {
      answering.set(request.socket, response);
      response.once('close', () => answering.delete(request.socket));
      void door(request, response);
    },
  );
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
