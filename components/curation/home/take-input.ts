'use client';

import { collectGiven } from '#components/actions/files/collect-files.ts';
import type { Given } from '#components/actions/files/given-files.ts';
import { asApiError } from '#components/api/api-error.ts';
import { formatBytes } from '#lib/base/format.ts';
import type { DataSetColumns } from '#lib/contract/data-set.ts';
import { importLimits } from '#lib/formats/limits.ts';
import { type AuthorsFile, addAuthorsFiles } from './authors-sets.ts';
import { type DataSetDraft, type RefusedFile, useCurationInput } from './input-store.ts';
import { inspectFile } from './inspect-file.ts';
import { HEAD_BYTES, recogniseFile } from './recognise-file.ts';

const { getState: get, setState: set } = useCurationInput;

/** UTF-8 takes up to four bytes for a character of the longest trace. */
const MAX_TRACE_BYTES = importLimits.maxTraceLength * 4;

/** Puts what a person dropped, picked or pasted where it belongs; lists what cannot be used with the reason. */
export async function takeInput(given: readonly Given[]): Promise<void> {
  if (get().phase === 'uploading') return;
  set({ phase: 'reading', refused: [], error: null });
  for (const one of given) {
    if (one.kind === 'text') set({ tab: 'trace', text: one.text, textName: null, texts: [] });
    else {
      const { files } = await collectGiven(one, { textName: '' });
      await takeFiles(files.map(({ file }) => file));
    }
  }
  set({ phase: 'idle' });
}

/** Files of a file field. */
export const takePicked = (files: readonly File[]): void => void takeInput([{ kind: 'files', files }]);

/** By what they are. */
interface SortedFiles {
  readonly texts: { name: string; text: string }[];
  readonly authors: AuthorsFile[];
  readonly dataSets: File[];
  readonly refused: RefusedFile[];
}

async function takeFiles(files: readonly File[]): Promise<void> {
  const sorted: SortedFiles = { texts: [], authors: [], dataSets: [], refused: [] };
  for (const file of files) {
    try {
      await sortFile(file, sorted);
    } catch {
      sorted.refused.push({
        name: file.name,
        message: 'The browser could not read it.',
        remedy: 'Was it moved or changed since? Choose it again.',
      });
    }
  }
  const { texts, authors, dataSets, refused } = sorted;
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

async function sortFile(file: File, { texts, authors, dataSets, refused }: SortedFiles): Promise<void> {
  const { name } = file;
  const found = recogniseFile(name, new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
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

/** Assigns a column to a role; reads the first rows again under that assignment. */
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

/** Null where a later look has begun meanwhile. */
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
