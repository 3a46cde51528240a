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

/** A record that was taken apart: only such a one can be corrected. */
export type WorkbenchRecord = CurationRecord & { readonly proposal: Proposal };

/** Lines chosen in the source; `head` has the keyboard, `anchor` is where choosing began. Either may be the first. */
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

/** The stored draft is not the one that this page began with. */
export interface SaveConflict {
  /** As it is stored now. */
  readonly stored: WorkbenchRecord;
}

export interface WorkbenchState extends RecordAbout {
  /** As it was loaded or last saved; what is edited stands beside it. */
  readonly record: WorkbenchRecord;
  readonly source: SourceLines;
  readonly settings: CurationSettings;
  readonly draft: Decomposition;
  readonly editLog: EditLog;
  /** Follows from the draft, computed with it. Its leaks come a moment later: until then those of the draft before. */
  readonly curated: Curated;
  readonly leaksPending: boolean;
  /** What the estimates of the last draft that the server counted were off; zero before. */
  readonly correction: TokenNumbers;
  /** The server's exact numbers of this very draft, or ours of `curated`. */
  readonly summary: CurationSummary;
  /** Whether token counts of `summary` are exact; else show them with “≈”. */
  readonly exact: boolean;
  /** Step ids; the same step lights up in every pane. */
  readonly hovered: string | null;
  readonly selected: string | null;
  readonly lines: ChosenLines | null;
  /** The next line that is clicked or tapped ends the chosen ones, as with Shift: for fingers. */
  readonly extending: boolean;
  /** The step whose prompt is open for typing in the source. */
  readonly editingPrompt: string | null;
  /** Raised each time somebody asks for the dependencies of the selected step: its field then takes the focus. */
  readonly dependenciesAsked: number;
  readonly helpOpen: boolean;
  readonly saving: 'saved' | 'saving' | 'failed';
  /** Why it could not be saved; tried again by itself where that may help. */
  readonly saveProblem: ApiError | null;
  readonly conflict: SaveConflict | null;
  /** Why the last edit was not done; null once another one is. */
  readonly refusal: EditRefusal | null;
  /** What the last edit did, for screen readers; `count` tells equal sentences apart. */
  readonly announcement: { readonly text: string; readonly count: number };
}

export interface ApplyOptions {
  /** Text typed further: one edit for all of it, so that one undo takes it back. */
  readonly joins?: boolean;
  /** Neither told nor, when refused, shown: whoever asked does so. */
  readonly quiet?: boolean;
}

export interface WorkbenchActions {
  /** Null when it was done; why not otherwise (also in `refusal`). */
  apply(edit: Edit, options?: ApplyOptions): EditRefusal | null;
  undo(): void;
  redo(): void;
  /** Back to the proposal; a redo brings the corrections back. */
  revertAll(): void;
  changeSettings(settings: CurationSettings): void;
  changeAbout(change: Partial<RecordAbout>): void;
  hover(step: string | null): void;
  /** Chooses a step, and its first line where none of its lines is chosen. */
  select(step: string | null): void;
  /** Chooses lines, and the step of `head`. `anchor` is `head` where it is left out. */
  chooseLines(head: number, anchor?: number): void;
  setExtending(extending: boolean): void;
  editPrompt(step: string | null): void;
  /** Neither lines nor a step. */
  chooseNothing(): void;
  /** Leads to the list of what the selected step depends on. */
  openDependencies(): void;
  openHelp(): void;
  closeHelp(): void;
  dismissRefusal(): void;
  announce(text: string): void;
  /** Saves now what is not saved yet, instead of a moment later. */
  saveNow(): void;
  /** Of a conflict: takes the stored draft and gives up this one, or stores this one over it. */
  resolveConflict(choice: 'load-stored' | 'overwrite'): void;
}

/** What a workbench needs of the world; tests pass their own. */
export interface WorkbenchDependencies {
  saveDraft(id: string, draft: CurationDraft): Promise<SavedDraft>;
  loadRecord(id: string): Promise<CurationRecord>;
  /** Calls back after so many ms, or never when the returned function is called before. */
  later(ms: number, callback: () => void): () => void;
  /** Calls back when the page has nothing better to do, as `later`. */
  whenIdle(callback: () => void): () => void;
  /** Where a draft is kept until the server has it; null without such a place (private windows, full disks). */
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
}
