import { openApiDocument } from '#lib/contract/openapi.ts';
import { type Handler, json } from './handle.ts';

/** The API described for programs; made once, since it changes with the version alone. */
let document: ReturnType<typeof openApiDocument> | null = null;

export const getOpenApi: Handler = ({ server }) => {
  document ??= openApiDocument(server.config.version);
  return json(document);
};
