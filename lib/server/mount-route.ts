import { getServer } from './get-server.ts';
import { type Handler, handle } from './http/handle.ts';
import { type Method, type RoutePath, routes } from './http/routes.ts';

/** The second argument of a route handler as Next calls it. */
export interface RouteContext {
  /** The rest of a path (`[...path]`) is a list. */
  params: Promise<Record<string, string | string[]>>;
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
  return async (request, { params }) => {
    const names = Object.entries(await params).map(([name, value]) => [name, String(value)] as const);
    return handle(getServer, handler, request, Object.fromEntries(names));
  };
}
