import * as z from 'zod/mini';
import { importProblemSchema } from './imports.ts';

/** One field of a request that was not accepted: its dotted path in the body, or its name in the query. */
const fieldErrorSchema = z.object({ path: z.string(), message: z.string() });
export type FieldError = z.infer<typeof fieldErrorSchema>;

/** RFC 9457 problem details. A proxy before us may send others: nothing is certain to be there. */
export const problemSchema = z.object({
  /** `urn:sprintscope:problem:…`; docs/api.md lists them. */
  type: z.optional(z.string()),
  title: z.optional(z.string()),
  status: z.optional(z.number()),
  detail: z.optional(z.string()),
  /** What to do about it, where the detail does not say so. */
  remedy: z.optional(z.string()),
  errors: z.optional(z.array(fieldErrorSchema)),
  /** What of a file could not be read. */
  problems: z.optional(z.array(importProblemSchema)),
});
