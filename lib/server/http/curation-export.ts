import { setImmediate } from 'node:timers/promises';
import {
  batchExportQuery,
  defaultTrainingOptions,
  recordExportQuery,
  type Selection,
} from '#lib/contract/training-export.ts';
import {
  checkTraining,
  type Samples,
  TrainingExportError,
  trainingParts,
} from '#lib/curation/training/export-training-data.ts';
import type { TrainingSource } from '#lib/curation/training/training-options.ts';
import { type TrainingSample, trainingSampleOf } from '#lib/curation/training/training-sample.ts';
import type { CurationStore, StoredCuration } from '#lib/storage/curation/curation-store.ts';
import { batchNotFound, recordNotFound } from '../curation/errors.ts';
import { curationRecordOf } from '../curation/stored-record.ts';
import type { Server } from '../server.ts';
import type { Deflated } from '../workers/job-types.ts';
import { readQuery } from './body/body.ts';
import type { Handler } from './handle.ts';
import { HttpProblem } from './problem.ts';
import { pulledStream } from './streams/pulled-stream.ts';
import { deflated, type ZipEntry, zipStream } from './streams/zip-stream.ts';

const defaults = defaultTrainingOptions;

/** Which records of a batch we export, in the words of its data card. */
const selectionWords: Readonly<Record<Selection, string>> = {
  kept: 'records kept by the filter',
  'not-rejected': 'records kept by the filter and not rejected in review',
  accepted: 'records accepted in review',
};

/** Records of a batch, chosen by the filter, by a person, or by both, as training data in a zip. */
export const exportCurationBatch: Handler = async ({ server, request, params }) => {
  const { only, ...query } = readQuery(request, batchExportQuery);
  const id = params.id ?? '';
  const batch = await server.store.curation.batch(id);
  if (!batch || batch.status === 'deleting') throw batchNotFound();
  const samples = samplesOf(
    sampleIn(server, request),
    (after) => recordsAfter(server.store.curation, id, only, after),
    ({ review }) => only !== 'not-rejected' || review !== 'reject',
  );
  const source = { name: batch.file.name, sha256: batch.file.sha256, selection: selectionWords[only] };
  return answer(
    server,
    request,
    samples,
    { test: defaults.test, ...query },
    source,
    `${batch.name}-${query.format}`,
  );
};

/** One record, whatever the filter decided: the person who exports it has looked at it. */
export const exportCurationRecord: Handler = async ({ server, request, params }) => {
  const query = readQuery(request, recordExportQuery);
  const record = await server.store.curation.record(params.id ?? '');
  if (!record) throw recordNotFound();
  const samples = samplesOf(sampleIn(server, request), async (after) =>
    after < 0 ? [{ ...record, index: 0 }] : [],
  );
  const source = { name: record.sourceName, sha256: null, selection: 'a single record' };
  return answer(
    server,
    request,
    samples,
    { test: 0, ...query },
    source,
    `${record.sourceName}-${query.format}`,
  );
};

/** Whole records per read: a megabyte or two. */
const PAGE = 8;

const recordsAfter = (store: CurationStore, batchId: string, only: Selection, after: number) =>
  store.recordsOf(batchId, {
    after,
    limit: PAGE,
    statuses: only === 'accepted' ? ['kept', 'rejected'] : ['kept'],
    ...(only === 'accepted' && { review: 'accept' as const }),
  });

/**
 * A thread processes records with longer texts: 0.6 ms a kilobyte. For shorter ones, sending them there costs as much.
 */
const LONG_TEXT = 16_000;

const sampleIn =
  ({ workers }: Pick<Server, 'workers'>, { signal }: Request) =>
  async (record: StoredCuration): Promise<TrainingSample | null> =>
    record.contents.text.length > LONG_TEXT
      ? workers.run('training-sample', record, { signal })
      : trainingSampleOf(curationRecordOf(record));

function samplesOf(
  sampleOf: (record: StoredCuration) => Promise<TrainingSample | null>,
  page: (after: number) => Promise<StoredCuration[]>,
  isChosen: (record: StoredCuration) => boolean = () => true,
): Samples {
  return async function* () {
    for (let after = -1; ; ) {
      const records = await page(after);
      for (const record of records) {
        after = record.index;
        const sample = isChosen(record) ? await sampleOf(record) : null;
        if (sample) yield sample;
        // Reading a record and making its rows takes some milliseconds of this thread, whether or not the client wants
        // them.
        await setImmediate();
      }
      if (records.length === 0) return;
    }
  };
}

async function answer(
  server: Server,
  request: Request,
  samples: Samples,
  options: Parameters<typeof checkTraining>[1],
  source: TrainingSource,
  name: string,
): Promise<Response> {
  await checkTraining(samples, options).catch((error: unknown) => {
    if (!(error instanceof TrainingExportError)) throw error;
    throw new HttpProblem(422, error.type, error.message, { remedy: error.remedy });
  });
  const signal = AbortSignal.any([request.signal, server.closing]);
  const context = { source, version: server.config.version, counter: server.curation.counter() };
  return new Response(pulledStream(zipStream(entriesOf(trainingParts(samples, options, context))), signal), {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${fileName(name)}.zip"`,
      'cache-control': 'no-store',
    },
  });
}

/** ASCII letters and digits: a header accepts no others. */
const fileName = (name: string): string =>
  name
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(-80) || 'training-data';

/** The oldest time that a zip can express, in any time zone: the same files must give the same bytes. */
const NO_TIME = new Date(1980, 0, 1);

/**
 * We make the archive while sending it, and hold no more than a piece of it. zlib meanwhile compresses in threads of
 * its own.
 */
async function* entriesOf(parts: ReturnType<typeof trainingParts>): AsyncGenerator<ZipEntry> {
  for await (const { path, chunks } of parts)
    yield { name: path, modifiedAt: NO_TIME, parts: deflatedText(chunks) };
}

/** How many characters we compress at a time. */
const PIECE_CHARACTERS = 128 * 1024;

async function* deflatedText(chunks: AsyncIterable<string>): AsyncGenerator<Deflated> {
  const encoder = new TextEncoder();
  let gathered = '';
  for await (const chunk of chunks) {
    gathered += chunk;
    if (gathered.length < PIECE_CHARACTERS) continue;
    yield await deflated(encoder.encode(gathered), false);
    gathered = '';
  }
  yield await deflated(encoder.encode(gathered), true);
}
