import { giveWay } from '#lib/base/give-way.ts';
import type { LibraryEntry } from '#lib/contract/session.ts';
import type { Store } from '#lib/storage/store.ts';
import { type AnnotationOf, foldAnnotations } from '#lib/trace/annotations.ts';
import type { Place } from '#lib/trace/events.ts';

/** Rows of the library read in one go. */
const LOOK_AT = 500;
const encoder = new TextEncoder();

/** What stands of the dismissals or notes of all sessions, newest session first, as lines of JSON. */
export async function* annotationRows(
  store: Pick<Store, 'library' | 'annotations'>,
  kind: 'dismissal' | 'note',
): AsyncGenerator<Uint8Array> {
  for (let cursor: string | undefined; ; ) {
    const page = await store.library({ limit: LOOK_AT, cursor });
    for (const entry of page?.entries ?? []) {
      if (entry.annotated === null) continue;
      const { dismissals, notes } = foldAnnotations((await store.annotations(entry.id)).annotations);
      const rows =
        kind === 'dismissal'
          ? dismissals.map((one) => dismissalRow(entry, one))
          : notes.map((one) => noteRow(entry, one));
      if (rows.length > 0) yield encoder.encode(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
      await giveWay();
    }
    if (!page || page.nextCursor === null) return;
    cursor = page.nextCursor;
  }
}

/** As `bench/doctor` reads labels: what was found there does not hold. */
const dismissalRow = (
  { id, sourceName }: LibraryEntry,
  { code, place, source, quote, reason, madeAt }: AnnotationOf<'dismissal'>,
) => ({
  ...{ file: sourceName ?? id, kind: code, stream: nameOf(place), source: source ? nameOf(source) : null },
  ...{ quote, certain: true, holds: false, why: reason, id, madeAt },
});

const noteRow = (
  { id, sourceName }: LibraryEntry,
  { place, quote, text, label, madeAt }: AnnotationOf<'note'>,
) => ({
  ...{ file: sourceName ?? id, kind: 'note', label: label ?? null, stream: nameOf(place), quote },
  ...{ offset: place.offset ?? null, end: place.end ?? null, text, id, madeAt },
});

/** `execution:2.1`, or of a place that names no stream its stage's plan, or prompt; null for the whole trace. */
function nameOf({ stream, stage, index }: Place): string | null {
  if (stream !== undefined) return stream;
  if (stage === undefined) return null;
  return index === undefined ? `plan:${stage}` : `prompt:${stage}.${index}`;
}
