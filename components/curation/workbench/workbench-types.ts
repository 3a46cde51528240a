import type { ApiError } from '#components/api/api-error.ts';
import type { Edit, EditLog } from '#lib/contract/curation-edits.ts';
import type {
  CurationRecord,
  CurationSummary,
  Decomposition,
  Proposal,
  SavedDraft,
  SourceLines,
} from '#lib/contract/curation-record.ts';
import type { CurationDraft } from '#lib/contract/curation-requests.ts';
import type { CurationSettings } from '#lib/contract/curation-settings.ts';
import type { Curated } from '#lib/curation/curated.ts';
import type { EditRefusal } from '#lib/curation/edits/edit-refusal.ts';
import type { TokenNumbers } from '#lib/curation/numbers.ts';

/** A record that was taken apart: only such a record can be corrected. */
export type WorkbenchRecord = CurationRecord & { readonly proposal: Proposal };

/**
 * Lines that a person chose in the source; `head` has the keyboard, `anchor` is where choosing began. Either may be the
 * first.
 */
export interface ChosenLines {
  readonly anchor: number;
  readonly head: number;
}

/** What a person can change beside the steps. */
export interface RecordAbout {
  readonly question: string | null;
  readonly expected: string | null;
  readonly answer: string | null;
}

/** The stored draft is not the one that this page started from. */
export interface SaveConflict {
  /** The record as it is stored now. */
  readonly stored: WorkbenchRecord;
}

export interface WorkbenchState extends RecordAbout {
  /** As loaded or last saved; the edited state is in the other members. */
  readonly record: WorkbenchRecord;
  readonly source: SourceLines;
  readonly settings: CurationSettings;
  readonly draft: Decomposition;
  readonly editLog: EditLog;
  /**
   * Computed from the draft, together with it. Its leaks follow a moment later: until then they are those of the
   * previous draft.
   */
  readonly curated: Curated;
  readonly leaksPending: boolean;
  /** The error of the estimates for the last draft that the server counted; zero before. */
  readonly correction: TokenNumbers;
  /** The server's exact numbers for this draft, or ours from `curated`. */
  readonly summary: CurationSummary;
  /** Whether token counts of `summary` are exact; else show them with “≈”. */
  readonly exact: boolean;
  /** Step ids; the same step lights up in every pane. */
  readonly hovered: string | null;
  readonly selected: string | null;
  readonly lines: ChosenLines | null;
  /** The next line that a person clicks or taps ends the chosen ones, as with Shift: for fingers. */
  readonly extending: boolean;
  /** The step whose prompt is open for typing in the source. */
  readonly editingPrompt: string | null;
  /** Incremented by each request to see the dependencies of the selected step: its field then takes the focus. */
  readonly dependenciesAsked: number;
  readonly helpOpen: boolean;
  readonly saving: 'saved' | 'saving' | 'failed';
  /** Why saving failed; the saver retries by itself where that may help. */
  readonly saveProblem: ApiError | null;
  readonly conflict: SaveConflict | null;
  /** Why the last edit was refused; null after another edit. */
  readonly refusal: EditRefusal | null;
  /** What the last edit did, for screen readers; `count` distinguishes equal sentences. */
  readonly announcement: { readonly text: string; readonly count: number };
}

export interface ApplyOptions {
  /** The person continued typing: one edit for all of it, so that one undo reverts it. */
  readonly joins?: boolean;
  /** Neither announced nor, when refused, shown: the caller does that. */
  readonly quiet?: boolean;
}

export interface WorkbenchActions {
  /** Null when the edit was applied; otherwise the reason (also in `refusal`). */
  apply(edit: Edit, options?: ApplyOptions): EditRefusal | null;
  undo(): void;
  redo(): void;
  /** Reverts to the proposal; a redo restores the corrections. */
  revertAll(): void;
  changeSettings(settings: CurationSettings): void;
  changeAbout(change: Partial<RecordAbout>): void;
  hover(step: string | null): void;
  /** Chooses a step, and its first line where none of its lines is chosen. */
  select(step: string | null): void;
  /** Chooses lines, and selects the step of `head`. `anchor` defaults to `head`. */
  chooseLines(head: number, anchor?: number): void;
  setExtending(extending: boolean): void;
  editPrompt(step: string | null): void;
  /** Clears the chosen lines and the selected step. */
  chooseNothing(): void;
  /** Opens the list of what the selected step depends on. */
  openDependencies(): void;
  openHelp(): void;
  closeHelp(): void;
  dismissRefusal(): void;
  announce(text: string): void;
  /** Saves unsaved changes now instead of a moment later. */
  saveNow(): void;
  /** Resolves a conflict: loads the stored draft and discards this one, or overwrites it with this one. */
  resolveConflict(choice: 'load-stored' | 'overwrite'): void;
}

/** What a workbench needs from the browser; tests pass their own. */
export interface WorkbenchDependencies {
  saveDraft(id: string, draft: CurationDraft): Promise<SavedDraft>;
  loadRecord(id: string): Promise<CurationRecord>;
  /** Calls back after `ms`, or never if the caller calls the returned function first. */
  later(ms: number, callback: () => void): () => void;
  /** Calls back when the page is idle; returns the same as `later`. */
  whenIdle(callback: () => void): () => void;
  /** Where a draft is stored until the server has it; null without such a place (private windows, full disks). */
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
}
