import * as z from 'zod/mini';
import { placeSchema } from './events.ts';

/**
 * What people say about a trace, as a log of its own beside the log of events: append-only, folded like the other. A JSONL
 * export writes its lines behind the events (annotation-lines.ts), an import reads them back.
 */
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

/** Of one trace, withdrawn ones included: whoever opens it reads them all. */
export const MOST_ANNOTATIONS = 2_000;
/** Of their JSON together. */
export const MOST_ANNOTATION_CHARACTERS = 1_000_000;

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

export type Annotation = z.infer<typeof annotationSchema>;
export const annotationKinds = [
  'dismissal',
  'note',
  'ruling',
  'opinion',
  'withdrawal',
] as const satisfies readonly Annotation['kind'][];
export type AnnotationOf<K extends Annotation['kind']> = Extract<Annotation, { kind: K }>;

/** One that the log of a trace has not numbered yet. */
export type NewAnnotation = Annotation extends infer A
  ? A extends Annotation
    ? Omit<A, 'seq'>
    : never
  : never;

/** One as whoever makes it gives it: the log says when, and numbers it. */
export type AnnotationDraft = Annotation extends infer A
  ? A extends Annotation
    ? Omit<A, 'type' | 'seq' | 'madeAt'>
    : never
  : never;

export interface Annotations {
  readonly dismissals: readonly AnnotationOf<'dismissal'>[];
  readonly notes: readonly AnnotationOf<'note'>[];
  readonly opinions: readonly AnnotationOf<'opinion'>[];
  /** The last one that stands; null where no person ruled. */
  readonly ruling: AnnotationOf<'ruling'> | null;
}

/** What stands of a log of annotations, in its order. A withdrawal of a withdrawal brings the annotation back. O(n). */
export function standingAnnotations(log: readonly Annotation[]): Annotation[] {
  const withdrawn = new Set<number>();
  // From the end: only a withdrawal that itself stands takes anything back.
  for (const one of log.toReversed())
    if (one.kind === 'withdrawal' && one.of < one.seq && !withdrawn.has(one.seq)) withdrawn.add(one.of);
  return log.filter(({ seq }) => !withdrawn.has(seq));
}

/** The same by kind. */
export function foldAnnotations(log: readonly Annotation[]): Annotations {
  const standing = standingAnnotations(log);
  return {
    dismissals: standing.filter((one) => one.kind === 'dismissal'),
    notes: standing.filter((one) => one.kind === 'note'),
    opinions: standing.filter((one) => one.kind === 'opinion'),
    ruling: standing.findLast((one) => one.kind === 'ruling') ?? null,
  };
}
