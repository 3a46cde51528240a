import type { StoredAnnotations } from '#lib/contract/annotations.ts';
import type { LibraryEntry, SessionPatch, SessionRecord } from '#lib/contract/session.ts';
import type { Annotation, NewAnnotation } from '#lib/trace/annotations.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import type { CurationStore } from './curation/curation-store.ts';
import type { StorageFault } from './errors.ts';
import type { MaybeDamaged } from './row-reader.ts';

export interface SessionQuery {
  limit: number;
  /** As the previous page returned it; stays valid while sessions are added and deleted. */
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
  /** The number of all sessions, not of this page. */
  total: number;
}

/** A change of many sessions; returns the ids that do not exist and changes the others. */
export interface ManyChanged {
  missing: string[];
  /** Ids that the change itself declined. */
  refused: string[];
}

/** One event with its exact stored bytes; `type` so that a reader knows the end without parsing. */
export interface StoredEvent {
  seq: number;
  type: string;
  json: string;
}

/** An event to store, with its JSON made by the caller. */
export interface EventLine {
  seq: number;
  at: number;
  type: string;
  json: string;
}

/** What to append to a session's annotations, and the changes to its row that follow from it. */
export interface AnnotationChange {
  add: readonly NewAnnotation[];
  patch?: SessionPatch;
}

/**
 * An endpoint entered in Settings. `definition` is opaque here; secrets are separate so that no listing includes them
 * by accident.
 */
export interface EndpointRecord extends MaybeDamaged {
  id: string;
  definition: unknown;
  apiKey: string | null;
  /** Name → value. */
  headers?: Readonly<Record<string, string>>;
  createdAt: string;
}

/**
 * Notified of every write, also of those that no caller of ours waits for. It is called during a write, so it must not
 * write.
 */
export interface StorageObserver {
  /** Something was stored. */
  wrote(): void;
  /** A statement failed; if it met a lock, after waiting in vain. */
  failed(fault: StorageFault): void;
}

/**
 * The store port. Every method but the deletions is one transaction. If the database fails, a method rejects with a
 * StorageError that names the fault (faults.ts), and writes nothing.
 */
export interface Store {
  /** The curation workbench's part of the same database. */
  readonly curation: CurationStore;
  createSession(session: SessionRecord): Promise<void>;
  session(id: string): Promise<SessionRecord | null>;
  /** Newest first. Null if the cursor is unreadable. */
  sessions(query: SessionQuery): Promise<SessionPage | null>;
  /** Ids of the sessions with status `running`. */
  runningSessions(): Promise<string[]>;
  /** False if there is no such session. */
  updateSession(id: string, patch: SessionPatch): Promise<boolean>;
  /**
   * Deletes a session with its events. False if there is no such session. A long log takes several transactions, and
   * the first hides the session from everybody; if a later one fails, `finishDeletions` does the rest.
   */
  deleteSession(id: string): Promise<boolean>;
  /** Removes what interrupted deletions left. */
  finishDeletions(): Promise<void>;
  /**
   * Appends events that continue the stored log, and changes the summary in the same transaction. Throws StorageError
   * `log-gap` if the first `seq` is not the stored `lastSeq` + 1.
   */
  appendEvents(id: string, events: readonly TraceEvent[], patch?: SessionPatch): Promise<void>;
  /** Events after `seq` in order, at most `limit`. */
  events(id: string, after: number, limit: number): Promise<StoredEvent[]>;
  /**
   * Imports a whole session at once. Without a `pairId` it joins the newest stored session of another strategy on the
   * same question (question-key.ts): takes its pairId, or gives both `newPairId`. Returns the record as stored.
   */
  importSession(
    session: SessionRecord,
    events: readonly (TraceEvent | EventLine)[],
    newPairId: string,
    annotations?: readonly NewAnnotation[],
  ): Promise<SessionRecord>;
  /** Empty also for a session that does not exist. */
  annotations(id: string): Promise<StoredAnnotations>;
  /**
   * Appends to the annotations of a session, numbered after the existing ones, and changes its row, in one transaction:
   * `change` sees what another window appended. Rethrows its error, and then writes nothing. Null if there is no such
   * session.
   */
  annotate(
    id: string,
    change: (session: SessionRecord, annotations: readonly Annotation[]) => AnnotationChange,
  ): Promise<StoredAnnotations | null>;
  /** Newest first. Null if the cursor is unreadable. */
  library(query: Omit<SessionQuery, 'pairId'>): Promise<LibraryEntries | null>;
  /** `change` gets a session's tags and returns the new ones, or null to leave the session unchanged. */
  changeTags(ids: readonly string[], change: (tags: string[]) => string[] | null): Promise<ManyChanged>;
  /** The same pairId, or none, for all. */
  setPair(ids: readonly string[], pairId: string | null): Promise<ManyChanged>;
  /**
   * Ids of ended sessions that a doctor of another version examined, or whose summary another version wrote; newest
   * first.
   */
  staleSessions(current: { doctorVersion: number; summaryVersion: number }, limit: number): Promise<string[]>;
  endpoints(): Promise<EndpointRecord[]>;
  saveEndpoint(endpoint: EndpointRecord): Promise<void>;
  deleteEndpoint(id: string): Promise<boolean>;
  /** Small values of the application itself. */
  meta(key: string): Promise<string | null>;
  setMeta(key: string, value: string): Promise<void>;
  /**
   * To call once space has run out: releases the reserve, so that logs can end and sessions can be deleted. Never
   * throws.
   */
  makeRoom(): Promise<void>;
  /** Reserves space for `makeRoom` again and writes a little; throws the fault if one of these fails. */
  probe(): Promise<void>;
  /** Idempotent. */
  close(): Promise<void>;
}
