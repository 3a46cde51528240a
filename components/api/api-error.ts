import * as z from 'zod/mini';
import { type ImportProblem, importProblemSchema } from '#lib/contract/imports.ts';

/** RFC 9457 problem details as our API sends them; `errors` names fields by dotted path. */
const problemSchema = z.object({
  title: z.optional(z.string()),
  detail: z.optional(z.string()),
  status: z.optional(z.number()),
  type: z.optional(z.string()),
  remedy: z.optional(z.string()),
  errors: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
  problems: z.optional(z.array(importProblemSchema)),
});

export type ApiErrorType = 'offline' | 'problem' | 'unreadable';

export interface ApiErrorContext {
  title: string;
  detail?: string;
  /** HTTP status; 0 when no answer came. */
  status: number;
  /** First message per field, by dotted path (`settings.parallelism`). */
  fields?: Readonly<Record<string, string>>;
  /** What to do about it, where the server knows. */
  remedy?: string;
  /** What of a file could not be read. */
  problems?: readonly ImportProblem[];
}

/** A call to our own API that failed, in words that can be shown. */
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

/** Reads a failed response; a body that is no problem document still gives a sentence. */
export function problemToError(status: number, body: unknown): ApiError {
  const parsed = problemSchema.safeParse(body);
  if (!parsed.success) {
    return new ApiError('unreadable', {
      title: 'The server answered with an error',
      detail: `Status ${status}, without an explanation. Its log may say more.`,
      status,
    });
  }
  const { title, detail, errors, remedy, problems } = parsed.data;
  const fields: Record<string, string> = {};
  for (const { path, message } of errors ?? []) fields[path] ??= message;
  return new ApiError('problem', {
    title: title ?? `Error ${status}`,
    detail,
    status,
    fields,
    remedy,
    problems,
  });
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
