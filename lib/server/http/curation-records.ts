import {
  draftRequest,
  newRecordRequest,
  previewQuery,
  proposerRequest,
  recordListQuery,
  reviewRequest,
} from '#lib/contract/curation-requests.ts';
import { recordNotFound } from '../curation/errors.ts';
import { curationRecordOf, curationRowOf } from '../curation/stored-record.ts';
import { readJson, readQuery } from './body/body.ts';
import { type Exchange, type Handler, json } from './handle.ts';
import { unreadableCursor } from './library.ts';

/** A trace of the maximum length in JSON, escapes included; a log of edits fits as well. */
const MAX_RECORD_BYTES = 8 * 1024 * 1024;

export const listCurationRecords: Handler = async ({ server, request }) => {
  const { batchId = null, ...query } = readQuery(request, recordListQuery);
  const page = await server.store.curation.records({ batchId, ...query });
  if (!page) throw unreadableCursor();
  const { entries, nextCursor, total } = page;
  return json({ rows: entries.map(curationRowOf), nextCursor, total });
};

export const createCurationRecord: Handler = async ({ server, request }) => {
  const id = await server.curation.records.create(
    await readJson(request, newRecordRequest, MAX_RECORD_BYTES),
  );
  return json({ id }, 201, { location: `/api/curation/records/${id}` });
};

export const getCurationRecord: Handler = async (exchange) =>
  json(curationRecordOf(await requireRecord(exchange)));

export const deleteCurationRecord: Handler = async ({ server, params }) => {
  if (!(await server.curation.records.remove(params.id ?? ''))) throw recordNotFound();
  return new Response(null, { status: 204 });
};

export const proposeCurationRecord: Handler = async (exchange) => {
  const { server, request, params } = exchange;
  const wanted = await readJson(request, proposerRequest);
  await server.curation.records.propose(params.id ?? '', wanted);
  return json(curationRecordOf(await requireRecord(exchange)));
};

export const saveCurationDraft: Handler = async ({ server, request, params }) => {
  const draft = await readJson(request, draftRequest, MAX_RECORD_BYTES);
  return json(await server.curation.records.saveDraft(params.id ?? '', draft));
};

/** The log with which source or rounds would be stored; stores nothing. */
export const previewCurationRecord: Handler = async (exchange) => {
  const record = await requireRecord(exchange);
  const { side } = readQuery(exchange.request, previewQuery);
  const events = await exchange.server.curation.player.preview(record, side);
  return new Response(events.map((event) => `${JSON.stringify(event)}\n`).join(''), {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
    },
  });
};

export const keepCurationRecord: Handler = async (exchange) =>
  json(await exchange.server.curation.player.keep(await requireRecord(exchange)));

export const reviewCurationRecord: Handler = async ({ server, request, params }) => {
  const { verdict } = await readJson(request, reviewRequest);
  if (!(await server.store.curation.changeRecord(params.id ?? '', { entry: { review: verdict } })))
    throw recordNotFound();
  return json({ verdict });
};

/** The whole record that the path names. Throws ServerError `curation-record-not-found`. */
export async function requireRecord({ server, params }: Exchange) {
  const record = await server.store.curation.record(params.id ?? '');
  if (record) return record;
  throw recordNotFound();
}
