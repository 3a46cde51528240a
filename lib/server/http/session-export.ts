import { exportOptions } from '#lib/contract/export-requests.ts';
import { isExportError } from '#lib/formats/export/export-error.ts';
import { findExportFormat } from '#lib/formats/export/export-formats.ts';
import type { ExportOptions } from '#lib/formats/export/export-trace.ts';
import { ServerError } from '../errors.ts';
import { readPlayerFrame } from '../player-page.ts';
import type { Server } from '../server.ts';
import type { JobTypes, SessionExport } from '../workers/job-types.ts';
import type { Handler } from './handle.ts';
import { HttpProblem } from './problem.ts';
import { requireSession } from './sessions.ts';
import { framed, piecesOf, pulledStream } from './streams/pulled-stream.ts';

/**
 * A response that holds a model's text and can be a page must never be a page of this origin, whoever opens it: we
 * offer it as a file, and if a browser shows it anyway, it is in a sandbox without scripts.
 */
const UNTRUSTED = { 'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'" };

/** The session as a file; for a running session, what is stored so far. */
export const exportSession: Handler = async (exchange) => {
  const { server, request } = exchange;
  const record = await requireSession(exchange);
  const query = new URL(request.url).searchParams;
  const format = findExportFormat(choice(query, 'format') ?? 'log')!;
  const options = optionsOf(query);
  const headers: Record<string, string> = {
    'content-type': format.contentType,
    'content-disposition': `attachment; filename="sprintscope-${record.id}.${format.extension}"`,
    'x-content-type-options': 'nosniff',
    ...(format.id === 'log' ? {} : UNTRUSTED),
    'cache-control': 'private, no-cache',
  };
  const signal = AbortSignal.any([request.signal, server.closing]);
  if (format.id !== 'log') {
    const frame = format.id === 'html' ? await readPlayerFrame() : [];
    const parts = await written({ id: record.id, format: format.id, options }, server, signal);
    const bytes = frame.length > 0 ? framed(frame, parts) : parts;
    return new Response(pulledStream(inChunks(bytes), signal), { headers });
  }
  // An ended log only gains annotations, but a person may delete the session: a browser asks each time and gets a 304.
  const { annotations } = await server.store.annotations(record.id);
  headers.etag = `W/"${record.id}-${record.lastSeq}-${annotations.length}-log"`;
  if (request.headers.get('if-none-match') === headers.etag)
    return new Response(null, { status: 304, headers });
  return new Response(pulledStream(logLines(record.id, server, signal), signal), { headers });
};

async function written(job: SessionExport, { workers }: Server, signal: AbortSignal) {
  try {
    const session = await workers.run('export-session', job, { signal });
    if (session) return session.parts;
  } catch (error) {
    // A session created just now has no event yet.
    if (isExportError(error)) throw new HttpProblem(409, error.type, error.message);
    throw error;
  }
  throw new ServerError('session-not-found', 'There is no such session. It may have been deleted.');
}

async function* inChunks(parts: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield* piecesOf(part);
}

/** Writes the log as stored, a part at a time: it may be too large to hold in memory. */
async function* logLines(id: string, { workers }: Server, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for (let after: number | null = -1; after !== null; ) {
    const part: JobTypes['export-log']['output'] = await workers.run('export-log', { id, after }, { signal });
    yield* piecesOf(part.bytes);
    after = part.last;
  }
}

/** As the contract has the query: what it names may be left out, and must be one of its values. */
function optionsOf(
  query: URLSearchParams,
): Pick<ExportOptions, 'theme' | 'axis' | 'definition' | 'reading' | 'thinking'> {
  const thinking = choice(query, 'thinking');
  return {
    ...(thinking !== undefined && { thinking: thinking === '1' }),
    theme: choice(query, 'theme'),
    axis: choice(query, 'axis'),
    definition: choice(query, 'definition'),
    reading: choice(query, 'reading'),
  };
}

type Options = typeof exportOptions;

function choice<N extends keyof Options>(query: URLSearchParams, name: N): Options[N][number] | undefined {
  const given = query.get(name);
  if (given === null) return undefined;
  const values: readonly Options[N][number][] = exportOptions[name];
  return (
    values.find((value) => value === given) ??
    refuse(name, name === 'format' ? 'unknown-format' : 'unknown-option', values)
  );
}

function refuse(name: string, type: string, values: readonly string[]): never {
  const message = `Must be one of: ${values.join(', ')}`;
  throw new HttpProblem(400, type, `${name}: ${message}`, { errors: [{ path: name, message }] });
}
