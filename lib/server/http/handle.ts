import { tokenNeeded } from '../access/access.ts';
import type { Server } from '../server.ts';
import { guardRequest } from './host-policy.ts';
import { internalProblem, problemResponse } from './problem.ts';
import { problemOf } from './problem-of.ts';

/** What a handler needs for its response. */
export interface Exchange {
  readonly server: Server;
  readonly request: Request;
  /** Parts of the path, by their names in the route. */
  readonly params: Readonly<Record<string, string>>;
}

/** One method of one route: web standards only, so that tests mount it without Next. */
export type Handler = (exchange: Exchange) => Response | Promise<Response>;

/** Runs a handler behind the guard; turns everything it throws into problem details. */
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
    // A client that left is no defect, and nobody receives the response.
    if (error !== request.signal.reason)
      report(`${request.method} ${new URL(request.url).pathname} failed`, error);
    return problemResponse(internalProblem());
  }
}

/**
 * Whether the request has the token, if there is one. The front door checks first and counts wrong tokens; this check
 * works without it, too.
 */
export const isAdmitted = (request: Request, { access }: Server): boolean =>
  access.admits((name) => request.headers.get(name), null);

/** Open to monitors, which have no token. */
const isOpen = (request: Request): boolean => new URL(request.url).pathname === '/api/health';

/** JSON that no cache stores: all of it changes. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(value, { status, headers: { 'cache-control': 'no-store', ...headers } });
}
