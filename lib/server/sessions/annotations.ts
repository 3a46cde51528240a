import * as z from 'zod/mini';
import type { Clock } from '#lib/base/clock.ts';
import type { StoredAnnotations } from '#lib/contract/annotations.ts';
import type { SessionPatch, SessionRecord } from '#lib/contract/session.ts';
import type { Store } from '#lib/storage/store.ts';
import {
  type Annotation,
  type AnnotationDraft,
  type AnnotationOf,
  foldAnnotations,
  MOST_ANNOTATION_CHARACTERS,
  MOST_ANNOTATIONS,
  type NewAnnotation,
  standingAnnotations,
} from '#lib/trace/annotations.ts';
import { ServerError } from '../errors.ts';
import { standingCounts } from '../findings.ts';

/**
 * Appends one annotation and keeps those that others appended meanwhile. Returns all of them. Throws ServerError
 * `session-not-found`, `annotation-state`, `too-many-annotations`.
 */
export async function annotateSession(
  { store, clock }: { store: Pick<Store, 'annotate'>; clock: Pick<Clock, 'date'> },
  id: string,
  annotation: AnnotationDraft,
): Promise<StoredAnnotations> {
  const added = { type: 'annotation', madeAt: clock.date().toISOString(), ...annotation } as NewAnnotation;
  const stored = await store.annotate(id, (session, log) => {
    requireRoom(log, added);
    if (added.kind === 'withdrawal') requireStanding(log, added.of);
    const seq = (log.at(-1)?.seq ?? -1) + 1;
    return { add: [added], patch: annotatedPatch(session, [...log, { ...added, seq } as Annotation]) };
  });
  if (!stored)
    throw new ServerError('session-not-found', 'There is no such session. It may have been deleted.', { id });
  return stored;
}

function requireRoom(log: readonly Annotation[], added: NewAnnotation): void {
  const characters = [...log, added].reduce((sum, one) => sum + JSON.stringify(one).length, 0);
  if (log.length < MOST_ANNOTATIONS && characters <= MOST_ANNOTATION_CHARACTERS) return;
  throw new ServerError(
    'too-many-annotations',
    `A session keeps ${MOST_ANNOTATIONS.toLocaleString('en')} annotations and ${MOST_ANNOTATION_CHARACTERS.toLocaleString('en')} characters of them, withdrawn ones included.`,
    { remedy: 'Export the session as a log, remove annotations from the end of the file, and import that.' },
  );
}

/** Another window may already have withdrawn it. */
function requireStanding(log: readonly Annotation[], of: number): void {
  if (standingAnnotations(log).some(({ seq }) => seq === of)) return;
  throw new ServerError(
    'annotation-state',
    `There is no annotation ${of} that stands in this session: it was never made, or is withdrawn already.`,
    { remedy: 'Read the annotations again.' },
  );
}

const annotatedSchema = z.object({
  notes: z.number(),
  dismissals: z.number(),
  /** All labels of the notes, each once. */
  labels: z.array(z.string()),
  /** The text of the notes, for searching. */
  words: z.string(),
});

/** What lists show and search among a session's annotations. */
export interface Annotated extends z.infer<typeof annotatedSchema> {
  /** A person's verdict on the answer, and which annotation it is. */
  ruling?: { seq: number; correct: boolean | null; reason?: string; madeAt: string };
}

/** As stored in a row, without the ruling (verdicts.ts). */
export const storedAnnotated = (annotated: unknown): z.infer<typeof annotatedSchema> | null =>
  z.safeParse(annotatedSchema, annotated).data ?? null;

/** How many characters of notes a list of 2,000 sessions carries for each session. */
const MOST_WORDS = 4_000;
const MOST_LABELS = 20;

/**
 * The part of a session's row that follows from its annotations: what lists show, and the findings that still count.
 */
export function annotatedPatch(
  { findings }: Pick<SessionRecord, 'findings'>,
  log: readonly Annotation[],
): SessionPatch {
  const { notes, dismissals, ruling } = foldAnnotations(log);
  const labels = [...new Set(notes.flatMap(({ label }) => (label ? [label] : [])))];
  const annotated: Annotated = {
    notes: notes.length,
    dismissals: dismissals.length,
    labels: labels.slice(0, MOST_LABELS),
    words: notes
      .map(({ text }) => text)
      .join('\n')
      .slice(0, MOST_WORDS),
    ...(ruling && { ruling: rulingOf(ruling) }),
  };
  return {
    annotated: notes.length + dismissals.length === 0 && !ruling ? null : annotated,
    ...standingCounts(findings, log),
  };
}

/**
 * After the doctor has examined a session again, updates what its row says about annotations, by its new findings. The
 * doctor did not see what people dismissed meanwhile.
 */
export async function recountAnnotated(
  store: Pick<Store, 'annotations' | 'annotate'>,
  id: string,
): Promise<void> {
  const { annotations } = await store.annotations(id);
  if (annotations.length === 0) return;
  await store.annotate(id, (session, log) => ({ add: [], patch: annotatedPatch(session, log) }));
}

const rulingOf = ({ seq, correct, reason, madeAt }: AnnotationOf<'ruling'>) => ({
  ...{ seq, correct, madeAt },
  ...(reason !== undefined && { reason }),
});
