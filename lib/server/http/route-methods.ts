export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Which paths the API has, and which methods each: all that needs no handler, so that what stands before them (the front
 * door) does not load the whole application a second time (1 s and 60 MB). `routes.ts` gives each its handler, by type.
 */
export const routeMethods = {
  '/api/health': ['GET'],
  '/api/player': ['GET'],
  '/api/library': ['GET'],
  '/api/sessions': ['GET', 'POST'],
  '/api/sessions/bulk': ['POST'],
  '/api/sessions/expected': ['POST'],
  '/api/sessions/export': ['POST'],
  '/api/sessions/[id]': ['GET', 'PATCH', 'DELETE'],
  '/api/sessions/[id]/annotations': ['GET', 'POST'],
  '/api/sessions/[id]/opinions': ['POST'],
  '/api/sessions/[id]/cancel': ['POST'],
  '/api/sessions/[id]/events': ['GET'],
  '/api/sessions/[id]/export': ['GET'],
  '/api/traces': ['POST'],
  '/api/traces/batch': ['POST'],
  '/api/answers/judge': ['POST'],
  '/api/findings': ['GET'],
  '/api/annotations': ['GET'],
  '/api/endpoints': ['GET', 'POST'],
  '/api/endpoints/discover': ['POST'],
  '/api/endpoints/default': ['PATCH'],
  '/api/endpoints/[id]': ['PATCH', 'DELETE'],
  '/api/endpoints/[id]/test': ['POST'],
  '/api/endpoints/[id]/learned': ['DELETE'],
  '/api/curation/records': ['GET', 'POST'],
  '/api/curation/records/[id]': ['GET', 'DELETE'],
  '/api/curation/records/[id]/propose': ['POST'],
  '/api/curation/records/[id]/draft': ['PUT'],
  '/api/curation/records/[id]/preview': ['GET'],
  '/api/curation/records/[id]/keep': ['POST'],
  '/api/curation/records/[id]/review': ['PUT'],
  '/api/curation/records/[id]/export': ['GET'],
  '/api/curation/data-sets/inspect': ['POST'],
  '/api/curation/batches': ['GET', 'POST'],
  '/api/curation/batches/[id]': ['GET', 'DELETE'],
  '/api/curation/batches/[id]/pause': ['POST'],
  '/api/curation/batches/[id]/resume': ['POST'],
  '/api/curation/batches/[id]/retry': ['POST'],
  '/api/curation/batches/[id]/sample': ['POST'],
  '/api/curation/batches/[id]/distributions': ['GET'],
  '/api/curation/batches/[id]/export': ['GET'],
  '/api/[...path]': ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
} as const satisfies Record<string, readonly Method[]>;

/** The built-in reasoner in another protocol's words (app/api/builtin). */
export const builtinMethods = {
  '/api/builtin/v1/models': ['GET'],
  '/api/builtin/v1/completions': ['POST'],
  '/api/builtin/v1/chat/completions': ['POST'],
} as const satisfies Record<string, readonly Method[]>;

export type RoutePath = keyof typeof routeMethods;

/** A route that a path leads to, and what the path says in place of its names. */
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

const patterns: Pattern[] = Object.entries({ ...routeMethods, ...builtinMethods })
  .map(([route, methods]) => ({
    route,
    methods,
    names: [...route.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].map((match) => match[1] ?? ''),
    expression: new RegExp(`^${route.replace(/\[\.\.\.\w+\]/g, '(.+)').replace(/\[\w+\]/g, '([^/]+)')}/?$`),
  }))
  // As Next: a literal part wins over a name, a name over the rest of the path.
  .sort((a, b) => rank(a.route) - rank(b.route));

function rank(route: string): number {
  return route.includes('[...') ? 2 : route.includes('[') ? 1 : 0;
}

/** The route of a path under `/api`, null where nothing is. */
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
