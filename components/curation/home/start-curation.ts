'use client';

import { asApiError } from '#components/api/api-error.ts';
import { curationApi, newBatchPath } from '#components/api/curation-requests.ts';
import { uploadFile } from '#components/api/upload.ts';
import type { NewCurationRecord } from '#lib/contract/curation-requests.ts';
import { authorsSets } from './authors-sets.ts';
import { type CurationInput, settingsOf, useCurationInput } from './input-store.ts';

const { getState: get, setState: set } = useCurationInput;

let working: AbortController | null = null;

/** Why the work cannot start yet, in words; null where it can. */
export function notReady(state: CurationInput): string | null {
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

/** Makes records or a batch of it. Null after a failure, which the store holds. */
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

async function startBatch(state: CurationInput, signal: AbortSignal): Promise<string> {
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

async function startRecords(state: CurationInput, signal: AbortSignal): Promise<string> {
  const inputs = recordInputs(state);
  let last = '';
  for (const [index, input] of inputs.entries()) {
    ({ id: last } = await curationApi.createRecord(input, signal));
    set({ uploaded: (index + 1) / inputs.length });
  }
  return inputs.length === 1 ? `/curate/${encodeURIComponent(last)}` : '/curate#records';
}

function recordInputs(state: CurationInput): NewCurationRecord[] {
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

const proposerOf = ({ endpointId, model }: CurationInput) =>
  endpointId === null ? {} : { endpointId, model: model.trim() || undefined };

/** Does not offer again what was used; keeps the choices. */
function clear(tab: CurationInput['tab']): void {
  if (tab === 'trace') set({ text: '', textName: null, texts: [], question: '', expected: '' });
  if (tab === 'session') set({ sessionId: null });
  if (tab === 'authors') set({ authors: [], question: '', expected: '' });
  if (tab === 'data-set') set({ dataSet: null });
}
