'use client';

import { type Collected, collectGiven } from '#components/actions/files/collect-files.ts';
import type { Given } from '#components/actions/files/given-files.ts';
import { mergeSkipped } from '#components/actions/files/pick-rules.ts';
import { formatCount } from '#components/ui/format.ts';
import { showToast } from '#components/ui/toast.tsx';
import { assertUnreachable } from '#lib/base/assert.ts';
import type { FileFormat } from '#lib/contract/imports.ts';
import type { TokenizerName } from '#lib/tokens/counter.ts';
import { type ImportState, initialImportState, noProgress, useImport } from './import-store.ts';
import type { FromWorker, Sent, StoredJoin, ToWorker } from './import-types.ts';

const { getState: get, setState: set } = useImport;

let worker: Worker | null = null;
let walking: AbortController | null = null;
let startedAt = 0;
let pastes = 0;
/** Even a file at the size limit takes far less to read. */
const GIVE_UP_AFTER_MS = 5000;
/** Openings that the worker has not answered yet. */
let opening = 0;

/** Starts the worker with the first file: most visits import nothing. */
function post(message: ToWorker): void {
  if (!worker) {
    worker = new Worker(new URL('./worker/import.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      breakDown(event.message || 'The reader could not be loaded.');
    };
  }
  worker.postMessage(message);
}

/** Opens what was given; dropped folders are walked first. */
export async function importGiven(given: Given): Promise<void> {
  if (!begin()) return;
  walking = new AbortController();
  const { signal } = walking;
  if (given.kind === 'text') pastes++;
  const collected = await collectGiven(given, {
    textName: pastes === 1 ? 'pasted text' : `pasted text ${pastes}`,
    onProgress: (done) => set({ progress: { ...noProgress, done } }),
    signal,
  });
  if (!signal.aborted) open(collected);
}

/** Returns false, with a message, while an import runs. Keeps what was found: a partner may come in a second drop. */
function begin(): boolean {
  const { phase } = get();
  if (phase === 'importing') {
    showToast({ title: 'An import is running', detail: 'Drop these again when it has ended.' });
    return false;
  }
  if (phase === 'done') reset();
  set({ phase: 'collecting', progress: noProgress, tracesSoFar: 0, stopping: false });
  return true;
}

function open({ files, skipped, cut }: Collected): void {
  set((state) => ({
    phase: 'reading',
    skipped: mergeSkipped(state.skipped, skipped),
    cut: state.cut || cut,
    progress: { ...noProgress, total: files.length, bytesTotal: sumOf(files, ({ file }) => file.size) },
  }));
  opening++;
  post({ type: 'open', files });
}

export const setFormat = (fileId: number | 'all', format: FileFormat | null) =>
  post({ type: 'set-format', fileId, format });
export const pairTraces = (id: number, partnerId: number) => post({ type: 'pair', id, partnerId });
export const unpairTrace = (id: number) => post({ type: 'unpair', id });
export const setQuestion = (id: number, question: string) => post({ type: 'set-question', id, question });

/** Adds a key's right answers to traces that are already stored: without `apply` only counts what it would do. */
export function joinStored(fileId: number, apply: boolean): void {
  noteJoin(fileId, { phase: 'busy' });
  post({ type: 'join-stored', fileId, apply });
}

function noteJoin(fileId: number, join: StoredJoin): void {
  set(({ joins }) => ({ joins: new Map([...joins, [fileId, join]]) }));
}

export function exclude(ids: readonly number[], excluded: boolean): void {
  set((state) => {
    const next = new Set(state.excluded);
    for (const id of ids) {
      if (excluded) next.add(id);
      else next.delete(id);
    }
    return { excluded: next };
  });
}

/** Sends the included traces that are not stored yet. */
export function startImport(tokenizer: TokenizerName): void {
  const { found, excluded, outcomes } = get();
  const traces = found.traces.filter(({ id }) => !excluded.has(id) && outcomes.get(id)?.kind !== 'imported');
  const ids = traces.map(({ id }) => id);
  const kept = new Map([...outcomes].filter(([, outcome]) => outcome.kind === 'imported'));
  startedAt = performance.now();
  window.addEventListener('beforeunload', askBeforeLeaving);
  set({
    phase: 'importing',
    asked: [...kept.keys(), ...ids],
    outcomes: kept,
    stopping: false,
    tookMs: null,
    progress: { ...noProgress, total: ids.length, bytesTotal: sumOf(traces, ({ bytes }) => bytes) },
  });
  post({ type: 'import', ids, tokenizer });
}

/** Stops a walk or a reading at once, or an import after the requests that are under way. */
export function stop(): void {
  const { phase } = get();
  if (phase === 'collecting') {
    walking?.abort();
    set((state) => ({ phase: isEmpty(state) ? 'idle' : 'found', progress: noProgress }));
    return;
  }
  set({ stopping: true });
  post({ type: 'stop' });
  if (phase === 'reading') setTimeout(giveUpReading, GIVE_UP_AFTER_MS, worker);
}

/** A worker in the middle of one huge file receives no message: we then end it, and lose what it has read. */
function giveUpReading(stopped: Worker | null): void {
  if (stopped === null || stopped !== worker || get().phase !== 'reading' || !get().stopping) return;
  reset();
  showToast({ title: 'Reading was broken off', detail: 'Nothing of it was kept. Drop the files again.' });
}

/** Forgets everything that was found; what is stored stays in the library. */
export function reset(): void {
  walking?.abort();
  endWorker();
  set(initialImportState, true);
}

/** Returns from the result to the table, for the traces that are left. */
export const backToTable = () => set({ phase: 'found' });

function receive(message: FromWorker): void {
  switch (message.type) {
    case 'reading':
      set(({ progress }) => ({
        tracesSoFar: message.traces,
        progress: {
          ...progress,
          done: message.files,
          bytesDone: message.bytes,
          current: message.current,
        },
      }));
      return;
    case 'found': {
      const { found, opened } = message;
      if (opened) opening--;
      set(({ phase }) => ({
        found,
        stopping: false,
        phase: phase === 'reading' && opening === 0 ? 'found' : phase,
      }));
      return;
    }
    case 'sending':
      set(({ progress }) => ({ progress: { ...progress, current: message.current } }));
      return;
    case 'sent':
      note(message.sent);
      return;
    case 'stored':
      noteJoin(message.fileId, message.join);
      return;
    case 'import-end':
      set({ phase: 'done', stopping: false, tookMs: performance.now() - startedAt });
      endImport();
      return;
    case 'broken':
      breakDown(message.message);
      return;
    default:
      assertUnreachable(message);
  }
}

/** Leaving the tab would end the import halfway; our other pages do not. */
function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** The result is on the import page; a toast tells a person who has gone elsewhere. */
function endImport(): void {
  window.removeEventListener('beforeunload', askBeforeLeaving);
  if (window.location.pathname === '/import') return;
  const imported = [...get().outcomes.values()].filter(({ kind }) => kind === 'imported').length;
  showToast({
    tone: 'ok',
    title: `${formatCount(imported, 'trace')} imported.`,
    detail: 'The import page has the whole result.',
  });
}

function note(sent: readonly Sent[]): void {
  set(({ outcomes, progress, found }) => {
    const ids = new Set(sent.map(({ id }) => id));
    const next = new Map(outcomes);
    for (const { id, outcome } of sent) next.set(id, outcome);
    const bytes = sumOf(
      found.traces.filter(({ id }) => ids.has(id)),
      (trace) => trace.bytes,
    );
    return {
      outcomes: next,
      progress: { ...progress, done: progress.done + sent.length, bytesDone: progress.bytesDone + bytes },
    };
  });
}

/** The worker is gone and its texts with it; what was stored stays stored. */
function breakDown(detail: string): void {
  if (get().phase === 'importing') {
    endWorker();
    set({ phase: 'done', stopping: false, lost: true });
    window.removeEventListener('beforeunload', askBeforeLeaving);
  } else reset();
  showToast({ tone: 'error', title: 'Reading the files broke off', detail });
}

function endWorker(): void {
  worker?.terminate();
  worker = null;
  opening = 0;
}

const isEmpty = ({ found: { traces, problems, keys } }: Pick<ImportState, 'found'>) =>
  traces.length + problems.length + keys.length === 0;

function sumOf<T>(items: readonly T[], size: (item: T) => number): number {
  return items.reduce((sum, item) => sum + size(item), 0);
}
