import { inspectQuery, newBatchQuery, sampleRequest } from '#lib/contract/curation-requests.ts';
import { readJson, readQuery } from './body/body.ts';
import { MAX_DATA_SET_BYTES, MAX_INSPECTED_BYTES } from './body/import-limits.ts';
import { takeUpload } from './body/upload.ts';
import { pacedBody } from './body/upload-pace.ts';
import { type Handler, json } from './handle.ts';
import { HttpProblem } from './problem.ts';

/** Describes the contents of a data set, from its beginning (`part=true`) or from all of it. */
export const inspectCurationDataSet: Handler = ({ server, request }) =>
  takeUpload(request, server.clock, async (upload) => {
    const { name, part, columns } = readQuery(request, inspectQuery);
    const bytes = await upload.bytes(MAX_INSPECTED_BYTES);
    const job = { name: name || 'data set', bytes, isPart: part, columns };
    const found = await server.workers.run('inspect-data-set', job, {
      signal: AbortSignal.any([request.signal, server.closing]),
      give: [bytes.buffer],
    });
    return new Response(found, {
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    });
  });

export const createCurationBatch: Handler = async ({ server, request }) => {
  const query = readQuery(request, newBatchQuery);
  await server.health.requireWritable();
  // We refuse before we receive gigabytes, if the client states the length.
  if (Number(request.headers.get('content-length')) > MAX_DATA_SET_BYTES) throw tooLarge();
  const body = pacedBody(request, server.clock);
  const id = await server.curation.batches.create(query, body, MAX_DATA_SET_BYTES);
  if (id === false) throw tooLarge();
  return json({ id }, 201, { location: `/api/curation/batches/${id}` });
};

const tooLarge = () =>
  new HttpProblem(
    413,
    'too-large',
    `The file is larger than ${MAX_DATA_SET_BYTES.toLocaleString('en')} bytes.`,
    { remedy: 'Split it into several files.' },
  );

export const listCurationBatches: Handler = async ({ server }) =>
  json({ batches: await server.curation.batches.list() });

export const getCurationBatch: Handler = async ({ server, params }) =>
  json(await server.curation.batches.view(params.id ?? ''));

export const deleteCurationBatch: Handler = async ({ server, params }) => {
  await server.curation.batches.remove(params.id ?? '');
  return new Response(null, { status: 204 });
};

export const pauseCurationBatch: Handler = async ({ server, params }) =>
  json(await server.curation.batches.pause(params.id ?? ''));

export const resumeCurationBatch: Handler = async ({ server, params }) => {
  await server.health.requireWritable();
  return json(await server.curation.batches.resume(params.id ?? ''));
};

export const retryCurationBatch: Handler = async ({ server, params }) => {
  await server.health.requireWritable();
  return json(await server.curation.batches.retry(params.id ?? ''));
};

export const sampleCurationBatch: Handler = async ({ server, request, params }) =>
  json(await server.curation.batches.sample(params.id ?? '', await readJson(request, sampleRequest)));

export const getCurationDistributions: Handler = async ({ server, params }) =>
  json(await server.curation.batches.distributions(params.id ?? ''));
