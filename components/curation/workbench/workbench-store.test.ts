import { describe, expect, it } from 'vitest';
import { ApiError } from '#components/api/api-error.ts';
import type { SavedDraft } from '#lib/contract/curation-record.ts';
import type { CurationDraft } from '#lib/contract/curation-requests.ts';
import { profiles } from '#lib/contract/curation-settings.ts';
import { sourceOf, stepOf } from '#lib/curation/testing/random-edits.ts';
import { createWorkbenchStore } from './workbench-store.ts';
import type { WorkbenchRecord } from './workbench-types.ts';

const source = sourceOf(18);

const record: WorkbenchRecord = {
  id: 'r1',
  batchId: null,
  index: 0,
  sourceName: 'trace.txt',
  createdAt: '2026-01-01T00:00:00Z',
  question: 'What is it?',
  expected: null,
  source,
  lineTokens: source.lines.map(() => 4),
  answer: '42',
  settings: profiles.paper,
  stage: 'packed',
  status: 'kept',
  proposal: {
    stepsBy: { kind: 'rules', version: 1 },
    parentsBy: { kind: 'rules', version: 1 },
    decomposition: {
      steps: [
        stepOf('a', { plan: [1, 2], execution: [3, 6] }, { prompt: 'Do A.' }),
        stepOf('b', { plan: [7, 8], execution: [9, 12] }, { prompt: 'Do B.' }),
        stepOf('c', { plan: [13, 14], execution: [15, 18] }, { prompt: 'Do C.' }),
      ],
      parents: { b: ['a'], c: ['b'] },
    },
    diagnostics: [],
    usage: { calls: 0, inputTokens: 0, outputTokens: 0 },
  },
  editLog: { edits: [], cursor: 0 },
  revision: 1,
  summary: null,
  review: null,
  sampled: false,
  attempts: 1,
  error: null,
};

const offline = new ApiError('offline', { title: 'Sprintscope does not answer', status: 0 });
const older = new ApiError('problem', { title: 'Changed elsewhere', status: 409 });

/** A fake environment whose clock moves only on request, with a server of one record. */
function world(stored: WorkbenchRecord = record) {
  const kept = new Map<string, string>();
  const timers = new Set<() => void>();
  const idle = new Set<() => void>();
  const server = {
    record: stored,
    sent: [] as CurationDraft[],
    fails: null as ApiError | null,
    /** The server stores the draft, but its answer never arrives. */
    losesAnswer: false,
  };
  const once = (from: Set<() => void>, callback: () => void) => {
    from.add(callback);
    return () => from.delete(callback);
  };
  const run = async (from: Set<() => void>) => {
    for (const callback of [...from]) {
      from.delete(callback);
      callback();
    }
    // Answers arrive in microtasks: a few rounds are enough.
    for (let round = 0; round < 10; round++) await Promise.resolve();
  };
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  return {
    server,
    kept,
    tick: () => run(timers),
    rest: () => run(idle),
    /** Opens a page of the record; closes the previous one, with everything it waited for. */
    open() {
      timers.clear();
      idle.clear();
      return createWorkbenchStore(server.record, {
        storage,
        later: (_ms, callback) => once(timers, callback),
        whenIdle: (callback) => once(idle, callback),
        loadRecord: async () => server.record,
        async saveDraft(_id, draft): Promise<SavedDraft> {
          server.sent.push(draft);
          if (server.fails) throw server.fails;
          if (draft.revision !== server.record.revision) throw older;
          const summary = { ...bench.store.getState().summary, sequentialTokensAfter: 777 };
          server.record = {
            ...server.record,
            ...draft,
            revision: draft.revision + 1,
            summary,
          } as WorkbenchRecord;
          if (server.losesAnswer) throw offline;
          return { revision: server.record.revision, status: 'kept', summary };
        },
      });
    },
  };
}

let bench: ReturnType<typeof createWorkbenchStore>;

const state = () => bench.store.getState();

