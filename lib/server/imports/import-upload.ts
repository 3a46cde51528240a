import type * as z from 'zod';
import { type AnswerKeyEntry, createAnswerKey } from '#lib/answers/answer-key.ts';
import {
  type BatchTrace,
  importBatchRequest,
  type importQuery,
  importRequest,
} from '#lib/contract/import-requests.ts';
import type { FileFormat, ImportProblem } from '#lib/contract/imports.ts';
import { isImportProblem, type OpenedFile, openFiles } from '#lib/formats/files/open-files.ts';
import { onlyKey, withKeyAnswer } from '#lib/formats/traces/answer-keys.ts';
import { pairTraces } from '#lib/formats/traces/pairs.ts';
import { readTraces } from '#lib/formats/traces/read-traces.ts';
import type { SourceTrace } from '#lib/formats/traces/source-trace.ts';
import { uploadLimits } from '../http/body/import-limits.ts';
import { parseJsonBody } from '../http/body/json-body.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Imported, Importer, TraceDetails } from './importer.ts';

/** What an upload is: the file itself, one text or file as JSON, or traces that the sender told apart already. */
export type UploadKind =
  | { readonly as: 'file'; readonly query: z.infer<typeof importQuery> }
  | { readonly as: 'json' }
  | { readonly as: 'batch' };

export interface UploadAnswer {
  readonly status: number;
  readonly location?: string;
  readonly body: object;
}

interface UploadDeps extends Importer {
  newId(): string;
}

/** How messages name a trace without a file. */
const PASTED = 'pasted text';

type Found = { trace: SourceTrace; pairKey: string | null };

/**
 * Reads an upload and stores its traces, one after the other. Throws HttpProblem 400, 422, and the importer's errors.
 */
export async function importUpload(
  bytes: Uint8Array,
  upload: UploadKind,
  deps: UploadDeps,
): Promise<UploadAnswer> {
  if (upload.as === 'file') {
    const { name, format, tokenizer } = upload.query;
    const file = { path: name || 'upload', size: bytes.length, bytes: async () => bytes };
    return storeAll(deps, await tracesIn(openFiles([file], uploadLimits), format), { tokenizer });
  }
  const json = new TextDecoder().decode(bytes);
  if (upload.as === 'batch') return storeBatch(deps, parseJsonBody(json, importBatchRequest));
  const { text, name, format, kind, ...details } = parseJsonBody(json, importRequest);
  const path = name || PASTED;
  if (!kind) return storeAll(deps, await tracesIn([{ path, text }], format), details);
  const trace = givenTrace({ text, kind, name: path });
  return storeAll(deps, { found: [{ trace, pairKey: null }], problems: [] }, details);
}

/** Returns a result for each, in order. */
async function storeBatch(
  { importTrace }: UploadDeps,
  { traces, tokenizer }: z.infer<typeof importBatchRequest>,
): Promise<UploadAnswer> {
  const results: Imported[] = [];
  for (const trace of traces)
    results.push(await importTrace(givenTrace(trace), { ...detailsOf(trace), tokenizer }));
  return { status: 200, body: { results } };
}

async function tracesIn(
  files: AsyncIterable<OpenedFile | ImportProblem> | Iterable<OpenedFile>,
  format: FileFormat | undefined,
): Promise<{ found: Found[]; problems: ImportProblem[] }> {
  const traces: SourceTrace[] = [];
  const answers: AnswerKeyEntry[] = [];
  const keys: string[] = [];
  const problems: ImportProblem[] = [];
  for await (const file of files) {
    if (isImportProblem(file)) {
      problems.push(file);
      continue;
    }
    const read = readTraces(file, { format, limits: uploadLimits });
    traces.push(...read.traces);
    answers.push(...read.answers);
    if (read.format === 'answer-key') keys.push(file.path);
    problems.push(...read.problems);
  }
  const key = createAnswerKey(answers);
  const found = pairTraces(traces).map((one) => ({ ...one, trace: withKeyAnswer(one.trace, key) }));
  return { found, problems: found.length > 0 ? problems : [...keys.map(onlyKey), ...problems] };
}

async function storeAll(
  { importTrace, newId }: UploadDeps,
  { found, problems }: { found: Found[]; problems: ImportProblem[] },
  details: TraceDetails,
): Promise<UploadAnswer> {
  const results: object[] = [];
  const refused = [...problems];
  const pairIds = new Map<string, string>();
  let first: Extract<Imported, { id: string }> | null = null;
  for (const { trace, pairKey } of found) {
    const pairId = details.pairId ?? (pairKey === null ? null : pairIdOf(pairKey, pairIds, newId));
    const importKey = details.importKey && `${details.importKey}#${results.length}`;
    const imported = await importTrace(trace, { ...details, pairId, importKey });
    results.push({ place: trace.place, ...imported });
    if ('problem' in imported) refused.push(imported.problem);
    else first ??= imported;
  }
  if (!first) throw nothingRead(refused);
  const others = problems.map((problem) => ({ place: problem.place, problem }));
  return {
    status: 201,
    location: `/api/sessions/${first.id}`,
    body: { id: first.id, diagnostics: first.diagnostics, traces: [...results, ...others] },
  };
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
