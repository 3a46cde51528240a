import { methodNotAllowed } from '../front/methods.ts';
import type { Server } from '../server.ts';
import { answerBuiltin } from './builtin.ts';
import { type Handler, handle } from './handle.ts';
import { isBuiltin, matchRoute } from './match-route.ts';
import { HttpProblem } from './problem.ts';
import { routes } from './routes.ts';

/**
 * Answers any request under `/api` from the table of routes. Both the app's one catch-all route and the tests' HTTP
 * server call it: what a test reaches is what a page reaches.
 */
export async function answerApi(
  getServer: () => Server | Promise<Server>,
  request: Request,
): Promise<Response> {
  const { pathname } = new URL(request.url);
  const match = matchRoute(pathname);
  if (match && isBuiltin(match.route)) return answerBuiltin(request);
  const handlers: Partial<Record<string, Handler>> | undefined = Object.hasOwn(routes, match?.route ?? '')
    ? routes[match?.route as keyof typeof routes]
    : undefined;
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const handler = handlers ? (handlers[method] ?? otherMethod) : unknownPath;
  return handle(getServer, handler, request, decoded(match?.names ?? {}));
}

/** Under `/api` every response is JSON, even for an unknown path. */
const unknownPath: Handler = ({ request }) => {
  throw new HttpProblem(404, 'unknown-path', `There is nothing under ${new URL(request.url).pathname}.`);
};

/** The front door refuses it first; this check works without it. */
const otherMethod: Handler = ({ request }) => {
  throw methodNotAllowed(new URL(request.url).pathname, request.method);
};

function decoded(names: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).map(([name, value]) => {
      try {
        return [name, decodeURIComponent(value)];
      } catch {
        // No parameter has such a name; the front door refuses such an address.
        return [name, value];
      }
    }),
  );
}
