import * as z from 'zod/mini';
import { maxTextLength } from './apply-step-edit.ts';

const id = z.string().check(z.maxLength(200));
const line = z.int().check(z.minimum(1));
const planOnly = z.enum(['by-rule', 'always', 'never']);

/** One edit as it is posted or stored. Whether it applies is `applyEdit`'s to say. */
export const editSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('assign-lines'),
    first: line,
    last: line,
    step: id,
    part: z.enum(['plan', 'execution', 'comment']),
  }),
  z.object({ type: z.literal('drop-lines'), first: line, last: line }),
  z.object({ type: z.literal('new-step'), first: line, last: line }),
  z.object({ type: z.literal('split-step'), step: id, at: line }),
  z.object({ type: z.literal('merge-step'), step: id }),
  z.object({ type: z.literal('delete-step'), step: id }),
  z.object({
    type: z.literal('edit-text'),
    step: id,
    field: z.enum(['prompt', 'description']),
    text: z.string().check(z.maxLength(maxTextLength)),
  }),
  z.object({ type: z.literal('add-dependency'), parent: id, step: id }),
  z.object({ type: z.literal('remove-dependency'), parent: id, step: id }),
  z.object({ type: z.literal('set-plan-only'), step: id, planOnly }),
]);

/** More than a person makes in weeks on one record; of 200 steps so many fold in about a second. */
export const maxEdits = 10_000;

export const editLogSchema = z
  .object({
    edits: z.array(editSchema).check(z.maxLength(maxEdits)),
    cursor: z.int().check(z.minimum(0)),
  })
  .check(z.refine(({ edits, cursor }) => cursor <= edits.length, 'The cursor lies beyond the edits.'));
