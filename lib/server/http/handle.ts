import { tokenNeeded } from '../access/access.ts';
import type { Server } from '../server.ts';
import { guardRequest } from './host-policy.ts';
import { internalProblem, problemResponse } from './problem.ts';
import { problemOf } from './problem-of.ts';

/** What a handler answers from. */
export interface Exchange {
  readonly server: Server;
  readonly request: Request;
  /** Parts of the path, by the names the route gives them. */
  readonly params: Readonly<Record<string, string>>;
}

/** One method of one route: web standards only, so that tests mount it without Next. */
export type Handler = (exchange: Exchange) => Response | Promise<Response>;

/** Runs a handler behind the guard; everything it throws becomes problem details. */
export async function handle(
  getServer: () => Server | Promise<Server>,
  handler: Handler,
  request: Request,
  params: Readonly<Record<string, string>>,
): Promise<Response> {
  let server: Server | null = null;
  try {
    server = await getServer();
    guardRequest(request, server.config.hosts);
    if (!isOpen(request) && !isAdmitted(request, server)) throw tokenNeeded();
    return await handler({ server, request, params });
  } catch (error) {
    const problem = problemOf(error);
    if (problem) return problemResponse(problem);
    const report = server?.report ?? console.error;
    // That a client left is no defect, and nobody hears the answer.
    if (error !== request.signal.reason)
      report(`${request.method} ${new URL(request.url).pathname} failed`, error);
    return problemResponse(internalProblem());
  }
}

/**
 * Whether it shows the token, where there is one. The front door asks first and counts wrong ones; this holds without it,
 * too.
 */
export const isAdmitted = (request: Request, { access }: Server): boolean =>
  access.admits((name) => request.headers.get(name), null);

/** For monitors, which hold no token. */
const isOpen = (request: Request): boolean => new URL(request.url).pathname === '/api/health';

/** JSON that no cache keeps: all of it changes. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(value, { status, headers: { 'cache-control': 'no-store', ...headers } });
}
