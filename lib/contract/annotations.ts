import * as z from 'zod/mini';
import { annotationSchema } from '#lib/trace/annotation-schema.ts';
import { streamIdSchema } from '#lib/trace/events.ts';
import { parseStream } from '#lib/trace/streams.ts';
import { endpointChoice, natural, ordinal, shortText } from './fields.ts';

/** People's annotations of a session, as far as they can be read. */
export const storedAnnotationsSchema = z.object({
  /** By `seq`, without gaps from 0 where nothing is damaged. */
  annotations: z.array(annotationSchema),
  /** Some cannot be read, or are of kinds that this version does not know. */
  isDamaged: z.boolean(),
});
export type StoredAnnotations = z.infer<typeof storedAnnotationsSchema>;

/** An optional text: empty is absent. */
const optionalText = (most: number) =>
  z.optional(z.string().check(z.trim(), z.maxLength(most, `At most ${most} characters`)));

const place = z
  .strictObject({
    stream: z.optional(
      z.string().check(
        // Also applies the log's own check: we must be able to read what we store.
        z.refine(
          (text) => parseStream(text) !== null && streamIdSchema.safeParse(text).success,
          'Must name a stream, such as “execution:1.2”',
        ),
      ),
    ),
    stage: z.optional(ordinal),
    index: z.optional(ordinal),
    offset: z.optional(natural),
    end: z.optional(natural),
  })
  .check(
    z.refine(({ offset = 0, end = offset }) => end >= offset, {
      path: ['end'],
      message: 'Not before offset',
    }),
  );
/** Words of the text, as they are there. */
const quote = z.string().check(z.maxLength(400, 'At most 400 characters'));
const text = shortText(4_000);

/** Body of `POST /api/sessions/:id/annotations`. */
export const annotationRequest = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('dismissal'),
      code: shortText(100),
      place,
      source: z.optional(place),
      quote,
      reason: text,
    }),
    z.strictObject({ kind: z.literal('note'), place, quote, text, label: optionalText(60) }),
    z.strictObject({
      kind: z.literal('ruling'),
      correct: z.nullable(z.boolean('Must be true, false or null')),
      reason: optionalText(4_000),
    }),
    z.strictObject({ kind: z.literal('withdrawal'), of: natural }),
  ],
  'Must be one of: dismissal, note, ruling, withdrawal',
);

/** Body of `POST /api/sessions/:id/opinions`. Without `about` the model judges the whole trace. */
export const opinionRequest = z.strictObject({
  ...endpointChoice,
  about: z.optional(z.strictObject({ code: shortText(100), place, quote })),
});
