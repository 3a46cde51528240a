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
  /** A finding that does not hold, or does not matter here. Left out of every count. */
  z.object({
    ...stamp,
    kind: z.literal('dismissal'),
    /** Code of the check. */
    code: z.string(),
    /** Where it shows, and the words there: a finding is known again by code, stream and words, wherever they move. */
    place: placeSchema,
    /** Where the doctor said that it comes from. */
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
  /** A person's verdict on the answer; stands above the computed one. */
  z.object({
    ...stamp,
    kind: z.literal('ruling'),
    correct: z.nullable(z.boolean()),
    reason: z.optional(text),
  }),
  /** What a model said when a person asked it for a second opinion: its own words, never counted among the doctor's. */
  z.object({
    ...stamp,
    kind: z.literal('opinion'),
    model: z.object({ endpointName: name, model: name }),
    /** The finding that it was asked about; absent where it read the whole trace. */
    about: z.optional(z.object({ code: z.string(), place: placeSchema, quote })),
    /** Of a finding whether it holds, of a trace whether it is sound. */
    verdict: z.enum(['holds', 'does-not-hold', 'sound', 'faulty', 'unsure']),
    reason: text,
    /** Passages that it points to; each occurs there. */
    quotes: z.array(z.object({ place: placeSchema, quote })).check(z.maxLength(8)),
  }),
  /** Takes an earlier annotation back. */
  z.object({ ...stamp, kind: z.literal('withdrawal'), of: z.int().check(z.gte(0)) }),
]);
