import { randomBytes } from 'node:crypto';
import { systemClock } from '#lib/base/clock.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { importUpload } from '../../imports/import-upload.ts';
import { createImporter, type Importer, type StoredImport } from '../../imports/importer.ts';
import { newId } from '../../new-id.ts';
import type { ImportItem, JobContext, RunJob } from '../job-types.ts';

export const importTrace: RunJob<'import-trace'> = async ({ trace, details }, context) =>
  importerOf(context).importTrace(trace, details);

export const importBody: RunJob<'import-upload'> = async ({ bytes, upload }, context) => {
  const importer = importerOf(context);
  const { status, location, body } = await importUpload(bytes, upload, { ...importer, newId: makeId });
  return {
    status,
    ...(location !== undefined && { location }),
    json: context.give(new TextEncoder().encode(JSON.stringify(body))),
  };
};

const makeId = () => newId(randomBytes);

type Context = JobContext<'import-trace' | 'import-upload'>;

function importerOf({ store, counterFor, report, tell }: Context): Importer {
  return createImporter({
    store: {
      session: (id) => store.session(id),
      importSession: (record, events, newPairId, annotations) =>
        stored(tell, events, { record, newPairId, annotations }),
    },
    counterFor,
    clock: systemClock,
    newId: makeId,
    report,
  });
}

/** How many lines we send at once: receiving them takes the main thread a millisecond or two. */
const MOST_LINES = 1000;
const MOST_CHARACTERS = 1_000_000;

async function stored(
  tell: Context['tell'],
  events: readonly TraceEvent[],
  session: Exclude<ImportItem, { lines: unknown }>,
): Promise<StoredImport> {
  let lines = [];
  let characters = 0;
  for (const event of events) {
    const json = JSON.stringify(event);
    lines.push({ seq: event.seq, at: event.at, type: event.type, json });
    characters += json.length;
    if (lines.length < MOST_LINES && characters < MOST_CHARACTERS) continue;
    await tell({ lines });
    lines = [];
    characters = 0;
  }
  if (lines.length > 0) await tell({ lines });
  const answer = await tell(session);
  if (!answer) throw new Error('A session that was told of was not stored');
  return answer;
}
