import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { writeTranscript } from '#lib/protocol/writer.ts';
import type { SessionRecord, Store } from '#lib/storage/store.ts';
import { foldStored } from '../recover.ts';
import { acceptsGzip } from './accepts-gzip.ts';
import type { Handler } from './handle.ts';
import { HttpProblem } from './problem.ts';
import { requireSession } from './sessions.ts';

/** Events read from the store at a time. */
const PAGE = 1000;

interface ExportFormat {
  contentType: string;
  extension: string;
  write(store: Store, id: string): AsyncIterable<string>;
}

const FORMATS: Readonly<Record<string, ExportFormat>> = {
  log: { contentType: 'application/x-ndjson; charset=utf-8', extension: 'jsonl', write: writeLogLines },
  transcript: { contentType: 'text/plain; charset=utf-8', extension: 'txt', write: writeTranscriptOf },
};

/** The session as a file; of one that still runs, what is stored so far. Compressed where accepted. */
export const exportSession: Handler = async (exchange) => {
  const { server, request } = exchange;
  const record = await requireSession(exchange);
  const format = formatOf(request);
  const etag = `W/"${record.id}-${record.lastSeq}-${format.extension}"`;
  const headers: Record<string, string> = {
    'content-type': format.contentType,
    'content-disposition': `attachment; filename="sprintscope-${record.id}.${format.extension}"`,
    // An ended log never changes, but a session may be deleted: a browser asks each time and gets a 304.
    'cache-control': 'private, no-cache',
    etag,
    vary: 'accept-encoding',
  };
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  const text = Readable.from(format.write(server.store, record.id));
  if (!acceptsGzip(request.headers.get('accept-encoding'))) return respond(text, headers);
  const packed = pipeline(text, createGzip(), (error) => {
    // A reader that hangs up in the middle is no failure of ours.
    if (error && error.code !== 'ERR_STREAM_PREMATURE_CLOSE')
      server.report(`Export of ${record.id} failed`, error);
  });
  return respond(packed, { ...headers, 'content-encoding': 'gzip' });
};

function respond(body: Readable, headers: Record<string, string>): Response {
  return new Response(Readable.toWeb(body) as ReadableStream<Uint8Array>, { headers });
}

function formatOf(request: Request): ExportFormat {
  const name = new URL(request.url).searchParams.get('format') ?? 'log';
  const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
  if (format) return format;
  const message = `Must be one of: ${Object.keys(FORMATS).join(', ')}`;
  throw new HttpProblem(400, 'unknown-format', `format: ${message}`, {
    errors: [{ path: 'format', message }],
  });
}

async function* writeLogLines(store: Store, id: SessionRecord['id']): AsyncGenerator<string> {
  for (let after = -1; ; ) {
    const page = await store.events(id, after, PAGE);
    const last = page.at(-1);
    if (!last) return;
    yield page.map(({ json }) => `${json}\n`).join('');
    after = last.seq;
  }
}

async function* writeTranscriptOf(store: Store, id: SessionRecord['id']): AsyncGenerator<string> {
  yield writeTranscript(await foldStored(store, id));
}