describe('an edit', () => {
  it('shows at once, with all that follows from it, and tells what it did and what became of the numbers', () => {
    bench = world().open();
    expect(state().curated.numbers).toMatchObject({ stages: 3, ratio: 1 });
    expect(bench.actions.apply({ type: 'remove-dependency', parent: 'a', step: 'b' })).toBeNull();
    expect(state().curated.numbers).toMatchObject({ stages: 2, ratio: 1.5 });
    expect(state().announcement.text).toBe(
      'Step 2 no longer depends on step 1. Ratio 1 → 1.5, Stages 3 → 2.',
    );
  });

  it('that is refused changes nothing and says why', () => {
    const { kept, open } = world();
    bench = open();
    const { draft } = state();
    expect(bench.actions.apply({ type: 'add-dependency', parent: 'c', step: 'a' })?.code).toBe('cycle');
    expect(state()).toMatchObject({ refusal: { path: [1, 2, 3, 1] }, saving: 'saved' });
    expect(state().draft).toBe(draft);
    expect(kept.size).toBe(0);
  });

  it('that takes the selected step away selects the one that has the chosen line', () => {
    bench = world().open();
    bench.actions.select('b');
    bench.actions.apply({ type: 'merge-step', step: 'a' });
    expect(state()).toMatchObject({ selected: 'a', lines: { head: 7 } });
  });

  it('is undone and redone to the very same draft, and undo tells it', () => {
    bench = world().open();
    const { draft, curated } = state();
    bench.actions.apply({ type: 'split-step', step: 'b', at: 10 });
    const split = state().draft;
    bench.actions.undo();
    expect(state().draft).toEqual(draft);
    expect(state().curated.trajectory).toBe(curated.trajectory);
    expect(state().announcement.text).toContain('Undone: Step 2 is split at line 10');
    bench.actions.redo();
    expect(state().draft).toEqual(split);
    bench.actions.revertAll();
    expect(state().draft).toEqual(draft);
    expect(state().editLog.edits).toHaveLength(1);
  });
});

describe('saving', () => {
  it('sends several quick edits at once; exact numbers of the server replace the estimates', async () => {
    const { server, kept, tick, open } = world();
    bench = open();
    bench.actions.apply({ type: 'delete-step', step: 'c' });
    bench.actions.apply({ type: 'set-plan-only', step: 'a', planOnly: 'always' });
    expect(state()).toMatchObject({ saving: 'saving', exact: false });
    expect(server.sent).toHaveLength(0);
    expect(kept.size).toBe(1);
    await tick();
    expect(server.sent).toHaveLength(1);
    expect(server.sent[0]).toMatchObject({ revision: 1, editLog: { cursor: 2 } });
    expect(state()).toMatchObject({ saving: 'saved', exact: true, summary: { sequentialTokensAfter: 777 } });
    expect(kept.size).toBe(0);
  });

  it('goes on by itself after the server was away', async () => {
    const { server, kept, tick, open } = world();
    bench = open();
    server.fails = offline;
    bench.actions.apply({ type: 'delete-step', step: 'c' });
    await tick();
    expect(state()).toMatchObject({ saving: 'failed', saveProblem: { status: 0 } });
    expect(kept.size).toBe(1);
    server.fails = null;
    await tick();
    expect(state()).toMatchObject({ saving: 'saved', saveProblem: null });
    expect(server.record.editLog.edits).toHaveLength(1);
  });

  it('does not send again what the server refuses, until something changes', async () => {
    const { server, tick, open } = world();
    bench = open();
    server.fails = new ApiError('problem', { title: 'An edit does not apply', status: 422 });
    bench.actions.apply({ type: 'delete-step', step: 'c' });
    await tick();
    await tick();
    expect(server.sent).toHaveLength(1);
    server.fails = null;
    bench.actions.undo();
    await tick();
    expect(state().saving).toBe('saved');
  });

  it('a page closed before the answer finds its draft again, undo included, and saves it', async () => {
    const { server, tick, open } = world();
    bench = open();
    bench.actions.apply({ type: 'delete-step', step: 'c' });
    bench.actions.apply({ type: 'delete-step', step: 'b' });
    bench.actions.undo();
    const { draft, editLog } = state();
    bench = open();
    expect(state()).toMatchObject({ draft, editLog, saving: 'saving' });
    bench.start();
    await tick();
    expect(server.record.editLog).toEqual(editLog);
    bench.actions.redo();
    expect(state().draft.steps.map(({ id }) => id)).toEqual(['a']);
  });

  it('knows its own draft where the answer was lost, before a reload and after one: no conflict', async () => {
    const { server, tick, open } = world();
    bench = open();
    server.losesAnswer = true;
    bench.actions.apply({ type: 'delete-step', step: 'c' });
    await tick();
    expect(server.record.revision).toBe(2);
    bench.actions.apply({ type: 'delete-step', step: 'b' });
    bench = open();
    expect(state()).toMatchObject({ conflict: null, editLog: { cursor: 2 } });
    server.losesAnswer = false;
    bench.start();
    await tick();
    expect(state()).toMatchObject({ saving: 'saved', conflict: null });
    expect(server.record.editLog.edits).toHaveLength(2);
  });
});

