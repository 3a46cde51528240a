import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Access, tokenNeeded } from '../access/access.ts';
import { guardHost, guardRequest, type HostPolicy } from '../http/host-policy.ts';
import { HttpProblem, internalProblem } from '../http/problem.ts';
import { type Address, isApi, readAddress } from './address.ts';
import { methodNotAllowed, methodsOf } from './methods.ts';
import { refuse } from './refusal.ts';
import { createSignIn, SIGN_IN_PATH, withoutToken } from './sign-in.ts';

export type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface FrontDoorOptions {
  /** Answers the requests that the door lets through. */
  next: Listener;
  hosts: HostPolicy;
  access: Access;
  report: (message: string, error: unknown) => void;
}

/**
 * Answers by itself what must not reach Next: addresses and methods it fails on, and names that are not ours. Whatever it
 * refuses reaches programs as problem details and people as a page.
 */
export function createFrontDoor({ next, hosts, access, report }: FrontDoorOptions): Listener {
  const signIn = createSignIn(access);
  return async (request, response) => {
    const target = request.url ?? '';
    const as = isApi(target) ? 'problem' : 'page';
    try {
      const address = acceptAddress(target);
      if (as === 'problem') {
        guardRequest(asGuarded(request), hosts);
        forgetPageHeaders(request);
      } else guardHost(asGuarded(request), hosts);
      refuseUpgrade(request);
      if (answerMethod(address, request, response)) return;
      if (access.token === null && address.path === SIGN_IN_PATH)
        return void response.writeHead(303, { location: '/' }).end();
      if (access.token !== null && (await answerStranger(address, request, response))) return;
      await next(request, response);
    } catch (error) {
      const problem = error instanceof HttpProblem ? error : internalProblem();
      if (!(error instanceof HttpProblem)) report(`${request.method} ${target.slice(0, 200)} failed`, error);
      if (response.headersSent) response.destroy();
      else refuse(response, problem, as);
    }
  };

  /** True if it answered a client that sent no token. Throws HttpProblem 401, 429. */
  async function answerStranger(
    address: Address,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<boolean> {
    if (address.path === SIGN_IN_PATH) {
      if (request.method === 'POST') guardRequest(asGuarded(request), hosts);
      await signIn.form(address, request, response);
      return true;
    }
    // Checked on open paths too: they may show more to a client with the token, and must not be a place to try tokens
    // out.
    const isAdmitted = access.admits(asGuarded(request).headers.get, request.socket.remoteAddress ?? '');
    if (isOpen(address.path)) return false;
    if (isApi(address.path)) {
      if (!isAdmitted) throw tokenNeeded();
      return false;
    }
    if (!isAdmitted) signIn.page(address, request, response);
    else if (address.query.has('token'))
      response.writeHead(303, { location: withoutToken(address), 'cache-control': 'no-store' }).end();
    else return false;
    return true;
  }
}

/** Paths without anybody's data: the app's own files, its bundled examples, and that the server runs. */
const isOpen = (path: string): boolean =>
  path === '/api/health' || OPEN_FILES.has(path) || /^\/(_next\/static|traces)\//.test(path);

const OPEN_FILES = new Set(['/icon.svg', '/favicon.ico']);

function acceptAddress(target: string): Address {
  const address = readAddress(target);
  if ('reason' in address)
    throw new HttpProblem(400, 'bad-address', `This address cannot be read. ${address.reason}`, {
      title: 'Unreadable address',
    });
  if (/^\/api\/?$/.test(address.path))
    throw new HttpProblem(404, 'unknown-path', 'There is nothing under /api.');
  return address;
}

const asGuarded = ({ method = '', headers }: IncomingMessage) => ({
  method,
  headers: { get: (name: string) => headers[name]?.toString() ?? null },
});

/**
 * Because of these headers, Next answers an API's request as a part of a page: with a redirect that no client of an API
 * expects.
 */
function forgetPageHeaders({ headers }: IncomingMessage): void {
  for (const name of Object.keys(headers))
    if (name === 'rsc' || name.startsWith('next-')) delete headers[name];
}

/** We offer no other protocol. Other upgrades (h2c) are offers, which a server may leave unanswered. */
function refuseUpgrade({ headers }: IncomingMessage): void {
  if (headers.upgrade?.toLowerCase() === 'websocket')
    throw new HttpProblem(400, 'no-upgrade', 'This server has no web sockets.', {
      headers: { connection: 'close' },
    });
}

/** True when it answered. Throws HttpProblem 405. */
function answerMethod(
  { path }: Address,
  { method = '' }: IncomingMessage,
  response: ServerResponse,
): boolean {
  const methods = methodsOf(path);
  if (!methods.includes(method)) throw methodNotAllowed(path, method);
  if (method !== 'OPTIONS') return false;
  response.writeHead(204, { allow: methods.join(', ') }).end();
  return true;
}
