import type { EngineQuestion } from '#lib/answers/engine/questions.ts';
import type { Judgement } from '#lib/answers/equality.ts';
import type { DataSetColumns, DataSetRow } from '#lib/contract/data-set.ts';
import type { ExportFormatId } from '#lib/contract/exports.ts';
import type { ImportProblem } from '#lib/contract/imports.ts';
import type { SessionPatch, SessionRecord } from '#lib/contract/session.ts';
import type { TrainingSample } from '#lib/curation/training/training-sample.ts';
import type { ExportOptions } from '#lib/formats/export/export-trace.ts';
import type { SourceTrace } from '#lib/formats/traces/source-trace.ts';
import type { StoredCuration } from '#lib/storage/curation/curation-store.ts';
import type { EventLine, Store } from '#lib/storage/store.ts';
import type { TokenCounter, TokenizerName } from '#lib/tokens/counter.ts';
import type { Annotation } from '#lib/trace/annotations.ts';
import type { CurationJob, CurationJobResults } from '../curation/job.ts';
import type { UploadAnswer, UploadKind } from '../imports/import-upload.ts';
import type { Imported, StoredImport, TraceDetails } from '../imports/importer.ts';
import type { SentError } from './job-error.ts';

/** Bytes of an archive's entry, or of a part of one: raw deflate, with checksum and length of the unpacked data. */
export interface Deflated {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly crc: number;
  readonly size: number;
}

/** The parts of a session's file that are its own; `html` has two, which go into a page that is always the same. */
export interface ExportedSession<Part> {
  readonly stem: string;
  /** UTC, ISO 8601. */
  readonly createdAt: string;
  readonly parts: readonly Part[];
}

export interface SessionExport {
  readonly id: string;
  readonly format: ExportFormatId;
  readonly options: Omit<ExportOptions, 'player' | 'title'>;
}

/** The jobs that a thread can do. `item`: sent while the job runs, `answer`: the main thread's reply to each item. */
export interface JobTypes {
  curation: Job<CurationJob, CurationJobResults[CurationJob['type']]>;
  /** Null if there is no such session. */
  'export-session': Job<SessionExport, ExportedSession<Uint8Array<ArrayBuffer>> | null>;
  'export-entry': Job<SessionExport, ExportedSession<Deflated> | null>;
  /** Lines of a stored log from `after` on, about a megabyte; `last` is null at its end. */
  'export-log': Job<
    { readonly id: string; readonly after: number },
    { readonly bytes: Uint8Array<ArrayBuffer>; readonly last: number | null }
  >;
  'import-trace': Job<
    { readonly trace: SourceTrace; readonly details: TraceDetails },
    Imported,
    ImportItem,
    StoredImport | null
  >;
  /** Imports all traces of a request's body; returns the response as JSON. */
  'import-upload': Job<
    { readonly bytes: Uint8Array; readonly upload: UploadKind },
    Omit<UploadAnswer, 'body'> & { readonly json: Uint8Array<ArrayBuffer> },
    ImportItem,
    StoredImport | null
  >;
  /** Rows in groups, as long as the answer is yes; whether it came to the end. `skip`: those that came before. */
  'read-data-set': Job<
    {
      readonly path: string;
      readonly name: string;
      readonly columns: Partial<DataSetColumns>;
      readonly skip: number;
    },
    boolean,
    DataSetItems,
    boolean
  >;
  /** Numbers, answer and findings from a stored log, for its row. */
  'renew-session': Job<{ readonly id: string }, SessionPatch>;
  /** A curated record in the form of training data; 0.6 s for a trace of 1 MB. */
  'training-sample': Job<StoredCuration, TrainingSample | null>;
  /** What only the algebra engine can determine about two answers. */
  judge: Job<EngineQuestion, Judgement>;
  /** The findings, as JSON. */
  'inspect-data-set': Job<
    {
      readonly name: string;
      readonly bytes: Uint8Array;
      readonly isPart: boolean;
      readonly columns: Partial<DataSetColumns> | undefined;
    },
    Uint8Array<ArrayBuffer>
  >;
}

/** Rows of a data set as they come, and the problems of others. */
export type DataSetItems = readonly (DataSetRow | ImportProblem)[];

/** What a thread sends about a new session: its events in parts, then the session, which is stored with them. */
export type ImportItem =
  | { readonly lines: readonly EventLine[] }
  | {
      readonly record: SessionRecord;
      readonly newPairId: string;
      readonly annotations: readonly Annotation[];
    };

export interface Job<Input, Output, Item = never, Answer = never> {
  input: Input;
  output: Output;
  item: Item;
  answer: Answer;
}

export type JobKind = keyof JobTypes;

/** What a job may use in its thread. */
export interface JobContext<K extends JobKind = JobKind> {
  /** The main thread reads it: a thread has no connection, since we may terminate it at any time (pool.ts). */
  readonly store: StoreReader;
  /** The first job that counts loads it: 0.5 s and 200 MB. */
  counterFor(name: TokenizerName): TokenCounter;
  /** The curation workbench's count, without waiting. */
  countTokens(text: string): number;
  /** Sends the main thread an item and waits for its answer. Rejects once nobody waits for the job any more. */
  tell(item: JobTypes[K]['item']): Promise<JobTypes[K]['answer']>;
  /** What the job says or returns next moves these bytes instead of copying them. */
  give<B extends Uint8Array<ArrayBuffer>>(bytes: B): B;
  /** Reports defects that the job itself survives. */
  report(message: string, error: unknown): void;
}

export type StoreReader = Pick<Store, 'session' | 'events' | 'annotations'>;

export type RunJob<K extends JobKind> = (
  input: JobTypes[K]['input'],
  context: JobContext<K>,
) => Promise<JobTypes[K]['output']>;

/** Messages to a thread, which has one job at a time. */
export type ToThread =
  | { readonly kind: JobKind; readonly input: unknown }
  /** The answer to what the job sent or asked for. */
  | { readonly answer: unknown }
  | { readonly refusal: SentError }
  /** Nobody waits for the job any more. */
  | { readonly stop: true }
  /** There is no more work: the thread ends by itself. */
  | { readonly end: true };

export type FromThread =
  | { readonly result: unknown }
  | { readonly failure: SentError }
  | { readonly item: unknown }
  /** The thread asks for rows of the store. */
  | { readonly read: StoreQuestion }
  | { readonly report: { readonly message: string; readonly error: string } };

export type StoreQuestion = {
  readonly [Name in keyof StoreReader]: {
    readonly name: Name;
    readonly values: Parameters<StoreReader[Name]>;
  };
}[keyof StoreReader];
