export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * The paths of the API, and the methods of each. Separate from their requests and answers (routes.ts), so that the code
 * before them (the front door) loads no schema: that would take twice the time and 30 MB more.
 */
export const paths = {
  '/api/health': ['GET'],
  '/api/openapi.json': ['GET'],
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
} as const satisfies Record<string, readonly Method[]>;

export type RoutePath = keyof typeof paths;
export type MethodOf<P extends RoutePath> = (typeof paths)[P][number];
