import type { StoreApi } from 'zustand/vanilla';
import type { CurationRecord } from '#lib/contract/curation-record.ts';
import type { EditHistory } from '#lib/curation/edits/edit-log.ts';
import { createDraftSaver, type UnrevisedDraft } from './draft-saver.ts';
import { draftOf, type findUnsaved, forgetUnsaved, keepUnsaved, sameDraft } from './unsaved-draft.ts';
import { correctionOf } from './workbench-draft.ts';
import type { WorkbenchDependencies, WorkbenchRecord, WorkbenchState } from './workbench-types.ts';

/** What the parts of a workbench share. */
export interface Bench {
  readonly store: StoreApi<WorkbenchState>;
  readonly dependencies: WorkbenchDependencies;
  /** As it was loaded or last saved. */
  record: WorkbenchRecord;
  /** Of the edits on its proposal. */
  history: EditHistory;
}

export interface Saving {
  readonly saver: ReturnType<typeof createDraftSaver>;
  /** Keeps the draft in this browser until the server has it. */
  keep(): void;
  /** Takes the stored version for the one that lies under the draft. */
  accept(stored: WorkbenchRecord): void;
}

/** The draft on its way to the server, and what happens where the one there is another's. */
export function createSaving(bench: Bench, unsaved: ReturnType<typeof findUnsaved>): Saving {
  const { store, dependencies } = bench;
  const { storage } = dependencies;
  const { getState: get, setState: set } = store;
  /** Drafts that this window sent, now or before a reload, without an answer: the stored one may be among them. */
  let sent: UnrevisedDraft[] = unsaved && !unsaved.conflict ? [unsaved.draft] : [];

  const saver = createDraftSaver(bench.record.id, bench.record.revision, dependencies, {
    current: () => draftOf(get()),
    onSaving(draft) {
      sent.push(draft);
      keep();
      set({ saving: 'saving' });
    },
    onSaved({ revision, status, summary }, draft, isCurrent) {
      sent = [];
      bench.record = { ...bench.record, ...draft, revision, status, summary };
      const { record } = bench;
      if (!isCurrent) {
        keep();
        set({ record, saveProblem: null });
        return;
      }
      forgetUnsaved(storage, record.id, draft);
      const { curated, correction } = get();
      set({
        ...{ record, summary, exact: true, saving: 'saved', saveProblem: null },
        correction: correctionOf(summary, curated, correction),
      });
    },
    onFailed: (saveProblem) => set({ saving: 'failed', saveProblem }),
    onConflict: () => void meetConflict(),
  });

  function keep(): void {
    const { id, revision } = bench.record;
    keepUnsaved(storage, id, { revision, draft: draftOf(get()), sent: sent.at(-1) ?? null });
  }

  async function meetConflict(): Promise<void> {
    try {
      const stored = await dependencies.loadRecord(bench.record.id);
      if (!isTakenApart(stored)) return set({ saving: 'failed' });
      if (sent.some((draft) => sameDraft(draft, stored))) {
        bench.record = stored;
        saver.rebase(stored.revision);
        saver.flush();
        return;
      }
      set({ saving: 'failed', conflict: { stored } });
    } catch {
      saver.rebase(bench.record.revision);
      set({ saving: 'failed' });
    }
  }

  return {
    saver,
    keep,
    accept(stored) {
      bench.record = stored;
      saver.rebase(stored.revision);
      sent = [];
    },
  };
}

export function isTakenApart(record: CurationRecord): record is WorkbenchRecord {
  return record.proposal !== null;
}