describe('two windows', () => {
  async function conflict() {
    const shared = world();
    bench = shared.open();
    bench.actions.apply({ type: 'delete-step', step: 'c' });
    const other = { edits: [{ type: 'delete-step', step: 'a' }], cursor: 1 } as const;
    shared.server.record = { ...record, revision: 5, editLog: other };
    await shared.tick();
    expect(state()).toMatchObject({ saving: 'failed', conflict: { stored: { revision: 5 } } });
    return shared;
  }

  it('the one that saves later is asked, and may take the other version', async () => {
    const { kept, server, tick } = await conflict();
    bench.actions.resolveConflict('load-stored');
    expect(state()).toMatchObject({ conflict: null, saving: 'saved' });
    expect(state().draft.steps.map(({ id }) => id)).toEqual(['b', 'c']);
    expect(kept.size).toBe(0);
    bench.actions.undo();
    await tick();
    expect(server.record).toMatchObject({ revision: 6, editLog: { cursor: 0 } });
  });

  it('or overwrite it', async () => {
    const { server } = await conflict();
    bench.actions.resolveConflict('overwrite');
    await Promise.resolve();
    for (let round = 0; round < 10; round++) await Promise.resolve();
    expect(server.record).toMatchObject({ revision: 6, editLog: { edits: [{ step: 'c' }] } });
    expect(state()).toMatchObject({ conflict: null, saving: 'saved' });
  });

  it('an unsaved draft of an older page is not put over what was stored since: it is asked', async () => {
    const shared = world();
    bench = shared.open();
    bench.actions.apply({ type: 'delete-step', step: 'c' });
    shared.server.record = {
      ...record,
      revision: 2,
      editLog: { edits: [{ type: 'delete-step', step: 'a' }], cursor: 1 },
    };
    bench = shared.open();
    bench.start();
    await shared.tick();
    expect(state().conflict).not.toBeNull();
    expect(shared.server.sent).toHaveLength(0);
  });
});

describe('a record that was taken apart anew', () => {
  const anew: WorkbenchRecord = {
    ...record,
    revision: 9,
    proposal: { ...record.proposal, decomposition: { steps: [stepOf('z', { plan: [1, 18] })], parents: {} } },
  };

  it('opens without corrections of its former proposal that are left in the browser', () => {
    const shared = world();
    bench = shared.open();
    bench.actions.apply({ type: 'delete-step', step: 'c' });
    shared.server.record = anew;
    bench = shared.open();
    expect(state()).toMatchObject({ conflict: null, saving: 'saved', editLog: { edits: [] } });
    expect(state().draft.steps.map(({ id }) => id)).toEqual(['z']);
  });

  it('is not overwritten with corrections that do not fit it: it is shown, and why is told', async () => {
    const shared = world();
    bench = shared.open();
    bench.actions.apply({ type: 'delete-step', step: 'c' });
    shared.server.record = anew;
    await shared.tick();
    bench.actions.resolveConflict('overwrite');
    expect(state()).toMatchObject({ conflict: null, saving: 'saved' });
    expect(state().announcement.text).toContain('taken apart anew');
    expect(state().draft.steps.map(({ id }) => id)).toEqual(['z']);
    expect(shared.server.record).toBe(anew);
  });

  it('what is broken in the browser’s storage is left aside', () => {
    const shared = world();
    for (const text of [
      '{',
      '{"revision":1}',
      'null',
      '{"revision":1,"draft":{"editLog":{"edits":[{}],"cursor":0}}}',
    ]) {
      shared.kept.set('sprintscope-curation-r1', text);
      bench = shared.open();
      expect(state()).toMatchObject({ saving: 'saved', editLog: { edits: [] } });
    }
  });
});

describe('computing', () => {
  it('what the doctor says follows when there is time, and after an edit of a trace that is not long at once', async () => {
    const { rest, open } = world();
    bench = open();
    bench.start();
    expect(state().leaksPending).toBe(true);
    await rest();
    expect(state().leaksPending).toBe(false);
    bench.actions.apply({ type: 'delete-step', step: 'c' });
    expect(state().leaksPending).toBe(false);
  });

  it('after an edit only what the edit changed is an estimate', () => {
    const { open } = world();
    bench = open();
    const summary = {
      ...state().summary,
      ...{
        sequentialTokensBefore: 5000,
        sequentialTokensAfter: 4000,
        totalTokensAfter: 6000,
        sampleTokens: 7000,
      },
    };
    bench = world({ ...record, summary }).open();
    expect(state().curated.numbers).toMatchObject({ sequentialTokensAfter: 4000, sampleTokens: 7000 });
    bench.actions.apply({ type: 'edit-text', step: 'b', field: 'description', text: 'Says it otherwise' });
    expect(state().exact).toBe(false);
    expect(state().summary).toMatchObject({
      ...{
        sequentialTokensBefore: 5000,
        sequentialTokensAfter: 4000,
        totalTokensAfter: 6000,
        sampleTokens: 7000,
      },
    });
  });
});
