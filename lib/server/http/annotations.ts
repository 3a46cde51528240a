import { giveWay } from '#lib/base/give-way.ts';
import { annotationRequest } from '#lib/contract/annotations.ts';
import { annotationRowsQuery } from '#lib/contract/library-requests.ts';
import type { LibraryEntry } from '#lib/contract/session.ts';
import type { Store } from '#lib/storage/store.ts';
import { type AnnotationDraft, type AnnotationOf, foldAnnotations } from '#lib/trace/annotations.ts';
import type { Place } from '#lib/trace/events.ts';
import { annotateSession } from '../sessions/annotations.ts';
import { readJson, readQuery } from './body/body.ts';
import { type Handler, json } from './handle.ts';
import { requireSession } from './sessions.ts';
import { pulledStream } from './streams/pulled-stream.ts';

/** All annotations of a session, withdrawn or not: `foldAnnotations` determines which are in effect. */
export const listAnnotations: Handler = async (exchange) => {
  const { id } = await requireSession(exchange);
  return json(await exchange.server.store.annotations(id));
};

/** Appends an annotation; returns all of them, including those from other windows. */
export const annotate: Handler = async (exchange) => {
  const { server, request } = exchange;
  const { id } = await requireSession(exchange);
  const annotation = await readJson(request, annotationRequest);
  return json(await annotateSession(server, id, annotation as AnnotationDraft), 201);
};

/**
 * The dismissals or notes of all sessions that are in effect, one JSON object a line: for people who count them or
 * train on them.
 */
export const exportAnnotations: Handler = ({ server, request }) => {
  const { kind } = readQuery(request, annotationRowsQuery);
  const signal = AbortSignal.any([request.signal, server.closing]);
  return new Response(pulledStream(annotationRows(server.store, kind), signal), {
    headers: {
      'content-type': 'text/jsonl; charset=utf-8',
      'content-disposition': `attachment; filename="sprintscope-${kind}s.jsonl"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
};

/** How many rows of the library we read at once. */
const LOOK_AT = 500;

const encoder = new TextEncoder();

/** The dismissals or notes of all sessions that are still in effect, newest session first, as lines of JSON. */
async function* annotationRows(
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

/** In the form in which `bench/doctor` reads labels: what the doctor found there is wrong. */
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

/** `execution:2.1`; for a place that names no stream, its stage's plan or prompt; null for the whole trace. */
function nameOf({ stream, stage, index }: Place): string | null {
  if (stream !== undefined) return stream;
  if (stage === undefined) return null;
  return index === undefined ? `plan:${stage}` : `prompt:${stage}.${index}`;
}
