import { Readable } from 'node:stream';
import { ExportError } from '#lib/formats/export-error.ts';
import {
  type ExportFormat,
  type ExportFormatId,
  exportFormatIds,
  findExportFormat,
} from '#lib/formats/export-formats.ts';
import { type ExportOptions, exportTrace } from '#lib/formats/export-trace.ts';
import type { SessionRecord, Store } from '#lib/storage/store.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { readings, type SequentialDefinition, sequentialDefinitions } from '#lib/trace/stage-tokens.ts';
import { readPlayerPage } from '../player-page.ts';
import { readablePages, storedEvents } from '../stored-events.ts';
import type { Handler } from './handle.ts';
import { HttpProblem } from './problem.ts';
import { requireSession } from './sessions.ts';

/**
 * What holds text of a model and can be a page must never be one of this origin, whoever opens it: offered as a file,
 * and where a browser shows it all the same, in a sandbox without scripts.
 */
const UNTRUSTED = { 'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'" };

/** The session as a file; of one that still runs, what is stored so far. */
export const exportSession: Handler = async (exchange) => {
  const { server, request } = exchange;
  const record = await requireSession(exchange);
  const query = new URL(request.url).searchParams;
  const format = formatOf(query);
  const options = optionsOf(query);
  const headers: Record<string, string> = {
    'content-type': format.contentType,
    'content-disposition': `attachment; filename="sprintscope-${record.id}.${format.extension}"`,
    'x-content-type-options': 'nosniff',
    ...(format.id === 'log' ? {} : UNTRUSTED),
    'cache-control': 'private, no-cache',
  };
  if (format.id !== 'log') {
    const events: TraceEvent[] = [];
    for await (const event of storedEvents(server.store, record.id)) events.push(event);
    return new Response(await written(format.id, events, { title: record.title, ...options }), { headers });
  }
  // An ended log never changes, but a session may be deleted: a browser asks each time and gets a 304.
  headers.etag = `W/"${record.id}-${record.lastSeq}-log"`;
  if (request.headers.get('if-none-match') === headers.etag)
    return new Response(null, { status: 304, headers });
  const lines = Readable.from(writeLogLines(server.store, record.id));
  return new Response(Readable.toWeb(lines) as ReadableStream<Uint8Array>, { headers });
};

async function written(
  id: ExportFormatId,
  events: readonly TraceEvent[],
  options: ExportOptions,
): Promise<string> {
  try {
    return await exportTrace(id, events, { ...options, player: readPlayerPage });
  } catch (error) {
    // A session that was created this moment has no event yet.
    if (error instanceof ExportError) throw new HttpProblem(409, error.type, error.message);
    throw error;
  }
}

/** Written as stored, page by page: a log may be larger than it is good to hold. */
async function* writeLogLines(store: Store, id: SessionRecord['id']): AsyncGenerator<string> {
  for await (const { stored } of readablePages(store, id))
    yield stored.map(({ json }) => `${json}\n`).join('');
}

function formatOf(query: URLSearchParams): ExportFormat {
  return (
    findExportFormat(query.get('format') ?? 'log') ?? refuse('format', 'unknown-format', exportFormatIds)
  );
}

function optionsOf(
  query: URLSearchParams,
): Pick<ExportOptions, 'theme' | 'axis' | 'definition' | 'reading' | 'thinking'> {
  const thinking = choice(query, 'thinking', ['0', '1']);
  return {
    ...(thinking !== undefined && { thinking: thinking === '1' }),
    theme: choice(query, 'theme', ['light', 'dark']),
    axis: choice(query, 'axis', ['wall', 'tokens']),
    definition: choice<SequentialDefinition>(query, 'definition', sequentialDefinitions),
    reading: choice(query, 'reading', readings),
  };
}

function choice<T extends string>(query: URLSearchParams, name: string, values: readonly T[]): T | undefined {
  const given = query.get(name);
  if (given === null) return undefined;
  return values.find((value) => value === given) ?? refuse(name, 'unknown-option', values);
}

function refuse(name: string, type: string, values: readonly string[]): never {
  const message = `Must be one of: ${values.join(', ')}`;
  throw new HttpProblem(400, type, `${name}: ${message}`, { errors: [{ path: name, message }] });
}
