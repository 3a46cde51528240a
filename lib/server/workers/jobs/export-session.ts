import { crc32, createDeflateRaw } from 'node:zlib';
import type { SessionRecord } from '#lib/contract/session.ts';
import { ExportError } from '#lib/formats/export/export-error.ts';
import { exportTrace } from '#lib/formats/export/export-trace.ts';
import type { StoredEvent } from '#lib/storage/store.ts';
import { writeAnnotations, writeRightAnswer } from '#lib/trace/annotation-lines.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { fileStem } from '../../http/file-stem.ts';
import { deflated } from '../../http/streams/zip-stream.ts';
import { readablePage, readablePages, storedEvents } from '../../sessions/stored-events.ts';
import { verdictView } from '../../sessions/verdicts.ts';
import type { Deflated, ExportedSession, RunJob, SessionExport, StoreReader } from '../job-types.ts';

const encoder = new TextEncoder();

/** A session's file, unchanged. */
export const exportSession: RunJob<'export-session'> = async (job, { store, give }) =>
  exported(job, store, async (texts) => {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for await (const text of texts) parts.push(give(encoder.encode(text)));
    return parts;
  });

/** The same as an entry of an archive, or as parts of an entry with others between them. */
export const exportEntry: RunJob<'export-entry'> = async (job, { store, give }) => {
  if (job.format === 'log') return exported(job, store, async (texts) => [await deflatedStream(texts)]);
  return exported(job, store, async (texts) => {
    const parts: Deflated[] = [];
    for await (const text of texts) {
      const part = await deflated(encoder.encode(text), job.format !== 'html');
      give(part.bytes);
      parts.push(part);
    }
    return parts;
  });
};

/** The size of one answer, which the main thread passes on at a time. */
const PART_CHARACTERS = 1_000_000;

export const exportLog: RunJob<'export-log'> = async ({ id, after }, { store, give }) => {
  const record = await store.session(id);
  const lastSeq = record?.lastSeq ?? -1;
  let text = '';
  let last = after;
  let isEnd = false;
  while (!isEnd && text.length < PART_CHARACTERS) {
    const { stored, isCut } = await readablePage(store, { id, lastSeq }, last, PAGE);
    text += linesOf(stored);
    last += stored.length;
    isEnd = isCut || stored.length < PAGE;
  }
  if (isEnd)
    text += writeAnnotations((await store.annotations(id)).annotations) + writeRightAnswer(record?.expected);
  return { bytes: give(encoder.encode(text)), last: isEnd ? null : last };
};

const PAGE = 500;

const linesOf = (stored: readonly StoredEvent[]): string => stored.map(({ json }) => `${json}\n`).join('');

async function exported<Part>(
  { id, format, options }: SessionExport,
  store: StoreReader,
  made: (texts: AsyncIterable<string>) => Promise<Part[]>,
): Promise<ExportedSession<Part> | null> {
  const record = await store.session(id);
  if (!record) return null;
  const texts = format === 'log' ? logTexts(store, record) : writtenTexts(store, record, { format, options });
  return { stem: fileStem(record), createdAt: record.createdAt, parts: await made(texts) };
}

async function* writtenTexts(
  store: StoreReader,
  record: SessionRecord,
  { format, options }: Omit<SessionExport, 'id'>,
): AsyncGenerator<string, void> {
  const { id, title } = record;
  const { verdict, ruling } = verdictView(record);
  const judged = { expected: record.expected, verdict, ruling };
  const events: TraceEvent[] = [];
  for await (const event of storedEvents(store, id)) events.push(event);
  const { annotations } = await store.annotations(id);
  if (format !== 'html') {
    yield await exportTrace(format, events, { ...options, title, annotations, judged });
    return;
  }
  if (events.length === 0) throw emptyLog();
  const { pageSlots } = await import('#lib/formats/export/html-page.ts');
  yield* pageSlots(events, { title, annotations, judged });
}

const emptyLog = () => new ExportError('empty-log', 'This log holds no event: there is nothing to export.');

/** The log as stored, byte for byte, and people's annotations. */
async function* logTexts(store: StoreReader, { id, expected }: SessionRecord) {
  let isEmpty = true;
  for await (const { stored } of readablePages(store, id)) {
    isEmpty = false;
    yield linesOf(stored);
  }
  if (isEmpty) throw emptyLog();
  yield writeAnnotations((await store.annotations(id)).annotations) + writeRightAnswer(expected);
}

/** Holds no more of the text than a part: a log may be too large to hold in memory. */
async function deflatedStream(texts: AsyncIterable<string>): Promise<Deflated> {
  const stream = createDeflateRaw({ level: 6 });
  const packed: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => packed.push(chunk));
  const ended = new Promise<void>((resolve, reject) => stream.on('end', resolve).on('error', reject));
  let crc = 0;
  let size = 0;
  let gathered = '';
  const write = async () => {
    const bytes = encoder.encode(gathered);
    gathered = '';
    crc = crc32(bytes, crc);
    size += bytes.length;
    if (!stream.write(bytes)) await new Promise((resolve) => stream.once('drain', resolve));
  };
  for await (const text of texts) {
    gathered += text;
    if (gathered.length >= PART_CHARACTERS) await write();
  }
  await write();
  stream.end();
  await ended;
  return { bytes: Uint8Array.from(Buffer.concat(packed)), crc, size };
}
