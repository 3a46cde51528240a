import type { ImportProblem } from '#lib/contract/imports.ts';
import type { FieldError } from '#lib/contract/problem.ts';

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Sign in',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Too slow',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Unreadable content',
  421: 'Misdirected request',
  429: 'Too many sessions',
  431: 'Headers too large',
  500: 'Internal error',
  502: 'Bad gateway',
  503: 'Unavailable',
  507: 'No space left',
};

/** An answer other than success, as RFC 9457 problem details. Handlers throw it. */
export class HttpProblem extends Error {
  readonly type: string;
  readonly status: number;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  readonly headers: Record<string, string>;
  /** What to do about it, if the detail does not say so already. */
  readonly remedy: string | null;
  readonly title: string;
  /** The parts of a file that we could not read. */
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

/** `type` is a URN: it names the kind of problem; docs/api.md documents it, not a host. */
export function problemBody({ type, status, title, detail, errors, remedy, problems }: HttpProblem): object {
  return {
    type: `urn:sprintscope:problem:${type}`,
    title,
    status,
    detail,
    ...(remedy !== null && { remedy }),
    ...(errors.length > 0 && { errors }),
    ...(problems.length > 0 && { problems }),
  };
}

export function problemResponse(problem: HttpProblem): Response {
  return new Response(JSON.stringify(problemBody(problem)), {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...problem.headers,
    },
  });
}

/** Our own defect: the server's output describes it, not the response. */
export const internalProblem = (): HttpProblem =>
  new HttpProblem(500, 'internal', 'Sprintscope failed in a way it should not have; its output says more.');
