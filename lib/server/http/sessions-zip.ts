import { exportFormatIds } from '#lib/contract/exports.ts';
import { zipRequest } from '#lib/contract/library-requests.ts';
import { isExportError } from '#lib/formats/export/export-error.ts';
import { type ExportFormat, findExportFormat } from '#lib/formats/export/export-formats.ts';
import { readPlayerFrame } from '../player-page.ts';
import type { Server } from '../server.ts';
import { isJobError } from '../workers/job-error.ts';
import type { Deflated, ExportedSession } from '../workers/job-types.ts';
import { readJson } from './body/body.ts';
import type { Handler } from './handle.ts';
import { HttpProblem } from './problem.ts';
import { framed, pulledStream } from './streams/pulled-stream.ts';
import { deflated, type ZipEntry, zipStream } from './streams/zip-stream.ts';

/** The archive's list of sessions that we could not write. */
const NOT_EXPORTED = 'not-exported.json';

/** How many sessions the threads prepare while we send one: the next is ready when the client wants it. */
const AHEAD = 2;

/**
 * Many sessions in one format as a zip, one file each. Threads write and compress them (workers/), as fast as the
 * client reads: we never hold the archive or more than a few sessions.
 */
export const exportSessions: Handler = async ({ server, request }) => {
  const { ids, format: formatId, thinking } = await readJson(request, zipRequest);
  const format = findExportFormat(formatId);
  if (!format)
    throw new HttpProblem(400, 'unknown-format', `format: Must be one of: ${exportFormatIds.join(', ')}`);
  // If the page is missing, we report it before the download begins rather than in a file of the archive.
  const frame = format.id === 'html' ? await deflatedFrame() : null;
  const signal = AbortSignal.any([request.signal, server.closing]);
  const entryOf = (id: string) =>
    server.workers.run('export-entry', { id, format: format.id, options: { thinking } }, { signal });
  const made = ahead(ids, (id) => attempt(id, entryOf, server.report), AHEAD);
  const first = await firstThere(made);
  const chunks = zipStream(entries(prepended(first, made), format, frame));
  return new Response(pulledStream(chunks, signal), {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="sprintscope-${ids.length}-sessions.zip"`,
      'cache-control': 'no-store',
    },
  });
};

type Attempt =
  | { readonly id: string; readonly session: ExportedSession<Deflated> }
  | { readonly id: string; readonly isMissing: boolean; readonly reason: string };

async function attempt(
  id: string,
  entryOf: (id: string) => Promise<ExportedSession<Deflated> | null>,
  report: Server['report'],
): Promise<Attempt> {
  try {
    const session = await entryOf(id);
    if (session) return { id, session };
    return { id, isMissing: true, reason: 'There is no such session. It may have been deleted.' };
  } catch (error) {
    if (isExportError(error)) return { id, isMissing: false, reason: error.message };
    if (isJobError(error) && error.type !== 'closed') {
      report(`Session ${id} could not be exported`, error);
      return { id, isMissing: false, reason: error.message };
    }
    throw error;
  }
}

/** All attempts up to the first session that exists. Throws HttpProblem if there is none. */
async function firstThere(attempts: AsyncGenerator<Attempt>): Promise<Attempt[]> {
  const taken: Attempt[] = [];
  for (;;) {
    const { done, value } = await attempts.next();
    if (done)
      throw new HttpProblem(
        404,
        'session-not-found',
        'There are no such sessions. They may have been deleted.',
      );
    taken.push(value);
    if ('session' in value || !value.isMissing) return taken;
  }
}

async function* prepended<T>(first: readonly T[], rest: AsyncGenerator<T>): AsyncGenerator<T> {
  yield* first;
  yield* rest;
}

async function* entries(
  attempts: AsyncIterable<Attempt>,
  { extension }: ExportFormat,
  frame: readonly Deflated[] | null,
): AsyncGenerator<ZipEntry> {
  const failed: { id: string; reason: string }[] = [];
  for await (const one of attempts) {
    if ('session' in one) {
      const { stem, createdAt, parts } = one.session;
      yield {
        name: `${stem}.${extension}`,
        modifiedAt: createdAt,
        parts: frame ? framed(frame, parts) : parts,
      };
    } else failed.push({ id: one.id, reason: one.reason });
  }
  if (failed.length === 0) return;
  const text = new TextEncoder().encode(`${JSON.stringify(failed, null, 2)}\n`);
  yield { name: NOT_EXPORTED, modifiedAt: new Date(), parts: [await deflated(text, true)] };
}

/** The shared page, compressed once for all sessions. */
async function deflatedFrame(): Promise<Deflated[]> {
  const frame = await readPlayerFrame();
  return Promise.all(frame.map((part, index) => deflated(part, index === frame.length - 1)));
}

/**
 * Yields `each` of every item in order, and starts up to `most` before the caller asks for them. A caller that leaves
 * does not stop the work in progress; the work's own signal does.
 */
async function* ahead<T, R>(
  items: Iterable<T>,
  each: (item: T) => Promise<R>,
  most: number,
): AsyncGenerator<R> {
  const underWay: Promise<R>[] = [];
  const begin = (item: T) => {
    const result = each(item);
    // The caller asks for it later, if at all: until then nobody handles a failure.
    result.catch(() => {});
    underWay.push(result);
  };
  for (const item of items) {
    begin(item);
    if (underWay.length < most) continue;
    const next = underWay.shift();
    if (next) yield await next;
  }
  for (const result of underWay) yield await result;
}
