import type * as z from 'zod/mini';
import type { annotationSchema } from './annotation-schema.ts';

/** Of one trace, withdrawn ones included: whoever opens it reads them all. */
export const MOST_ANNOTATIONS = 2_000;
/** Of their JSON together. */
export const MOST_ANNOTATION_CHARACTERS = 1_000_000;

/**
 * What people say about a trace, as a log of its own beside the log of events: append-only, folded like the other. A JSONL
 * export writes its lines behind the events (annotation-lines.ts), an import reads them back.
 */
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
