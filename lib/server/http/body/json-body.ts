import * as z from 'zod/mini';
import english from 'zod/v4/locales/en.js';
import { hasModestStructure } from '#lib/base/json-structure.ts';
import type { FieldError } from '#lib/contract/problem.ts';
import { HttpProblem } from '../problem.ts';

// The contract's schemas have no messages of their own: if a field has none, problem details use these.
z.config(english());

/** A JSON text in the form of `schema`; also works in a thread. Throws HttpProblem 400, with the fields. */
export function parseJsonBody<T>(text: string, schema: z.ZodMiniType<T>): T {
  if (!hasModestStructure(text))
    throw new HttpProblem(400, 'invalid-json', 'The body is nested too deep, or holds too many values.');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new HttpProblem(400, 'invalid-json', 'The body is not valid JSON.');
  }
  return accept(value, schema, 'body');
}

/** Throws HttpProblem 400. */
export function accept<T>(value: unknown, schema: z.ZodMiniType<T>, where: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap((issue): FieldError[] => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: 'Unknown field' }));
    return [{ path: path.join('.') || where, message: issue.message }];
  });
  const detail = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new HttpProblem(400, 'invalid-request', detail, { errors });
}
