import { assertUnreachable } from '#lib/base/assert.ts';
import type { ImportProblem } from '#lib/formats/source-trace.ts';
import { isStorageError } from '#lib/storage/errors.ts';
import { type CurationJobError, isCurationJobError } from '../curation/job-failure.ts';
import { isServerError } from '../errors.ts';

/** One field of a request that was not accepted. */
export interface FieldError {
  /** Dotted path in the body or name in the query, for example `settings.parallelism`. */
  path: string;
  message: string;
}

const TITLES: Record<number, string> = {
  400: 'Bad request',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Unreadable content',
  421: 'Misdirected request',
  429: 'Too many sessions',
  500: 'Internal error',
  502: 'Bad gateway',
  503: 'Unavailable',
};

/** An answer other than success, as RFC 9457 problem details. Handlers throw it. */
export class HttpProblem extends Error {
  readonly type: string;
  readonly status: number;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  readonly headers: Record<string, string>;
  /** What to do about it, where the detail does not say so already. */
  readonly remedy: string | null;
  readonly title: string;
  /** What of a file could not be read. */
  readonly problems: readonly ImportProblem[];

  constructor(
    status: number,
    type: string,
    detail: string,
    more: {
      errors?: readonly FieldError[];
      headers?: Record<string, string>;
      remedy?: string;
      title?: string;
      problems?: readonly ImportProblem[];
    } = {},
  ) {
    super(detail);
    this.name = 'HttpProblem';
    this.type = type;
    this.status = status;
    this.detail = detail;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
    this.remedy = more.remedy ?? null;
    this.problems = more.problems ?? [];
    this.title = more.title ?? TITLES[status] ?? 'Error';
  }
}

/** `type` is a URN: it names the kind of problem and is documented in docs/api.md, not on a host. */
export function problemResponse(problem: HttpProblem): Response {
  const { status, title, detail, errors, remedy, problems } = problem;
  const body = {
    type: `urn:sprintscope:problem:${problem.type}`,
    title,
    status,
    detail,
    ...(remedy !== null && { remedy }),
    ...(errors.length > 0 && { errors }),
    ...(problems.length > 0 && { problems }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...problem.headers,
    },
  });
}

/** Null for what is a defect of ours: its text may hold anything, so it is reported and not answered. */
export function problemOf(error: unknown): HttpProblem | null {
  if (error instanceof HttpProblem) return error;
  if (isStorageError(error) && error.type === 'folder-in-use')
    return new HttpProblem(503, error.type, error.message);
  if (isCurationJobError(error)) return jobProblem(error);
  if (!isServerError(error)) return null;
  const { type, message } = error;
  switch (type) {
    case 'session-not-found':
    case 'endpoint-not-found':
    case 'curation-record-not-found':
    case 'curation-batch-not-found':
      return new HttpProblem(404, type, message);
    case 'endpoint-read-only':
    case 'curation-state':
    case 'older-revision':
      return new HttpProblem(409, type, message, { remedy: error.context.remedy });
    case 'not-curatable': {
      const { field, remedy } = error.context;
      const errors = field === undefined ? [] : [{ path: field, message }];
      return new HttpProblem(422, type, message, { errors, remedy });
    }
    case 'too-many-running':
      return new HttpProblem(429, type, message, { headers: { 'retry-after': '5' } });
    case 'shutting-down':
      return new HttpProblem(503, type, message, { headers: { 'retry-after': '2' } });
    case 'bad-configuration':
      return new HttpProblem(500, type, message);
  }
}

/** A thread of curation that did not do its work; what it says is made for people, defects were reported. */
function jobProblem({ type, message, remedy }: CurationJobError): HttpProblem {
  switch (type) {
    case 'unreadable':
    case 'too-slow':
      return new HttpProblem(422, 'not-curatable', message, { remedy });
    case 'closed':
      return new HttpProblem(503, 'shutting-down', message, { headers: { 'retry-after': '2' } });
    case 'worker-ended':
    case 'internal':
      return new HttpProblem(500, 'internal', message, { remedy });
    default:
      return assertUnreachable(type);
  }
}
