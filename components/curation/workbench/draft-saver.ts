import { type ApiError, asApiError } from '#components/api/api-error.ts';
import type { SavedDraft } from '#lib/contract/curation-record.ts';
import type { CurationDraft } from '#lib/contract/curation-requests.ts';
import type { WorkbenchDependencies } from './workbench-types.ts';

/** Long enough that typing a word is one save, short enough that a closed window loses a moment at most. */
const SAVE_AFTER_MS = 700;
const RETRY_AFTER_MS = [2_000, 5_000, 15_000, 30_000];

export type UnrevisedDraft = Omit<CurationDraft, 'revision'>;

export interface DraftSaverEvents {
  /** The draft to save now; read once for each request. */
  current(): UnrevisedDraft;
  onSaving(draft: UnrevisedDraft): void;
  /** `isCurrent`: nothing changed since it was sent. */
  onSaved(saved: SavedDraft, draft: UnrevisedDraft, isCurrent: boolean): void;
  /** The draft stays unsaved for now; the saver retries by itself where the error may pass. */
  onFailed(error: ApiError): void;
  /** Another window saved first: the saver sends nothing until `rebase`. */
  onConflict(): void;
}

/** Sends a draft some time after it changed, one request at a time, and retries while the server cannot be reached. */
export interface DraftSaver {
  changed(): void;
  /** Sends unsaved changes at once. */
  flush(): void;
  /** Continues from another stored revision; `changed` or `flush` sends. */
  rebase(revision: number): void;
  readonly isDirty: boolean;
  stop(): void;
}

export function createDraftSaver(
  id: string,
  firstRevision: number,
  { saveDraft, later }: Pick<WorkbenchDependencies, 'saveDraft' | 'later'>,
  events: DraftSaverEvents,
): DraftSaver {
  let revision = firstRevision;
  let version = 0;
  let savedVersion = 0;
  let attempts = 0;
  let sending = false;
  let conflicted = false;
  let stopped = false;
  let cancelTimer: (() => void) | null = null;

  function schedule(ms: number): void {
    cancelTimer?.();
    cancelTimer = later(ms, () => {
      cancelTimer = null;
      void sendNow();
    });
  }

  async function sendNow(): Promise<void> {
    if (sending || conflicted || version === savedVersion) return;
    cancelTimer?.();
    cancelTimer = null;
    sending = true;
    const sent = version;
    const draft = events.current();
    events.onSaving(draft);
    try {
      const saved = await saveDraft(id, { ...draft, revision });
      sending = false;
      attempts = 0;
      savedVersion = sent;
      revision = saved.revision;
      if (stopped) return;
      events.onSaved(saved, draft, version === sent);
      if (version !== sent) schedule(SAVE_AFTER_MS);
    } catch (error) {
      sending = false;
      if (!stopped) failed(asApiError(error));
    }
  }

  function failed(error: ApiError): void {
    if (error.status === 409) {
      conflicted = true;
      events.onConflict();
      return;
    }
    // The server refuses the same draft again until something changes.
    const again = error.status === 0 || error.status === 429 || error.status >= 500;
    events.onFailed(error);
    if (again) schedule(RETRY_AFTER_MS[Math.min(attempts++, RETRY_AFTER_MS.length - 1)] ?? 0);
  }

  return {
    changed() {
      version++;
      if (!sending && !conflicted) schedule(SAVE_AFTER_MS);
    },
    flush: () => void sendNow(),
    rebase(stored) {
      revision = stored;
      conflicted = false;
    },
    get isDirty() {
      return version !== savedVersion;
    },
    stop() {
      stopped = true;
      cancelTimer?.();
    },
  };
}
