import type { StoredAnnotations } from '#lib/contract/annotations.ts';
import type { LibraryEntry, SessionPatch, SessionRecord } from '#lib/contract/session.ts';
import type { Annotation, NewAnnotation } from '#lib/trace/annotations.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import type { CurationStore } from './curation/curation-store.ts';
import type { StorageFault } from './errors.ts';
import type { MaybeDamaged } from './row-reader.ts';

export interface SessionQuery {
  limit: number;
  /** As returned by the page before; stays valid while sessions are added and deleted. */
  cursor?: string;
  pairId?: string;
}

export interface SessionPage {
  sessions: SessionRecord[];
  /** Null on the last page. */
  nextCursor: string | null;
}

export interface LibraryEntries {
  entries: LibraryEntry[];
  /** Null on the last page. */
  nextCursor: string | null;
  /** Of all sessions, not of this page. */
  total: number;
}

/** A change of many sessions; ids that are not there are returned, the others are done. */
export interface ManyChanged {
  missing: string[];
  /** Those that the change itself declined. */
  refused: string[];
}

/** One event with its exact stored bytes; `type` so that a reader knows the end without parsing. */
export interface StoredEvent {
  seq: number;
  type: string;
  json: string;
}

/** An event as it is to be stored, its JSON made by whoever brings it. */
export interface EventLine {
  seq: number;
  at: number;
  type: string;
  json: string;
}

/** What is appended to the annotations of a session, and what of its row follows from them. */
export interface AnnotationChange {
  add: readonly NewAnnotation[];
  patch?: SessionPatch;
}

/** An endpoint entered in Settings. `definition` is opaque here; secrets stand apart so that no listing carries them by accident. */
export interface EndpointRecord extends MaybeDamaged {
  id: string;
  definition: unknown;
  apiKey: string | null;
  /** Name → value. */
  headers?: Readonly<Record<string, string>>;
  createdAt: string;
}

/** Told of every write, also of those that no caller of ours waits for. Called in the middle of one: it must not write. */
export interface StorageObserver {
  /** Something was stored. */
  wrote(): void;
  /** A statement failed; one that met a lock, once it waited in vain. */
  failed(fault: StorageFault): void;
}

/**
 * The store port. Every method but the deletions is one transaction. Rejects with a StorageError that names the fault (faults.ts) where
 * the database fails; nothing is written then.
 */
export interface Store {
  /** The curation workbench's part of the same database. */
  readonly curation: CurationStore;
  createSession(session: SessionRecord): Promise<void>;
  session(id: string): Promise<SessionRecord | null>;
  /** Newest first. An unreadable cursor gives null. */
  sessions(query: SessionQuery): Promise<SessionPage | null>;
  /** Ids of the sessions with status `running`. */
  runningSessions(): Promise<string[]>;
  /** False when there is no such session. */
  updateSession(id: string, patch: SessionPatch): Promise<boolean>;
  /**
   * With its events. False when there is no such session. A long log goes in several transactions, the first of which
   * hides the session from everybody; where a later one fails, the rest is for `finishDeletions`.
   */
  deleteSession(id: string): Promise<boolean>;
  /** Removes what deletions that were broken off left. */
  finishDeletions(): Promise<void>;
  /**
   * Appends events that continue the stored log, and changes the summary in the same transaction.
   * Throws StorageError `log-gap` when the first `seq` is not the stored `lastSeq` + 1.
   */
  appendEvents(id: string, events: readonly TraceEvent[], patch?: SessionPatch): Promise<void>;
  /** Events after `seq` in order, at most `limit`. */
  events(id: string, after: number, limit: number): Promise<StoredEvent[]>;
  /**
   * A whole session at once. Without a `pairId` it joins the newest stored session of another strategy on the same
   * question (question-key.ts): takes its pairId, or gives both `newPairId`. Returns the record as stored.
   */
  importSession(
    session: SessionRecord,
    events: readonly (TraceEvent | EventLine)[],
    newPairId: string,
    annotations?: readonly NewAnnotation[],
  ): Promise<SessionRecord>;
  /** Empty for a session that is not there, too. */
  annotations(id: string): Promise<StoredAnnotations>;
  /**
   * Appends to the annotations of a session, numbered after those that stand there, and changes its row, in one transaction:
   * `change` sees what another window appended. What it throws is thrown, and nothing is written. Null for no such session.
   */
  annotate(
    id: string,
    change: (session: SessionRecord, annotations: readonly Annotation[]) => AnnotationChange,
  ): Promise<StoredAnnotations | null>;
  /** Newest first. An unreadable cursor gives null. */
  library(query: Omit<SessionQuery, 'pairId'>): Promise<LibraryEntries | null>;
  /** `change` gets a session's tags and gives the new ones, or null to leave it as it is. */
  changeTags(ids: readonly string[], change: (tags: string[]) => string[] | null): Promise<ManyChanged>;
  /** The same pairId, or none, for all. */
  setPair(ids: readonly string[], pairId: string | null): Promise<ManyChanged>;
  /** Ids of ended sessions that a doctor of another version looked at, or whose summary another version wrote; newest first. */
  staleSessions(current: { doctorVersion: number; summaryVersion: number }, limit: number): Promise<string[]>;
  endpoints(): Promise<EndpointRecord[]>;
  saveEndpoint(endpoint: EndpointRecord): Promise<void>;
  deleteEndpoint(id: string): Promise<boolean>;
  /** Small values of the application itself. */
  meta(key: string): Promise<string | null>;
  setMeta(key: string, value: string): Promise<void>;
  /** Once space ran out: gives back what was kept for that, so that logs can be ended and sessions deleted. Never throws. */
  makeRoom(): Promise<void>;
  /** Keeps space for `makeRoom` again and writes a little; throws the fault where one of these fails. */
  probe(): Promise<void>;
  /** Idempotent. */
  close(): Promise<void>;
}
