import * as z from 'zod/mini';

/** No trace has more lines than this many steps; a posted draft is not read beyond. */
const MAX_STEPS = 10_000;
const MAX_TEXT = 20_000;
const MAX_RANGES = 10_000;

const id = z.string().check(z.minLength(1), z.maxLength(200));

export const lineRangeSchema = z
  .strictObject({ first: z.int().check(z.minimum(1)), last: z.int().check(z.minimum(1)) })
  .check(z.refine(({ first, last }) => first <= last, 'A range must not end before it begins'));

const ranges = z.array(lineRangeSchema).check(z.maxLength(MAX_RANGES));

export const stepSchema = z.strictObject({
  id,
  description: z.string().check(z.maxLength(MAX_TEXT)),
  prompt: z.string().check(z.maxLength(MAX_TEXT)),
  plan: ranges,
  execution: ranges,
  comment: ranges,
  planOnly: z.enum(['by-rule', 'always', 'never']),
});

/**
 * The shape of a decomposition. Whether its lines exist and its dependencies lead to earlier steps is
 * `validateDecomposition`'s to say, which needs the trace.
 */
export const decompositionSchema = z.strictObject({
  steps: z.array(stepSchema).check(z.maxLength(MAX_STEPS)),
  parents: z.record(id, z.array(id).check(z.maxLength(MAX_STEPS))),
});
