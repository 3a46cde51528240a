'use client';

import { create } from 'zustand';
import type { ApiError } from '#components/api/api-error.ts';
import { type CurationSettings, profiles } from '#lib/contract/curation-settings.ts';
import type { DataSetColumns, DataSetInspection } from '#lib/contract/data-set.ts';
import type { AuthorsFile } from './authors-sets.ts';

/** Where a trace, or many, come from. */
export type InputTab = 'trace' | 'session' | 'authors' | 'data-set';

/** A file that a person gave and that we cannot use. */
export interface RefusedFile {
  readonly name: string;
  readonly message: string;
  readonly remedy: string;
}

export interface DataSetDraft {
  readonly file: File;
  /** Null until we have read its beginning. */
  readonly inspected: DataSetInspection | null;
  /** The chosen columns; null for a file without columns, or before we have read its beginning. */
  readonly columns: DataSetColumns | null;
  readonly error: ApiError | null;
}

export interface CurationInput {
  readonly tab: InputTab;
  readonly text: string;
  /** Name of the file that the text came from; null for typed text. */
  readonly textName: string | null;
  readonly question: string;
  readonly expected: string;
  /** Several files at once: each becomes a record. */
  readonly texts: readonly { readonly name: string; readonly text: string }[];
  readonly sessionId: string | null;
  readonly authors: readonly AuthorsFile[];
  readonly dataSet: DataSetDraft | null;
  readonly settings: CurationSettings;
  /** Settings for the authors' files, which their own profile fits. */
  readonly authorsSettings: CurationSettings;
  /** Id of an endpoint; null: by rules. */
  readonly endpointId: string | null;
  /** Empty: the endpoint's own. */
  readonly model: string;
  /** Records that a model works on at a time. */
  readonly concurrency: number;
  readonly refused: readonly RefusedFile[];
  /** Only `uploading` has `uploaded`, a share. */
  readonly phase: 'idle' | 'reading' | 'starting' | 'uploading';
  readonly uploaded: number;
  readonly error: ApiError | null;
}

export const noInput: CurationInput = {
  tab: 'trace',
  text: '',
  textName: null,
  question: '',
  expected: '',
  texts: [],
  sessionId: null,
  authors: [],
  dataSet: null,
  settings: profiles.paper,
  authorsSettings: profiles.authors,
  endpointId: null,
  model: '',
  concurrency: 4,
  refused: [],
  phase: 'idle',
  uploaded: 0,
  error: null,
};

/** One store for each tab; what a person typed or chose is still there after visiting another page. */
export const useCurationInput = create<CurationInput>(() => noInput);

export const changeInput = (change: Partial<CurationInput>): void => useCurationInput.setState(change);

/** The settings of what is being curated, and a change of them. */
export const settingsOf = ({ tab, settings, authorsSettings }: CurationInput): CurationSettings =>
  tab === 'authors' ? authorsSettings : settings;

export function changeSettings(settings: CurationSettings): void {
  useCurationInput.setState(({ tab }) => (tab === 'authors' ? { authorsSettings: settings } : { settings }));
}
