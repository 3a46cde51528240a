import { strToU8, Zip, ZipDeflate } from 'fflate';
import * as z from 'zod';
import { ExportError } from '#lib/formats/export-error.ts';
import { type ExportFormat, exportFormatIds, findExportFormat } from '#lib/formats/export-formats.ts';
import { exportTrace } from '#lib/formats/export-trace.ts';
import type { SessionRecord, Store } from '#lib/storage/store.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { readPlayerPage } from '../player-page.ts';
import { readablePages, storedEvents } from '../stored-events.ts';
import { readJson } from './body.ts';
import { sessionIds } from './bulk.ts';
import { fileStem } from './file-stem.ts';
import type { Handler } from './handle.ts';
import { HttpProblem } from './problem.ts';
import { pulledStream } from './pulled-stream.ts';

const zipRequest = z.strictObject({
  ids: sessionIds,
  format: z.enum(exportFormatIds, `Must be one of: ${exportFormatIds.join(', ')}`).default('log'),
  /** False leaves thinking out of transcripts. */
  thinking: z.boolean().optional(),
});

/** What could not be written, in the archive beside what could. */
const NOT_EXPORTED = 'not-exported.json';

/**
 * Many sessions in one format as a zip, one file each. It is made while it is sent, one session at a time, as fast as the
 * client takes it: neither the archive nor two sessions are ever held.
 */
export const exportSessions: Handler = async ({ server, request }) => {
  const { ids, format: formatId, thinking } = await readJson(request, zipRequest);
  const format = findExportFormat(formatId);
  if (!format)
    throw new HttpProblem(400, 'unknown-format', `format: Must be one of: ${exportFormatIds.join(', ')}`);
  // Said before the download begins rather than in a file that the archive holds in its stead.
  const player = format.id === 'html' ? await readPlayerPage() : null;
  if (!(await anyOf(server.store, ids)))
    throw new HttpProblem(
      404,
      'session-not-found',
      'There are no such sessions. They may have been deleted.',
    );
  const signal = AbortSignal.any([request.signal, server.closing]);
  const chunks = archive({ ids, format, thinking, player, store: server.store, report: server.report });
  return new Response(pulledStream(chunks, signal), {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="sprintscope-${ids.length}-sessions.zip"`,
      'cache-control': 'no-store',
    },
  });
};

async function anyOf(store: Store, ids: readonly string[]): Promise<boolean> {
  for (const id of ids) if (await store.session(id)) return true;
  return false;
}

interface ArchiveOptions {
  ids: readonly string[];
  format: ExportFormat;
  thinking: boolean | undefined;
  player: string | null;
  store: Store;
  report(message: string, error: unknown): void;
}

async function* archive(options: ArchiveOptions): AsyncGenerator<Uint8Array> {
  const { ids, format, store, report } = options;
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  const taken = () => {
    const chunks = ready;
    ready = [];
    return chunks;
  };
  const failed: { id: string; reason: string }[] = [];
  for (const id of ids) {
    const record = await store.session(id);
    try {
      if (!record) throw new ExportError('empty-log', 'There is no such session. It may have been deleted.');
      const text = await textOf(record, options);
      addFile(zip, `${fileStem(record)}.${format.extension}`, text, record.createdAt);
    } catch (error) {
      if (!(error instanceof ExportError)) report(`Session ${id} could not be exported`, error);
      const reason =
        error instanceof ExportError ? error.message : 'Sprintscope failed on it; its output says more.';
      failed.push({ id, reason });
    }
    yield* taken();
  }
  if (failed.length > 0) addFile(zip, NOT_EXPORTED, `${JSON.stringify(failed, null, 2)}\n`, null);
  zip.end();
  yield* taken();
}

async function textOf(record: SessionRecord, { store, format, thinking, player }: ArchiveOptions) {
  if (format.id === 'log') return logText(store, record.id);
  const events: TraceEvent[] = [];
  for await (const event of storedEvents(store, record.id)) events.push(event);
  return exportTrace(format.id, events, {
    title: record.title,
    ...(thinking !== undefined && { thinking }),
    ...(player !== null && { player: async () => player }),
  });
}

/** As stored, byte for byte. */
async function logText(store: Store, id: string): Promise<string> {
  let text = '';
  for await (const { stored } of readablePages(store, id)) for (const { json } of stored) text += `${json}\n`;
  if (text === '') throw new ExportError('empty-log', 'This log holds no event: there is nothing to export.');
  return text;
}

/** UTF-16 units compressed at a time. */
const PART = 65_536;

function addFile(zip: Zip, name: string, text: string, createdAt: string | null) {
  const file = new ZipDeflate(name, { level: 6 });
  if (createdAt) file.mtime = createdAt;
  zip.add(file);
  for (let from = 0; from < text.length; ) {
    let to = Math.min(text.length, from + PART);
    // Never between the two halves of a character.
    if (to < text.length && (text.charCodeAt(to) & 0xfc00) === 0xdc00) to--;
    file.push(strToU8(text.slice(from, to)));
    from = to;
  }
  file.push(new Uint8Array(), true);
}
