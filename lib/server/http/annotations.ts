import { annotationRequest } from '#lib/contract/annotations.ts';
import { annotationRowsQuery } from '#lib/contract/library-requests.ts';
import type { AnnotationDraft } from '#lib/trace/annotations.ts';
import { annotationRows } from '../annotation-rows.ts';
import { annotateSession } from '../annotations.ts';
import { readJson, readQuery } from './body.ts';
import { type Handler, json } from './handle.ts';
import { pulledStream } from './pulled-stream.ts';
import { requireSession } from './sessions.ts';

/** All that people said of a session, withdrawn or not: `foldAnnotations` says what stands. */
export const listAnnotations: Handler = async (exchange) => {
  const { id } = await requireSession(exchange);
  return json(await exchange.server.store.annotations(id));
};

/** Appends one; answers with all of them, those of other windows too. */
export const annotate: Handler = async (exchange) => {
  const { server, request } = exchange;
  const { id } = await requireSession(exchange);
  const annotation = await readJson(request, annotationRequest);
  return json(await annotateSession(server, id, annotation as AnnotationDraft), 201);
};

/** Dismissals or notes of all sessions that stand, a JSON object a line: for whoever counts, or trains on, them. */
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
