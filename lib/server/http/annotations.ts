import { annotationRequest } from '../annotation-request.ts';
import { annotateSession, type Unstamped } from '../annotations.ts';
import { readJson } from './body.ts';
import { type Handler, json } from './handle.ts';
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
  return json(await annotateSession(server, id, annotation as Unstamped), 201);
};
