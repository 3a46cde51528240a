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

/** What could not be written, in the archive beside what could. */
const NOT_EXPORTED = 'not-exported.json';

/** Sessions on their way through the threads while one is sent: the next is ready when it is asked for. */
const AHEAD = 2;

/**
 * Many sessions in one format as a zip, one file each. Threads write and compress them (workers/), as fast as the client
 * takes them: neither the archive nor more than a few sessions are ever held.
 */
export const exportSessions: Handler = async ({ server, request }) => {
  const { ids, format: formatId, thinking } = await readJson(request, zipRequest);
  const format = findExportFormat(formatId);
  if (!format)
    throw new HttpProblem(400, 'unknown-format', `format: Must be one of: ${exportFormatIds.join(', ')}`);
  // Said before the download begins rather than in a file that the archive holds in its stead.
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

/** Everything up to the first session that there is. Throws HttpProblem where there is none. */
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

/** The page once for all of them. */
async function deflatedFrame(): Promise<Deflated[]> {
  const frame = await readPlayerFrame();
  return Promise.all(frame.map((part, index) => deflated(part, index === frame.length - 1)));
}

/**
 * `each` of every item in order, with up to `most` under way before they are asked for. Leaving it leaves what is under
 * way to whoever's signal it has.
 */
async function* ahead<T, R>(
  items: Iterable<T>,
  each: (item: T) => Promise<R>,
  most: number,
): AsyncGenerator<R> {
  const underWay: Promise<R>[] = [];
  const begin = (item: T) => {
    const result = each(item);
    // Asked for later, if at all: until then a failure is nobody's.
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
