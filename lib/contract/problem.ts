import * as z from 'zod/mini';
import { importProblemSchema } from './imports.ts';

/** One invalid field of a request: its dotted path in the body, or its name in the query. */
const fieldErrorSchema = z.object({ path: z.string(), message: z.string() });
export type FieldError = z.infer<typeof fieldErrorSchema>;

/** RFC 9457 problem details. A proxy before us may send others: any member may be missing. */
export const problemSchema = z.object({
  /** `urn:sprintscope:problem:…`; docs/api.md lists them. */
  type: z.optional(z.string()),
  title: z.optional(z.string()),
  status: z.optional(z.number()),
  detail: z.optional(z.string()),
  /** What a person can do about it, where the detail does not say so. */
  remedy: z.optional(z.string()),
  errors: z.optional(z.array(fieldErrorSchema)),
  /** The parts of a file that could not be read. */
  problems: z.optional(z.array(importProblemSchema)),
});
