import * as z from 'zod';
import { streamIdSchema } from '#lib/trace/events.ts';
import { parseStream } from '#lib/trace/streams.ts';
import { shortText } from './session-request.ts';

const natural = z.int('Must be a whole number').min(0, 'At least 0');
const ordinal = z.int('Must be a whole number').min(1, 'At least 1');
/** An optional text: empty is absent. */
const optionalText = (most: number) => z.string().trim().max(most, `At most ${most} characters`).optional();

export const annotationPlace = z
  .strictObject({
    stream: z
      .string()
      // The log's own check besides: what is stored must be read again.
      .refine(
        (text) => parseStream(text) !== null && streamIdSchema.safeParse(text).success,
        'Must name a stream, such as “execution:1.2”',
      )
      .optional(),
    stage: ordinal.optional(),
    index: ordinal.optional(),
    offset: natural.optional(),
    end: natural.optional(),
  })
  .refine(({ offset = 0, end = offset }) => end >= offset, { path: ['end'], message: 'Not before offset' });
/** Words of the text, as they are there. */
export const annotationQuote = z.string().max(400, 'At most 400 characters');
const text = shortText(4_000);

/** Body of `POST /api/sessions/:id/annotations`. */
export const annotationRequest = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('dismissal'),
      code: shortText(100),
      place: annotationPlace,
      source: annotationPlace.optional(),
      quote: annotationQuote,
      reason: text,
    }),
    z.strictObject({
      kind: z.literal('note'),
      place: annotationPlace,
      quote: annotationQuote,
      text,
      label: optionalText(60),
    }),
    z.strictObject({
      kind: z.literal('ruling'),
      correct: z.boolean('Must be true, false or null').nullable(),
      reason: optionalText(4_000),
    }),
    z.strictObject({ kind: z.literal('withdrawal'), of: natural }),
  ],
  'Must be one of: dismissal, note, ruling, withdrawal',
);
