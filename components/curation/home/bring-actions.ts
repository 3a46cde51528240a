'use client';

import type { Given } from '#components/actions/curate/given-files.ts';
import { asApiError } from '#components/api/api-error.ts';
import { curationApi, newBatchPath } from '#components/api/curation-requests.ts';
import { formatBytes } from '#lib/base/format.ts';
import type { NewCurationRecord } from '#lib/contract/curation-requests.ts';
import type { DataSetColumns } from '#lib/contract/data-set.ts';
import { importLimits } from '#lib/formats/limits.ts';
import { type AuthorsFile, addAuthorsFiles, authorsSets } from './authors-sets.ts';
import { type BringState, type DataSetDraft, type RefusedFile, settingsOf, useBring } from './bring-store.ts';
import { inspectFile } from './inspect-file.ts';
import { HEAD_BYTES, recogniseFile } from './recognise-file.ts';
import { uploadFile } from './upload.ts';

const { getState: get, setState: set } = useBring;

/** UTF-8 takes up to four bytes for a character of the longest trace. */
const MAX_TRACE_BYTES = importLimits.maxTraceLength * 4;

let working: AbortController | null = null;

/** Puts what was dropped, picked or pasted where it belongs; what cannot be taken is listed with the reason. */
export async function bring(given: readonly Given[]): Promise<void> {
  if (get().phase === 'uploading') return;
  set({ phase: 'reading', refused: [], error: null });
  for (const one of given) {
    if (one.kind === 'text') set({ tab: 'trace', text: one.text, textName: null, texts: [] });
    else await bringFiles(one.files);
  }
  set({ phase: 'idle' });
}

async function bringFiles(files: readonly File[]): Promise<void> {
  const texts: { name: string; text: string }[] = [];
  const authors: AuthorsFile[] = [];
  const dataSets: File[] = [];
  const refused: RefusedFile[] = [];
  for (const file of files) {
    const { name } = file;
    try {
      const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
      const found = recogniseFile(name, head);
      if (found.kind === 'refused') refused.push({ name, message: found.message, remedy: found.remedy });
      else if (found.kind === 'data-set') dataSets.push(file);
      else if (file.size > MAX_TRACE_BYTES)
        refused.push({
          name,
          message: `With ${formatBytes(file.size)} it is too large for one trace.`,
          remedy: 'If it holds many traces, make it a data set: JSONL, one trace a line.',
        });
      else if (found.kind === 'authors')
        authors.push({ part: found.part, key: found.key, name, text: await file.text() });
      else texts.push({ name, text: await file.text() });
    } catch {
      refused.push({
        name,
        message: 'The browser could not read it.',
        remedy: 'Was it moved or changed since? Choose it again.',
      });
    }
  }
  for (const { name } of dataSets.slice(1))
    refused.push({
      name,
      message: 'One data set is taken at a time.',
      remedy: 'Start the first, then drop this one.',
    });
  set({ refused: [...get().refused, ...refused] });
  const [single] = texts;
  if (single && texts.length === 1)
    set({ tab: 'trace', text: single.text, textName: single.name, texts: [], question: '', expected: '' });
  else if (texts.length > 1) set({ tab: 'trace', texts });
  if (authors.length > 0) set({ tab: 'authors', authors: addAuthorsFiles(get().authors, authors) });
  const [dataSet] = dataSets;
  if (dataSet) await inspect(dataSet);
}

let looking: AbortController | null = null;

async function inspect(file: File): Promise<void> {
  set({ tab: 'data-set', dataSet: { file, inspected: null, columns: null, error: null } });
  const change = await look(file);
  if (change && get().dataSet?.file === file)
    set({
      dataSet: { file, inspected: null, error: null, columns: change.inspected?.guess ?? null, ...change },
    });
}

/** Says what a column is; the first rows are read again as they then are. */
export async function chooseColumn(role: keyof DataSetColumns, column: string | null): Promise<void> {
  const { dataSet } = get();
  if (!dataSet?.columns) return;
  const columns = { ...dataSet.columns, [role]: column };
  set({ dataSet: { ...dataSet, columns } });
  if (columns.trace === null) return;
  const change = await look(dataSet.file, columns);
  const now = get().dataSet;
  if (!change || now?.columns !== columns || !now.inspected) return;
  const { guess, why } = now.inspected;
  const inspected = change.inspected ? { ...change.inspected, guess, why } : now.inspected;
  set({ dataSet: { ...now, inspected, error: change.error ?? null } });
}

