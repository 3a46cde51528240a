import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CurationRecord } from '#lib/contract/curation-record.ts';
import { curate } from '#lib/curation/curate.ts';
import type { Curated } from '#lib/curation/curated.ts';
import { firstLineOf, ownersOf } from '#lib/curation/draft-steps.ts';
import { none } from '#lib/curation/numbers.ts';
import { createDraftSaver, type UnrevisedDraft } from './draft-saver.ts';
import { changeWords, editWords } from './edit-words.ts';
import { draftOf, findUnsaved, forgetUnsaved, keepUnsaved, sameDraft } from './unsaved-draft.ts';
import {
  correctionOf,
  fittingHistory,
  inputOf,
  keptStep,
  openHistory,
  summaryOf,
} from './workbench-draft.ts';
import type {
  WorkbenchActions,
  WorkbenchDependencies,
  WorkbenchRecord,
  WorkbenchState,
} from './workbench-types.ts';

/** Characters of a trace of which the doctor's part takes some 10 ms an edit. */
const LONGEST_AT_ONCE = 20_000;

export interface Workbench {
  readonly store: StoreApi<WorkbenchState>;
  readonly actions: WorkbenchActions;
  /** Saves and computes until the returned function is called; may be started again. */
  start(): () => void;
}

/** The workbench of one record. Throws `EditLogError` where the record's edits do not fit its proposal. */
export function createWorkbenchStore(
  loaded: WorkbenchRecord,
  dependencies: WorkbenchDependencies,
): Workbench {
  const { storage, whenIdle } = dependencies;
  let record = loaded;
  const found = findUnsaved(storage, record);
  const kept = found && fittingHistory(record, found.draft);
  // Corrections of a proposal that was replaced meanwhile have nothing left to lie upon.
  const unsaved = kept ? found : null;
  let history = kept ?? openHistory(record, record);
  let cancelLeaks: (() => void) | null = null;

  const store = createStore<WorkbenchState>(() => {
    const about = { ...record, ...unsaved?.draft };
    const base = {
      record,
      source: record.source,
      settings: about.settings,
      question: about.question,
      expected: about.expected,
      answer: about.answer,
      draft: history.draft,
      editLog: history.log,
    };
    const stored = unsaved === null ? record.summary : null;
    const estimated = curate(inputOf({ ...base, correction: none }), { leaks: false });
    const correction = stored ? correctionOf(stored, estimated, none) : none;
    const curated = curate(inputOf({ ...base, correction }), { leaks: false });
    return {
      ...base,
      curated,
      leaksPending: true,
      correction,
      summary: stored ?? summaryOf(record, curated),
      exact: stored !== null,
      hovered: null,
      selected: null,
      lines: null,
      extending: false,
      editingPrompt: null,
      dependenciesAsked: 0,
      helpOpen: false,
      saving: unsaved ? 'saving' : 'saved',
      saveProblem: null,
      conflict: unsaved?.conflict ? { stored: record } : null,
      refusal: null,
      announcement: { text: '', count: 0 },
    };
  });
  const get = store.getState;
  const set = (change: Partial<WorkbenchState>) => store.setState(change);

  /** Drafts that this window sent, or one before a reload, and had no answer to: the stored one may be among them. */
  let sent: UnrevisedDraft[] = unsaved && !unsaved.conflict ? [unsaved.draft] : [];
  const saver = createDraftSaver(record.id, record.revision, dependencies, {
    current: () => draftOf(get()),
    onSaving(draft) {
      sent.push(draft);
      keep();
      set({ saving: 'saving' });
    },
    onSaved(saved, draft, isCurrent) {
      sent = [];
      record = {
        ...record,
        ...draft,
        revision: saved.revision,
        status: saved.status,
        summary: saved.summary,
      };
      if (!isCurrent) {
        keep();
        set({ record, saveProblem: null });
        return;
      }
      forgetUnsaved(storage, record.id, draft);
      const { curated, correction } = get();
      set({
        ...{ record, summary: saved.summary, exact: true, saving: 'saved', saveProblem: null },
        correction: correctionOf(saved.summary, curated, correction),
      });
    },
    onFailed: (saveProblem) => set({ saving: 'failed', saveProblem }),
    onConflict: () => void meetConflict(),
  });

  function keep(): void {
    keepUnsaved(storage, record.id, {
      revision: record.revision,
      draft: draftOf(get()),
      sent: sent.at(-1) ?? null,
    });
  }

  async function meetConflict(): Promise<void> {
    try {
      const stored = await dependencies.loadRecord(record.id);
      if (!isTakenApart(stored)) return set({ saving: 'failed' });
      if (sent.some((draft) => sameDraft(draft, stored))) {
        record = stored;
        saver.rebase(stored.revision);
        saver.flush();
        return;
      }
      set({ saving: 'failed', conflict: { stored } });
    } catch {
      saver.rebase(record.revision);
      set({ saving: 'failed' });
    }
  }

  /** Everything that follows from the draft and the settings, at once; of a long trace the doctor's part when there is time. */
  function recompute(change: Partial<WorkbenchState>): void {
    const next = { ...get(), ...change };
    const atOnce = next.source.text.length <= LONGEST_AT_ONCE;
    const curated = atOnce ? curate(inputOf(next)) : withoutDoctor(next);
    set({ ...change, curated, leaksPending: !atOnce, summary: summaryOf(record, curated), exact: false });
    if (!atOnce) findLeaksSoon();
  }

  /** What was found in the draft before stands until it is looked for again. */
  function withoutDoctor(next: WorkbenchState): Curated {
    const { leaks: before, findings, reasons } = next.curated;
    const quick = curate(inputOf(next), { leaks: false });
    const known = new Set(next.draft.steps.map(({ id }) => id));
    const leaks = before.filter(({ step, from }) => known.has(step) && known.has(from));
    const kept = next.settings.rejectLeaks ? reasons.filter(({ code }) => code === 'leak') : [];
    return {
      ...quick,
      leaks,
      findings,
      reasons: [...quick.reasons, ...kept],
      kept: quick.kept && kept.length === 0,
    };
  }

  function findLeaksSoon(): void {
    cancelLeaks?.();
    cancelLeaks = whenIdle(() => {
      cancelLeaks = null;
      const curated = curate(inputOf(get()));
      const { exact, summary } = get();
      set({ curated, leaksPending: false, summary: exact ? summary : summaryOf(record, curated) });
    });
  }

  /** After the draft or what stands beside it was changed by a person. */
  function changed(change: Partial<WorkbenchState>, words: (before: WorkbenchState) => string | null): void {
    const before = get();
    recompute({ ...change, refusal: null, saving: 'saving' });
    const after = get();
    const selected = keptStep(after, before.selected);
    const editingPrompt = keptStep(after, before.editingPrompt);
    if (selected !== before.selected || editingPrompt !== before.editingPrompt)
      set({ selected, editingPrompt });
    const told = words(before);
    if (told !== null)
      actions.announce([told, changeWords(before.summary, after.summary)].filter(Boolean).join(' '));
    keep();
    if (!after.conflict) saver.changed();
  }

  function moveTo(cursor: number, verb: string): void {
    const { cursor: from, edits } = history.log;
    if (cursor === from || cursor < 0 || cursor > edits.length) return;
    history.moveTo(cursor);
    changed({ draft: history.draft, editLog: history.log }, (before) => {
      const edit = edits[Math.min(cursor, from)];
      if (Math.abs(cursor - from) > 1 || !edit) return verb;
      const forwards = cursor > from;
      const [older, newer] = forwards ? [before.draft, history.draft] : [history.draft, before.draft];
      return `${verb}: ${editWords(edit, older, newer)}`;
    });
  }

  const actions: WorkbenchActions = {
    apply(edit, options = {}) {
      const refused = history.push(edit, options.joins);
      if (refused) {
        if (!options.quiet) set({ refusal: refused });
        return refused;
      }
      changed({ draft: history.draft, editLog: history.log }, (before) =>
        options.quiet ? null : editWords(edit, before.draft, history.draft),
      );
      return null;
    },
    undo: () => moveTo(history.log.cursor - 1, 'Undone'),
    redo: () => moveTo(history.log.cursor + 1, 'Redone'),
    revertAll: () => moveTo(0, 'All corrections are taken back; redo brings them back.'),
    changeSettings(settings) {
      changed({ settings }, () => 'The settings are changed.');
    },
    changeAbout(change) {
      changed(change, () => '');
    },
    hover(hovered) {
      if (hovered !== get().hovered) set({ hovered });
    },
    select(selected) {
      const { draft, lines } = get();
      const step = draft.steps.find(({ id }) => id === selected);
      const inside = lines && step && ownersOf(draft, lines.head).some((owner) => owner.step === step);
      const first = step ? firstLineOf(step) : null;
      set({
        selected: step?.id ?? null,
        ...(!inside && first !== null && { lines: { anchor: first, head: first } }),
      });
    },
    chooseLines(head, anchor = head) {
      const last = get().source.lines.length;
      const within = (line: number) => Math.min(Math.max(line, 1), last);
      const lines = { anchor: within(anchor), head: within(head) };
      const owners = ownersOf(get().draft, lines.head);
      const stays = owners.some(({ step }) => step.id === get().selected);
      set({ lines, ...(!stays && { selected: owners[0]?.step.id ?? null }) });
    },
    setExtending: (extending) => set({ extending }),
    editPrompt: (editingPrompt) => set({ editingPrompt }),
    chooseNothing: () => set({ lines: null, selected: null, editingPrompt: null }),
    openDependencies: () => set({ dependenciesAsked: get().dependenciesAsked + 1 }),
    openHelp: () => set({ helpOpen: true }),
    closeHelp: () => set({ helpOpen: false }),
    dismissRefusal: () => set({ refusal: null }),
    announce(text) {
      if (text !== '') set({ announcement: { text, count: get().announcement.count + 1 } });
    },
    saveNow: saver.flush,
    resolveConflict(choice) {
      const { conflict } = get();
      if (!conflict) return;
      record = conflict.stored;
      saver.rebase(record.revision);
      sent = [];
      const own = choice === 'overwrite' ? fittingHistory(record, get()) : null;
      if (own) {
        history = own;
        recompute({ record, conflict: null, saving: 'saving', draft: history.draft, editLog: history.log });
        saver.changed();
        saver.flush();
        return;
      }
      forgetUnsaved(storage, record.id, draftOf(get()));
      history = openHistory(record, record);
      recompute({ record, ...draftOf(record), draft: history.draft, editLog: history.log });
      const { summary } = record;
      set({ conflict: null, saving: 'saved', saveProblem: null, ...(summary && { summary, exact: true }) });
      actions.announce(
        choice === 'overwrite'
          ? 'It was taken apart anew meanwhile, so these corrections do not fit it: the stored version is shown.'
          : 'The stored version is shown.',
      );
    },
  };

  return {
    store,
    actions,
    start() {
      findLeaksSoon();
      if (unsaved && !unsaved.conflict) saver.changed();
      return () => {
        saver.flush();
        cancelLeaks?.();
      };
    },
  };
}

export function isTakenApart(record: CurationRecord): record is WorkbenchRecord {
  return record.proposal !== null;
}
