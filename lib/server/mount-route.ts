import { getServer } from './get-server.ts';
import { type Handler, handle } from './http/handle.ts';
import type { Method, RoutePath } from './http/route-methods.ts';
import { routes } from './http/routes.ts';

/** The rest of a path (`[...path]`) is a list. */
type PathNames = Record<string, string | string[]>;

/** The second argument of a route handler as Next calls it. */
export interface RouteContext {
  params: Promise<PathNames | undefined>;
}

type RouteHandler = (request: Request, context: RouteContext) => Promise<Response>;

/** One method of a route of the table, for a file under `app/api/`. */
export function mountRoute<P extends RoutePath>(
  path: P,
  method: keyof (typeof routes)[P] & Method,
): RouteHandler {
  const handlers: Partial<Record<Method, Handler>> = routes[path];
  const handler = handlers[method];
  if (!handler) throw new Error(`${path} has no ${method}`);
  return async (request, { params }) => handle(getServer, handler, request, pathParams(await params));
}

/** A path without names has no params at all in a built app, and empty ones in development. */
export function pathParams(names: PathNames | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names ?? {}).map(([name, value]) => [name, [value].flat().join('/')]),
  );
}
