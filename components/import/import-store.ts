'use client';

import { create } from 'zustand';
import { nothingSkipped, type Skipped } from '#components/actions/files/pick-rules.ts';
import type { Found, Outcome, StoredJoin } from './import-types.ts';

/**
 * `collecting`: walking folders; `reading`: opening and recognising files; `found`: the table waits for a person;
 * `importing`: sending batches; `done`: showing the result.
 */
export type ImportPhase = 'idle' | 'collecting' | 'reading' | 'found' | 'importing' | 'done';

export interface ImportProgress {
  readonly done: number;
  readonly total: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly current: string;
}

export interface ImportState {
  readonly phase: ImportPhase;
  /** Progress of collecting and reading (files; totals 0 while unknown), or of importing (traces). */
  readonly progress: ImportProgress;
  /** Traces recognised so far while reading. */
  readonly tracesSoFar: number;
  readonly found: Found;
  readonly skipped: Skipped;
  /** The walk of a folder ended at the most files that one import may have. */
  readonly cut: boolean;
  /** Traces that a person excluded from the import. */
  readonly excluded: ReadonlySet<number>;
  readonly outcomes: ReadonlyMap<number, Outcome>;
  /** The traces that the last import was to send, in order. */
  readonly asked: readonly number[];
  /** Results of joining answer keys, by file. */
  readonly joins: ReadonlyMap<number, StoredJoin>;
  readonly stopping: boolean;
  /** The worker broke during an import: a person must give the unsent files again. */
  readonly lost: boolean;
  /** ms from the first request of the last import to its end; null before. */
  readonly tookMs: number | null;
}

export const noProgress: ImportProgress = { done: 0, total: 0, bytesDone: 0, bytesTotal: 0, current: '' };
export const nothingFound: Found = { files: [], traces: [], problems: [], keys: [] };

export const initialImportState: ImportState = {
  phase: 'idle',
  progress: noProgress,
  tracesSoFar: 0,
  found: nothingFound,
  skipped: nothingSkipped,
  cut: false,
  excluded: new Set(),
  outcomes: new Map(),
  asked: [],
  joins: new Map(),
  stopping: false,
  lost: false,
  tookMs: null,
};

/** One import per tab; it lives as long as the tab, whichever page is looked at. */
export const useImport = create<ImportState>(() => initialImportState);
