import { createStore, type StoreApi } from 'zustand/vanilla';
import { changeWords, editWords } from '#components/curation/workbench/changes/edit-words.ts';
import { curate } from '#lib/curation/curate.ts';
import type { Curated } from '#lib/curation/curated.ts';
import { none } from '#lib/curation/numbers.ts';
import { draftOf, findUnsaved, forgetUnsaved } from './unsaved-draft.ts';
import { type Choices, createChoices } from './workbench-choices.ts';
import {
  correctionOf,
  fittingHistory,
  inputOf,
  keptStep,
  openHistory,
  summaryOf,
} from './workbench-draft.ts';
import { type Bench, createSaving, type Saving } from './workbench-saving.ts';
import type {
  WorkbenchActions,
  WorkbenchDependencies,
  WorkbenchRecord,
  WorkbenchState,
} from './workbench-types.ts';

/** The longest trace, in characters, for which the doctor runs with every edit; at this length it takes some 10 ms. */
const LONGEST_AT_ONCE = 20_000;

export interface Workbench {
  readonly store: StoreApi<WorkbenchState>;
  readonly actions: WorkbenchActions;
  /** Saves and computes until the caller calls the returned function; may be started again. */
  start(): () => void;
}

/** The workbench of one record. Throws `EditLogError` where the record's edits do not fit its proposal. */
export function createWorkbenchStore(
  loaded: WorkbenchRecord,
  dependencies: WorkbenchDependencies,
): Workbench {
  const found = findUnsaved(dependencies.storage, loaded);
  const kept = found && fittingHistory(loaded, found.draft);
  // Corrections to a proposal that was replaced meanwhile no longer apply to anything.
  const unsaved = kept ? found : null;
  const history = kept ?? openHistory(loaded, loaded);
  const bench: Bench = {
    store: createStore<WorkbenchState>(() => firstState(loaded, unsaved, history)),
    dependencies,
    record: loaded,
    history,
  };
  const computing = createComputing(bench);
  const saving = createSaving(bench, unsaved);
  const choices = createChoices(bench.store);
  return {
    store: bench.store,
    actions: { ...choices, ...createEditing(bench, computing, saving, choices.announce) },
    start() {
      computing.findLeaksSoon();
      if (unsaved && !unsaved.conflict) saving.saver.changed();
      return () => {
        saving.saver.flush();
        computing.stop();
      };
    },
  };
}

function firstState(
  record: WorkbenchRecord,
  unsaved: ReturnType<typeof findUnsaved>,
  history: Bench['history'],
): WorkbenchState {
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
}

interface Computing {
  /**
   * Computes everything that follows from the draft and the settings, at once; for a long trace, the doctor runs later.
   */
  recompute(change: Partial<WorkbenchState>): void;
  findLeaksSoon(): void;
  stop(): void;
}

function createComputing(bench: Bench): Computing {
  const { store, dependencies } = bench;
  let cancelLeaks: (() => void) | null = null;

  function findLeaksSoon(): void {
    cancelLeaks?.();
    cancelLeaks = dependencies.whenIdle(() => {
      cancelLeaks = null;
      const curated = curate(inputOf(store.getState()));
      const { exact, summary } = store.getState();
      store.setState({
        curated,
        leaksPending: false,
        summary: exact ? summary : summaryOf(bench.record, curated),
      });
    });
  }

  return {
    recompute(change) {
      const next = { ...store.getState(), ...change };
      const atOnce = next.source.text.length <= LONGEST_AT_ONCE;
      const curated = atOnce ? curate(inputOf(next)) : withoutDoctor(next);
      const summary = summaryOf(bench.record, curated);
      store.setState({ ...change, curated, leaksPending: !atOnce, summary, exact: false });
      if (!atOnce) findLeaksSoon();
    },
    findLeaksSoon,
    stop: () => cancelLeaks?.(),
  };
}

/** Keeps the previous draft's leaks and findings until the doctor runs again. */
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

type Editing = Omit<WorkbenchActions, keyof Choices>;

/** What changes the draft and what stands beside it. */
function createEditing(
  bench: Bench,
  { recompute }: Computing,
  { saver, keep, accept }: Saving,
  announce: WorkbenchActions['announce'],
): Editing {
  const { getState: get, setState: set } = bench.store;

  /** Call after a person changed the draft or the fields beside it. */
  function changed(change: Partial<WorkbenchState>, words: (before: WorkbenchState) => string | null): void {
    const before = get();
    recompute({ ...change, refusal: null, saving: 'saving' });
    const after = get();
    const selected = keptStep(after, before.selected);
    const editingPrompt = keptStep(after, before.editingPrompt);
    if (selected !== before.selected || editingPrompt !== before.editingPrompt)
      set({ selected, editingPrompt });
    const told = words(before);
    if (told !== null) announce([told, changeWords(before.summary, after.summary)].filter(Boolean).join(' '));
    keep();
    if (!after.conflict) saver.changed();
  }
  const ofHistory = () => ({ draft: bench.history.draft, editLog: bench.history.log });

  function moveTo(cursor: number, verb: string): void {
    const { history } = bench;
    const { cursor: from, edits } = history.log;
    if (cursor === from || cursor < 0 || cursor > edits.length) return;
    history.moveTo(cursor);
    changed(ofHistory(), (before) => {
      const edit = edits[Math.min(cursor, from)];
      if (Math.abs(cursor - from) > 1 || !edit) return verb;
      const forwards = cursor > from;
      const [older, newer] = forwards ? [before.draft, history.draft] : [history.draft, before.draft];
      return `${verb}: ${editWords(edit, older, newer)}`;
    });
  }

  return {
    apply(edit, options = {}) {
      const refused = bench.history.push(edit, options.joins);
      if (refused) {
        if (!options.quiet) set({ refusal: refused });
        return refused;
      }
      changed(ofHistory(), (before) =>
        options.quiet ? null : editWords(edit, before.draft, bench.history.draft),
      );
      return null;
    },
    undo: () => moveTo(bench.history.log.cursor - 1, 'Undone'),
    redo: () => moveTo(bench.history.log.cursor + 1, 'Redone'),
    revertAll: () => moveTo(0, 'All corrections are taken back; redo brings them back.'),
    changeSettings: (settings) => changed({ settings }, () => 'The settings are changed.'),
    changeAbout: (change) => changed(change, () => ''),
    saveNow: saver.flush,
    resolveConflict(choice) {
      const { conflict } = get();
      if (!conflict) return;
      accept(conflict.stored);
      const { record } = bench;
      const own = choice === 'overwrite' ? fittingHistory(record, get()) : null;
      if (own) {
        bench.history = own;
        recompute({ record, conflict: null, saving: 'saving', ...ofHistory() });
        saver.changed();
        saver.flush();
        return;
      }
      forgetUnsaved(bench.dependencies.storage, record.id, draftOf(get()));
      bench.history = openHistory(record, record);
      recompute({ record, ...draftOf(record), ...ofHistory() });
      const { summary } = record;
      set({ conflict: null, saving: 'saved', saveProblem: null, ...(summary && { summary, exact: true }) });
      announce(
        choice === 'overwrite'
          ? 'It was taken apart anew meanwhile, so these corrections do not fit it: the stored version is shown.'
          : 'The stored version is shown.',
      );
    },
  };
}
