import * as z from 'zod/mini';
import type { Frozen } from './passed-on.ts';

/** UTF-16 units of a prompt or description; longer than any sensible one, so that a posted log stays bounded. */
export const maxTextLength = 20_000;

/** The role of a line in a step: thinking before the task, the work itself, or observations after it. */
export const parts = ['plan', 'execution', 'comment'] as const;
export type Part = (typeof parts)[number];

const id = z.string().check(z.maxLength(200));
const line = z.int().check(z.minimum(1));
export const planOnlySchema = z.enum(['by-rule', 'always', 'never']);

/**
 * One correction by a person. Edits name steps by id; new ids follow from the edit alone, so that a log replays alike.
 * `applyEdit` decides whether an edit applies.
 */
const editSchema = z.discriminatedUnion('type', [
  /** The lines become this part of this step, and leave any other. Dragging a boundary makes such an edit. */
  z.object({ type: z.literal('assign-lines'), first: line, last: line, step: id, part: z.enum(parts) }),
  /** The lines belong to no step. */
  z.object({ type: z.literal('drop-lines'), first: line, last: line }),
  /** The lines become a step of their own, and each keeps its part; lines of no step take their neighbours' part. */
  z.object({ type: z.literal('new-step'), first: line, last: line }),
  /** Lines from `at` on become a step of their own, right after. */
  z.object({ type: z.literal('split-step'), step: id, at: line }),
  /** Joins the following step to this one. */
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
  z.object({ type: z.literal('set-plan-only'), step: id, planOnly: planOnlySchema }),
]);
export type Edit = Frozen<z.infer<typeof editSchema>>;

/** More than a person makes in weeks on one record; folding that many over 200 steps takes about a second. */
export const maxEdits = 10_000;

/** A person's corrections, as a log: the draft is the fold of the first `cursor` edits over the proposal. */
export const editLogSchema = z
  .object({
    edits: z.array(editSchema).check(z.maxLength(maxEdits)),
    cursor: z.int().check(z.minimum(0)),
  })
  .check(z.refine(({ edits, cursor }) => cursor <= edits.length, 'The cursor lies beyond the edits.'));
export type EditLog = Frozen<z.infer<typeof editLogSchema>>;
