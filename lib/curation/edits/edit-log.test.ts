import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Edit, editLogSchema } from '#lib/contract/curation-edits.ts';
import type { Decomposition } from '#lib/contract/curation-record.ts';
import { decompositions, editFor, editSeeds, faultsOf, sourceOf, stepOf } from '../testing/random-edits.ts';
import { applyEdit } from './apply-edit.ts';
import { createEditHistory, EditLogError, emptyEditLog, foldEdits, replayEditLog } from './edit-log.ts';

describe('a log of edits', () => {
  it('keeps every draft valid, round-trips as JSON, and folds from scratch to what it was step by step', () => {
    fc.assert(
      fc.property(
        decompositions,
        fc.array(editSeeds, { maxLength: 40 }),
        ({ source, decomposition }, seeds) => {
          const history = createEditHistory(source, decomposition);
          for (const seed of seeds) {
            const edit = editFor(source, history.draft, seed);
            const before = history.draft;
            if (history.push(edit)) expect(history.draft).toBe(before);
            expect(faultsOf(source, history.draft), JSON.stringify(edit)).toEqual([]);
          }
          const read = editLogSchema.parse(JSON.parse(JSON.stringify(history.log)));
          expect(read).toEqual(history.log);
          expect(foldEdits(source, decomposition, read)).toEqual(history.draft);
          expect(createEditHistory(source, decomposition, read).draft).toEqual(history.draft);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('undo and redo lead to exactly the drafts there were, however many of them', () => {
    fc.assert(
      fc.property(
        decompositions,
        fc.array(editSeeds, { maxLength: 100 }),
        fc.array(fc.nat(100), { maxLength: 8 }),
        ({ source, decomposition }, seeds, jumps) => {
          const history = createEditHistory(source, decomposition);
          const drafts: Decomposition[] = [history.draft];
          for (const seed of seeds) {
            if (!history.push(editFor(source, history.draft, seed))) drafts.push(history.draft);
          }
          for (const to of [0, drafts.length - 1, ...jumps.map((jump) => jump % drafts.length)]) {
            history.moveTo(to);
            expect(history.draft).toEqual(drafts[to]);
            expect(history.log.cursor).toBe(to);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('an edit after an undo forgets what was undone', () => {
    const { source, proposal } = twoSteps();
    const history = createEditHistory(source, proposal);
    history.push({ type: 'drop-lines', first: 1, last: 1 });
    history.moveTo(0);
    history.push({ type: 'delete-step', step: 'b' });
    expect(history.log).toEqual({ edits: [{ type: 'delete-step', step: 'b' }], cursor: 1 });
  });

  it('text typed further is one edit, and none when it is what it was again', () => {
    const { source, proposal } = twoSteps();
    const history = createEditHistory(source, proposal);
    const type = (text: string) =>
      history.push({ type: 'edit-text', step: 'a', field: 'prompt', text }, true);
    for (const text of ['C', 'Co', 'Count']) expect(type(text)).toBeNull();
    expect(history.log.edits).toHaveLength(1);
    expect(history.draft.steps[0]?.prompt).toBe('Count');
    expect(type('')).toBeNull();
    expect(history.log).toEqual(emptyEditLog);
    expect(history.draft).toBe(proposal);
  });

  it('a posted log with an edit that does not apply is refused with its place, beyond the cursor too', () => {
    const { source, proposal } = twoSteps();
    const edits: Edit[] = [
      { type: 'drop-lines', first: 1, last: 1 },
      { type: 'merge-step', step: 'gone' },
    ];
    const refused = replayEditLog(source, proposal, { edits, cursor: 1 });
    expect(refused).toMatchObject({ index: 1, refused: { code: 'unknown-step' } });
    expect(() => foldEdits(source, proposal, { edits, cursor: 2 })).toThrow(EditLogError);
    expect(() => createEditHistory(source, proposal, { edits, cursor: 1 })).toThrow(EditLogError);
  });

  it('no edit of any shape that the schema takes throws', () => {
    // A random number is hardly ever a valid line: the test must see accepted edits as well as refused ones.
    const anyLine = fc.oneof(fc.integer({ min: 1 }), fc.integer({ min: 1, max: 12 }));
    const answers = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(
        decompositions,
        fc.record({ a: anyLine, b: anyLine, id: fc.oneof(fc.string(), fc.constantFrom('s0', 's1', 's2')) }),
        ({ source, decomposition }, { a, b, id }) => {
          const foreign: Edit[] = [
            { type: 'assign-lines', first: a, last: b, step: decomposition.steps[0]?.id ?? id, part: 'plan' },
            { type: 'drop-lines', first: a, last: b },
            { type: 'new-step', first: a, last: b },
            { type: 'split-step', step: decomposition.steps[0]?.id ?? id, at: a },
            { type: 'merge-step', step: id },
            { type: 'delete-step', step: '__proto__' },
            { type: 'add-dependency', parent: 'constructor', step: id },
            { type: 'remove-dependency', parent: id, step: 'toString' },
          ];
          for (const edit of foreign) {
            const result = applyEdit(source, decomposition, edit);
            answers['refused' in result ? 'refused' : 'taken']++;
            if (!('refused' in result)) expect(faultsOf(source, result.decomposition)).toEqual([]);
          }
        },
      ),
    );
    expect(answers.taken).toBeGreaterThan(40);
    expect(answers.refused).toBeGreaterThan(40);
  });
});

function twoSteps() {
  const proposal: Decomposition = {
    steps: [stepOf('a', { plan: [1, 2], execution: [3, 4] }), stepOf('b', { plan: [5, 6] })],
    parents: { b: ['a'] },
  };
  return { source: sourceOf(6), proposal };
}
