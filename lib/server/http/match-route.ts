import { type Method, paths } from '#lib/contract/paths.ts';

/** Paths that the contract does not have: the answer says so. */
export const ELSEWHERE = '/api/[...path]';

/** The built-in reasoner in another protocol's words (app/api/builtin). */
export const builtinMethods = {
  '/api/builtin/v1/models': ['GET'],
  '/api/builtin/v1/completions': ['POST'],
  '/api/builtin/v1/chat/completions': ['POST'],
} as const satisfies Record<string, readonly Method[]>;

export const isBuiltin = (route: string): boolean => Object.hasOwn(builtinMethods, route);

/** All paths, and the methods of each. */
export const routeMethods: Readonly<Record<string, readonly Method[]>> = {
  ...paths,
  ...builtinMethods,
  [ELSEWHERE]: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
};

/** The route that a path leads to, and the path's values for the route's names. */
export interface RouteMatch {
  route: string;
  methods: readonly Method[];
  /** Not decoded. */
  names: Record<string, string>;
}

interface Pattern {
  route: string;
  methods: readonly Method[];
  names: string[];
  expression: RegExp;
}

const patterns: Pattern[] = Object.entries(routeMethods)
  .map(([route, methods]) => ({
    route,
    methods,
    names: [...route.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].map((match) => match[1] ?? ''),
    expression: new RegExp(`^${route.replace(/\[\.\.\.\w+\]/g, '(.+)').replace(/\[\w+\]/g, '([^/]+)')}/?$`),
  }))
  // As in Next: a literal part takes priority over a name, a name over the rest of the path.
  .sort((a, b) => rank(a.route) - rank(b.route));

function rank(route: string): number {
  return route.includes('[...') ? 2 : route.includes('[') ? 1 : 0;
}

/** The route of a path under `/api`, null if there is none. */
export function matchRoute(path: string): RouteMatch | null {
  for (const { route, methods, names, expression } of patterns) {
    const match = expression.exec(path);
    if (match)
      return {
        route,
        methods,
        names: Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? ''])),
      };
  }
  return null;
}
