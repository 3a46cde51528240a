import { importQuery } from '#lib/contract/import-requests.ts';
import { isZip } from '#lib/formats/files/zip-directory.ts';
import type { UploadKind } from '../imports/import-upload.ts';
import { importSink } from '../imports/worker-importer.ts';
import { isJson, readQuery, requireJson } from './body/body.ts';
import { MAX_BATCH_BYTES, MAX_FILE_BYTES, SMALL_BODY_BYTES } from './body/import-limits.ts';
import { takeUpload } from './body/upload.ts';
import type { Exchange, Handler } from './handle.ts';

/** Imports one file, or one text, with any traces it holds: stores each one or names it with its problem. */
export const importTraces: Handler = (exchange) => {
  const { request } = exchange;
  if (isJson(request)) return store(exchange, { as: 'json' }, MAX_FILE_BYTES);
  return store(exchange, { as: 'file', query: readQuery(request, importQuery) }, MAX_FILE_BYTES);
};

/** Traces that the sender told apart already; a result each, in order. */
export const importBatch: Handler = (exchange) => {
  requireJson(exchange.request);
  return store(exchange, { as: 'batch' }, MAX_BATCH_BYTES);
};

/** A thread reads the upload and makes sessions of it, one after the other; this function stores them. */
async function store({ server, request }: Exchange, upload: UploadKind, maxBytes: number): Promise<Response> {
  // We do not read megabytes, or count traces, if the store has no room for them.
  await server.health.requireWritable();
  return takeUpload(request, server.clock, async (body) => {
    const bytes = await body.bytes(maxBytes);
    // Compressed content may be a thousand times as long.
    const isShort = bytes.length <= SMALL_BODY_BYTES && !isZip(bytes);
    const { status, location, json } = await server.workers.run(
      'import-upload',
      { bytes, upload },
      {
        lane: isShort ? 'now' : 'upload',
        signal: AbortSignal.any([request.signal, server.closing]),
        give: [bytes.buffer],
        onItem: importSink(server.store, server.judgeLater),
      },
    );
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
    return new Response(json, { status, headers: location ? { ...headers, location } : headers });
  });
}
