import type * as z from 'zod/mini';
import type { ImportProblem } from '#lib/contract/imports.ts';
import type { problemSchema } from '#lib/contract/problem.ts';

type Problem = z.output<typeof problemSchema>;

export type ApiErrorType = 'offline' | 'problem' | 'unreadable';

export interface ApiErrorContext {
  title: string;
  detail?: string;
  /** HTTP status; 0 when no answer came. */
  status: number;
  /** First message per field, by dotted path (`settings.parallelism`). */
  fields?: Readonly<Record<string, string>>;
  /** What a person can do about it, where the server knows. */
  remedy?: string;
  /** The parts of a file that could not be read. */
  problems?: readonly ImportProblem[];
}

/** A failed call to our own API, in words that a page can show. */
export class ApiError extends Error {
  readonly type: ApiErrorType;
  readonly title: string;
  readonly detail: string | null;
  readonly status: number;
  readonly fields: Readonly<Record<string, string>>;
  readonly remedy: string | null;
  readonly problems: readonly ImportProblem[];

  constructor(type: ApiErrorType, context: ApiErrorContext) {
    super(context.detail ? `${context.title}: ${context.detail}` : context.title);
    this.name = 'ApiError';
    this.type = type;
    this.title = context.title;
    this.detail = context.detail ?? null;
    this.status = context.status;
    this.fields = context.fields ?? {};
    this.remedy = context.remedy ?? null;
    this.problems = context.problems ?? [];
  }
}

/** Reads a failed response; makes a sentence even of a body that is no problem document. */
export function problemToError(status: number, body: unknown): ApiError {
  const problem = readProblem(body);
  if (!problem) {
    return new ApiError('unreadable', {
      title: 'The server answered with an error',
      detail: `Status ${status}, without an explanation. Its log may say more.`,
      status,
    });
  }
  const { title, errors, ...rest } = problem;
  const fields: Record<string, string> = {};
  for (const { path, message } of errors ?? []) fields[path] ??= message;
  return new ApiError('problem', { ...rest, title: title ?? `Error ${status}`, status, fields });
}

/**
 * Problem details (RFC 9457) as our API sends them; null for what is none. By hand, since this is on every page and the
 * schema (lib/contract/problem.ts) with what reads it would be a tenth of its script. A proxy before us may send anything.
 */
function readProblem(body: unknown): Omit<Problem, 'type' | 'status'> | null {
  if (typeof body !== 'object' || body === null) return null;
  const { title, detail, remedy, errors, problems } = body as Readonly<Record<string, unknown>>;
  const areTexts = [title, detail, remedy].every((text) => text === undefined || typeof text === 'string');
  const areLists = [errors, problems].every((list) => list === undefined || Array.isArray(list));
  return areTexts && areLists ? (body as Problem) : null;
}

/** Any failure as something to show. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError('unreadable', {
    title: 'Something went wrong',
    detail: error instanceof Error ? error.message : String(error),
    status: 0,
  });
}
