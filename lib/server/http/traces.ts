import { isImportProblem, type OpenedFile, openFiles } from '#lib/formats/open-files.ts';
import { pairTraces } from '#lib/formats/pairs.ts';
import { readTraces } from '#lib/formats/read-traces.ts';
import type { FileFormat, ImportProblem, SourceTrace } from '#lib/formats/source-trace.ts';
import { type BatchTrace, importBatchRequest, importQuery, importRequest } from '../import-request.ts';
import type { Imported, TraceDetails } from '../importer.ts';
import { isJson, readQuery } from './body.ts';
import { type Exchange, type Handler, json } from './handle.ts';
import { MAX_BATCH_BYTES, MAX_FILE_BYTES, uploadLimits } from './import-limits.ts';
import { HttpProblem } from './problem.ts';
import { takeUpload, type Upload } from './upload.ts';

/** What a trace without a file is called in messages. */
const PASTED = 'pasted text';

type Found = { trace: SourceTrace; pairKey: string | null };

/** One file, or one text, with whatever traces it holds: each is stored or named with its problem. */
export const importTraces: Handler = (exchange) =>
  uploadToStore(exchange, async (upload) => {
    const { request } = exchange;
    if (!isJson(request)) {
      const { name, format, tokenizer } = readQuery(request, importQuery);
      const bytes = await upload.bytes(MAX_FILE_BYTES);
      const file = { path: name || 'upload', size: bytes.length, bytes: async () => bytes };
      return answer(exchange, await tracesIn(openFiles([file], uploadLimits), format), { tokenizer });
    }
    const body = await upload.json(importRequest, MAX_FILE_BYTES);
    const { text, name, format, kind, ...details } = body;
    const path = name || PASTED;
    if (kind) {
      const trace = givenTrace({ text, kind, name: path });
      return answer(exchange, { found: [{ trace, pairKey: null }], problems: [] }, details);
    }
    return answer(exchange, await tracesIn([{ path, text }], format), details);
  });

/** Traces that were told apart already; a result each, in order. */
export const importBatch: Handler = (exchange) =>
  uploadToStore(exchange, async (upload) => {
    const { server, request } = exchange;
    const { traces, tokenizer } = await upload.json(importBatchRequest, MAX_BATCH_BYTES);
    const results: Imported[] = [];
    for (const trace of traces) {
      if (request.signal.aborted) break;
      results.push(await server.importer.importTrace(givenTrace(trace), { ...detailsOf(trace), tokenizer }));
      await breathe();
    }
    return json({ results });
  });

/** Megabytes are not read, and traces not counted, for a store that has no place for them. */
async function uploadToStore(
  { server, request }: Exchange,
  work: (upload: Upload) => Promise<Response>,
): Promise<Response> {
  await server.health.requireWritable();
  return takeUpload(request, server.clock, work);
}

async function tracesIn(
  files: AsyncIterable<OpenedFile | ImportProblem> | Iterable<OpenedFile>,
  format: FileFormat | undefined,
): Promise<{ found: Found[]; problems: ImportProblem[] }> {
  const traces: SourceTrace[] = [];
  const problems: ImportProblem[] = [];
  for await (const file of files) {
    if (isImportProblem(file)) {
      problems.push(file);
      continue;
    }
    const read = readTraces(file, { format, limits: uploadLimits });
    traces.push(...read.traces);
    problems.push(...read.problems);
  }
  return { found: pairTraces(traces), problems };
}

async function answer(
  { server, request }: Exchange,
  { found, problems }: { found: Found[]; problems: ImportProblem[] },
  details: TraceDetails,
): Promise<Response> {
  const results: object[] = [];
  const refused = [...problems];
  const pairIds = new Map<string, string>();
  let first: Extract<Imported, { id: string }> | null = null;
  for (const { trace, pairKey } of found) {
    if (request.signal.aborted) break;
    const pairId = details.pairId ?? (pairKey === null ? null : pairIdOf(pairKey, pairIds, server.newId));
    const importKey = details.importKey && `${details.importKey}#${results.length}`;
    const imported = await server.importer.importTrace(trace, { ...details, pairId, importKey });
    results.push({ place: trace.place, ...imported });
    if ('problem' in imported) refused.push(imported.problem);
    else first ??= imported;
    await breathe();
  }
  if (!first) throw nothingRead(refused);
  const others = problems.map((problem) => ({ place: problem.place, problem }));
  return json({ id: first.id, diagnostics: first.diagnostics, traces: [...results, ...others] }, 201, {
    location: `/api/sessions/${first.id}`,
  });
}

function pairIdOf(pairKey: string, known: Map<string, string>, newId: () => string): string {
  const pairId = known.get(pairKey) ?? newId();
  known.set(pairKey, pairId);
  return pairId;
}

function nothingRead(problems: readonly ImportProblem[]): HttpProblem {
  const [first] = problems;
  const detail = first ? `${first.place.path}: ${first.message}` : 'There is no trace in it.';
  return new HttpProblem(422, 'no-trace', detail, { problems, ...(first && { remedy: first.remedy }) });
}

type Given = Pick<BatchTrace, 'text' | 'kind' | 'name' | 'record' | 'line' | 'strategy'>;

function givenTrace({ text, kind, name, record, line, strategy }: Given): SourceTrace {
  return {
    place: {
      path: name || PASTED,
      ...(record !== undefined && { record }),
      ...(line !== undefined && { line }),
    },
    fileFormat: kind,
    kind,
    strategy: strategy ?? (kind === 'sequential' ? 'sequential' : 'sprint'),
    text,
    question: null,
    expected: null,
    key: null,
  };
}

const detailsOf = ({ question, expected, title, tags, pairId, author, importKey }: BatchTrace) => ({
  ...{ question, expected, title, tags, pairId, author, importKey },
});

/** Lets event streams and other requests have their turn: a trace takes some 10 ms of this thread. */
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
