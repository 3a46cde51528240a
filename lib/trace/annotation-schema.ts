import * as z from 'zod/mini';
import { placeSchema } from './events.ts';

/** The form of what annotations.ts speaks of; apart from it, since pages that only show it load no schemas. */
const stamp = {
  type: z.literal('annotation'),
  /** Gapless from 0 within one trace. */
  seq: z.int().check(z.gte(0)),
  /** UTC, ISO 8601. */
  madeAt: z.string(),
};
const text = z.string().check(z.maxLength(4_000));
const label = z.string().check(z.maxLength(60));
const quote = z.string().check(z.maxLength(400));
const name = z.string().check(z.maxLength(300));

export const annotationSchema = z.discriminatedUnion('kind', [
  /** A finding that does not hold, or does not matter here. No count includes it. */
  z.object({
    ...stamp,
    kind: z.literal('dismissal'),
    /** Code of the check. */
    code: z.string(),
    /** Where the finding shows, and the words there: we recognise it by code, stream and words, wherever they move. */
    place: placeSchema,
    /** Where the finding comes from, according to the doctor. */
    source: z.optional(placeSchema),
    quote,
    reason: text,
  }),
  /** A person's words on a passage, or on the whole trace where `place` has no stream. */
  z.object({
    ...stamp,
    kind: z.literal('note'),
    place: placeSchema,
    quote,
    text,
    label: z.optional(label),
  }),
  /** A person's verdict on the answer; overrides the computed one. */
  z.object({
    ...stamp,
    kind: z.literal('ruling'),
    correct: z.nullable(z.boolean()),
    reason: z.optional(text),
  }),
  /**
   * A model's second opinion, given at a person's request: its own words, never counted among the doctor's findings.
   */
  z.object({
    ...stamp,
    kind: z.literal('opinion'),
    model: z.object({ endpointName: name, model: name }),
    /** The finding that it is about; absent if it read the whole trace. */
    about: z.optional(z.object({ code: z.string(), place: placeSchema, quote })),
    /** For a finding: whether it holds. For a trace: whether it is sound. */
    verdict: z.enum(['holds', 'does-not-hold', 'sound', 'faulty', 'unsure']),
    reason: text,
    /** Passages that it points to; each occurs there. */
    quotes: z.array(z.object({ place: placeSchema, quote })).check(z.maxLength(8)),
  }),
  /** Takes an earlier annotation back. */
  z.object({ ...stamp, kind: z.literal('withdrawal'), of: z.int().check(z.gte(0)) }),
]);