/** Null where another look was begun meanwhile. */
async function look(
  file: File,
  columns?: DataSetColumns,
): Promise<Partial<Pick<DataSetDraft, 'inspected' | 'error'>> | null> {
  looking?.abort();
  const controller = new AbortController();
  looking = controller;
  try {
    return { inspected: await inspectFile({ file, columns }, controller.signal) };
  } catch (error) {
    return controller.signal.aborted ? null : { error: asApiError(error) };
  }
}

/** Why it cannot be started yet, in words; null where it can. */
export function notReady(state: BringState): string | null {
  switch (state.tab) {
    case 'trace':
      return state.texts.length > 0 || state.text.trim() !== '' ? null : 'Paste a trace, or drop its file.';
    case 'session':
      return state.sessionId === null ? 'Choose a session.' : null;
    case 'authors': {
      const sets = authorsSets(state.authors);
      if (sets.length === 0) return 'Drop the files of a record.';
      return sets.some(({ missing }) => missing.length === 0) ? null : 'Some files are missing.';
    }
    case 'data-set':
      if (!state.dataSet) return 'Drop or choose a file.';
      if (!state.dataSet.inspected)
        return state.dataSet.error ? 'Choose another file.' : 'Looking into the file.';
      if (state.dataSet.columns?.trace === null) return 'Say which column holds the trace.';
      return state.dataSet.inspected.rows.length > 0 ? null : 'No trace was found in it.';
  }
}

/** Makes what was brought into records or a batch. Null after a failure, which the store holds. */
export async function start(): Promise<{ readonly href: string } | null> {
  const state = get();
  working = new AbortController();
  const { signal } = working;
  set({ phase: state.tab === 'data-set' ? 'uploading' : 'starting', uploaded: 0, error: null });
  try {
    const href =
      state.tab === 'data-set' ? await startBatch(state, signal) : await startRecords(state, signal);
    clear(state.tab);
    return { href };
  } catch (error) {
    set({ error: signal.aborted ? null : asApiError(error) });
    return null;
  } finally {
    working = null;
    set({ phase: 'idle' });
  }
}

export function cancelStart(): void {
  working?.abort(new DOMException('Cancelled by the person', 'AbortError'));
}

async function startBatch(state: BringState, signal: AbortSignal): Promise<string> {
  if (!state.dataSet) throw new Error('There is no data set to send.');
  const { file, columns } = state.dataSet;
  const path = newBatchPath({
    fileName: file.name,
    columns: columns ?? undefined,
    settings: state.settings,
    ...proposerOf(state),
    ...(state.endpointId !== null && { concurrency: state.concurrency }),
  });
  const { id } = await uploadFile(path, file, (uploaded) => set({ uploaded }), signal);
  return `/curate/batches/${encodeURIComponent(id)}`;
}

async function startRecords(state: BringState, signal: AbortSignal): Promise<string> {
  const inputs = recordInputs(state);
  let last = '';
  for (const [index, input] of inputs.entries()) {
    ({ id: last } = await curationApi.createRecord(input, signal));
    set({ uploaded: (index + 1) / inputs.length });
  }
  return inputs.length === 1 ? `/curate/${encodeURIComponent(last)}` : '/curate#records';
}

function recordInputs(state: BringState): NewCurationRecord[] {
  const settings = settingsOf(state);
  const question = state.question.trim() || undefined;
  const expected = state.expected.trim() || undefined;
  switch (state.tab) {
    case 'trace':
      if (state.texts.length > 0)
        return state.texts.map(({ name, text }) => ({ text, name, settings, ...proposerOf(state) }));
      return [
        {
          text: state.text,
          name: state.textName ?? 'pasted text',
          question,
          expected,
          settings,
          ...proposerOf(state),
        },
      ];
    case 'session':
      return [{ sessionId: state.sessionId ?? '', settings, ...proposerOf(state) }];
    case 'authors':
      return authorsSets(state.authors).flatMap(({ files, missing, key }) =>
        missing.length > 0
          ? []
          : [
              {
                separation: files.separation?.text ?? '',
                inline: files.inline?.text,
                dag: files.dag?.text ?? '',
                name: files.separation?.name ?? `record ${key}`,
                question,
                expected,
                settings,
              },
            ],
      );
    case 'data-set':
      return [];
  }
}

const proposerOf = ({ endpointId, model }: BringState) =>
  endpointId === null ? {} : { endpointId, model: model.trim() || undefined };

/** What was taken is not offered again; the choices stay. */
function clear(tab: BringState['tab']): void {
  if (tab === 'trace') set({ text: '', textName: null, texts: [], question: '', expected: '' });
  if (tab === 'session') set({ sessionId: null });
  if (tab === 'authors') set({ authors: [], question: '', expected: '' });
  if (tab === 'data-set') set({ dataSet: null });
}
