import { Readable } from 'node:stream';
import { writeTranscript } from '#lib/protocol/writer.ts';
import type { SessionRecord, Store } from '#lib/storage/store.ts';
import { foldStored } from '../recover.ts';
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

/**
 * Not compressed here: Next drops `content-encoding` from what route handlers answer, and compresses by itself what is
 * `text/…` (a log shrinks to a fifth; see unwrap-content-type.ts). That is why the log is not `application/x-ndjson`.
 */
const FORMATS: Readonly<Record<string, ExportFormat>> = {
  log: { contentType: 'text/jsonl; charset=utf-8', extension: 'jsonl', write: writeLogLines },
  transcript: { contentType: 'text/plain; charset=utf-8', extension: 'txt', write: writeTranscriptOf },
};

/** The session as a file; of one that still runs, what is stored so far. */
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
  };
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  const text = Readable.from(format.write(server.store, record.id));
  return new Response(Readable.toWeb(text) as ReadableStream<Uint8Array>, { headers });
};

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
