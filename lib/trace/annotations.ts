import type * as z from 'zod/mini';
import type { annotationSchema } from './annotation-schema.ts';

/** Most annotations of one trace, including withdrawn ones: opening a trace reads them all. */
export const MOST_ANNOTATIONS = 2_000;
/** Most characters of their JSON together. */
export const MOST_ANNOTATION_CHARACTERS = 1_000_000;

/**
 * What people say about a trace, as a log separate from the log of events: append-only and folded like it. A JSONL
 * export writes its lines after the events (annotation-lines.ts), and an import reads them back.
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

/** An annotation that the log of a trace has not numbered yet. */
export type NewAnnotation = Annotation extends infer A
  ? A extends Annotation
    ? Omit<A, 'seq'>
    : never
  : never;

/** An annotation as its author supplies it: the log adds the time and the number. */
export type AnnotationDraft = Annotation extends infer A
  ? A extends Annotation
    ? Omit<A, 'type' | 'seq' | 'madeAt'>
    : never
  : never;

export interface Annotations {
  readonly dismissals: readonly AnnotationOf<'dismissal'>[];
  readonly notes: readonly AnnotationOf<'note'>[];
  readonly opinions: readonly AnnotationOf<'opinion'>[];
  /** The last ruling that is not withdrawn; null if no person ruled. */
  readonly ruling: AnnotationOf<'ruling'> | null;
}

/**
 * The annotations of a log that are not withdrawn, in order. Withdrawing a withdrawal restores the annotation. O(n).
 */
export function standingAnnotations(log: readonly Annotation[]): Annotation[] {
  const withdrawn = new Set<number>();
  // From the end, because only a withdrawal that is not itself withdrawn takes anything back.
  for (const one of log.toReversed())
    if (one.kind === 'withdrawal' && one.of < one.seq && !withdrawn.has(one.seq)) withdrawn.add(one.of);
  return log.filter(({ seq }) => !withdrawn.has(seq));
}

/** The same, grouped by kind. */
export function foldAnnotations(log: readonly Annotation[]): Annotations {
  const standing = standingAnnotations(log);
  return {
    dismissals: standing.filter((one) => one.kind === 'dismissal'),
    notes: standing.filter((one) => one.kind === 'note'),
    opinions: standing.filter((one) => one.kind === 'opinion'),
    ruling: standing.findLast((one) => one.kind === 'ruling') ?? null,
  };
}
