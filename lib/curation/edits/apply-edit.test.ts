import { describe, expect, it } from 'vitest';
import type { Edit } from '#lib/contract/curation-edits.ts';
import type { Decomposition } from '#lib/contract/curation-record.ts';
import { sourceOf, stepOf } from '../testing/random-edits.ts';
import { applyEdit } from './apply-edit.ts';
import type { EditRefusal } from './edit-refusal.ts';

const source = sourceOf(20);

/** Four steps over lines 1 to 16, each needing the one before; no step has 17 to 20. */
const chain: Decomposition = {
  steps: [
    stepOf('a', { plan: [1, 2], execution: [3, 4] }, { description: 'Set up', prompt: 'Do A.' }),
    stepOf(
      'b',
      { plan: [5, 5], execution: [6, 8], comment: [9, 9] },
      { description: 'Try', prompt: 'Do B.' },
    ),
    stepOf('c', { plan: [10, 11], execution: [12, 14] }, { prompt: 'Do C.', planOnly: 'never' }),
    stepOf('d', { plan: [15, 16] }),
  ],
  parents: { b: ['a'], c: ['b'], d: ['c'] },
};

function done(edit: Edit, draft = chain): Decomposition {
  const result = applyEdit(source, draft, edit);
  if ('refused' in result) throw new Error(result.refused.message);
  return result.decomposition;
}

function refused(edit: Edit, draft = chain): EditRefusal {
  const result = applyEdit(source, draft, edit);
  if (!('refused' in result)) throw new Error('It was done.');
  return result.refused;
}

const step = (draft: Decomposition, id: string) => draft.steps.find((candidate) => candidate.id === id);

describe('lines', () => {
  it('become the part and are nothing else any more; steps that keep theirs stay the same object', () => {
    const after = done({ type: 'assign-lines', first: 4, last: 6, step: 'b', part: 'plan' });
    expect(step(after, 'a')?.execution).toEqual([{ first: 3, last: 3 }]);
    expect(step(after, 'b')).toMatchObject({
      plan: [{ first: 4, last: 6 }],
      execution: [{ first: 7, last: 8 }],
    });
    expect(step(after, 'c')).toBe(chain.steps[2]);
  });

  it('a step that loses its last line goes: what needed it needs the heir and what it needed', () => {
    const after = done({ type: 'assign-lines', first: 5, last: 9, step: 'a', part: 'execution' });
    expect(after.steps.map(({ id }) => id)).toEqual(['a', 'c', 'd']);
    expect(after.parents).toEqual({ c: ['a'], d: ['c'] });
    const dropped = done({ type: 'drop-lines', first: 10, last: 14 });
    expect(dropped.parents).toEqual({ b: ['a'], d: ['b'] });
  });

  it('a move that would put a step before one it depends on is refused with both numbers', () => {
    const { code, message } = refused(
      { type: 'assign-lines', first: 1, last: 1, step: 'c', part: 'plan' },
      {
        ...chain,
        steps: chain.steps.with(0, stepOf('a', { plan: [2, 4] })),
      },
    );
    expect(code).toBe('order');
    expect(message).toContain('Step 3 depends on step 2');
  });

  it('lines outside of the source are refused with its range, and what is so already as nothing to do', () => {
    expect(refused({ type: 'drop-lines', first: 19, last: 21 }).message).toBe(
      'Lines 19–21: the source has the lines 1 to 20.',
    );
    expect(refused({ type: 'drop-lines', first: 0, last: 1 }).code).toBe('unknown-lines');
    expect(refused({ type: 'drop-lines', first: 17, last: 18 }).code).toBe('nothing-changes');
    expect(refused({ type: 'assign-lines', first: 6, last: 7, step: 'b', part: 'execution' }).message).toBe(
      'Lines 6–7: already the execution of step 2, and of no other.',
    );
  });

  it('lines used twice are one thing after they were assigned', () => {
    const twice = { ...chain, steps: chain.steps.with(3, stepOf('d', { plan: [14, 16] })) };
    const after = done({ type: 'assign-lines', first: 14, last: 14, step: 'c', part: 'execution' }, twice);
    expect(step(after, 'd')?.plan).toEqual([{ first: 15, last: 16 }]);
  });
});

describe('a step of its own', () => {
  it('made of lost lines is an execution that needs the step before', () => {
    const after = done({ type: 'new-step', first: 18, last: 19 });
    expect(after.steps.at(-1)).toEqual(stepOf('line-18', { execution: [18, 19] }));
    expect(after.parents['line-18']).toEqual(['d']);
  });

  it('out of the middle of another needs that one, and so does what needed that', () => {
    const after = done({ type: 'new-step', first: 7, last: 7 });
    expect(after.steps.map(({ id }) => id)).toEqual(['a', 'b', 'line-7', 'c', 'd']);
    expect(after.parents).toMatchObject({ 'line-7': ['b'], c: ['b', 'line-7'] });
  });

  it('out of the beginning of another takes its prompt only with its whole execution', () => {
    const part = done({ type: 'new-step', first: 5, last: 6 });
    expect(step(part, 'line-5')?.prompt).toBe('');
    expect(part.parents).toMatchObject({ 'line-5': ['a'], b: ['a', 'line-5'] });
    const whole = done({ type: 'new-step', first: 5, last: 8 });
    expect(step(whole, 'line-5')?.prompt).toBe('Do B.');
    expect(step(whole, 'b')?.prompt).toBe('');
  });

  it('that it is already, is refused', () => {
    expect(refused({ type: 'new-step', first: 15, last: 16 }).message).toContain(
      'a step of its own already, 4',
    );
  });
});

describe('splitting and merging', () => {
  it('a split gives what follows to a new step that needs the first, with an id that follows from the line', () => {
    const after = done({ type: 'split-step', step: 'b', at: 7 });
    expect(step(after, 'b')).toMatchObject({
      prompt: 'Do B.',
      execution: [{ first: 6, last: 6 }],
      comment: [],
    });
    expect(step(after, 'line-7')).toMatchObject({
      execution: [{ first: 7, last: 8 }],
      comment: [{ first: 9, last: 9 }],
    });
    expect(after.parents).toEqual({ b: ['a'], 'line-7': ['b'], c: ['b', 'line-7'], d: ['c'] });
  });

  it('a split in the plan gives the prompt to the one that has the execution', () => {
    const after = done({ type: 'split-step', step: 'c', at: 11 });
    expect(step(after, 'c')).toMatchObject({ prompt: '', plan: [{ first: 10, last: 10 }], execution: [] });
    expect(step(after, 'line-11')).toMatchObject({ prompt: 'Do C.', planOnly: 'never' });
  });

  it('the same line split twice gives two ids', () => {
    const back = done(
      { type: 'assign-lines', first: 7, last: 7, step: 'b', part: 'execution' },
      done({ type: 'split-step', step: 'b', at: 7 }),
    );
    expect(done({ type: 'split-step', step: 'b', at: 7 }, back).steps.map(({ id }) => id)).toEqual([
      'a',
      'b',
      'line-7+',
      'line-7',
      'c',
      'd',
    ]);
  });

  it('merging takes a split back', () => {
    for (const at of [7, 9]) {
      const merged = done({ type: 'merge-step', step: 'b' }, done({ type: 'split-step', step: 'b', at }));
      expect(merged).toEqual(chain);
    }
  });

  it('merging makes everything after the first fork work, so that no text changes places', () => {
    const after = done({ type: 'merge-step', step: 'b' });
    expect(step(after, 'b')).toEqual({
      id: 'b',
      description: 'Try',
      prompt: 'Do B.\nDo C.',
      plan: [{ first: 5, last: 5 }],
      execution: [{ first: 6, last: 14 }],
      comment: [],
      planOnly: 'by-rule',
    });
    expect(after.parents).toEqual({ b: ['a'], d: ['b'] });
  });

  it('no split at the first line or beyond the last, no merge of the last step', () => {
    expect(refused({ type: 'split-step', step: 'b', at: 5 }).message).toBe(
      'Step 2 starts at line 5: split it at a later one.',
    );
    expect(refused({ type: 'split-step', step: 'b', at: 10 }).code).toBe('cannot-split');
    expect(refused({ type: 'merge-step', step: 'd' }).message).toContain('Step 4 is the last one');
  });

  it('a deleted step loses its lines, and what needed it needs what it needed', () => {
    const after = done({ type: 'delete-step', step: 'b' });
    expect(after.steps.map(({ id }) => id)).toEqual(['a', 'c', 'd']);
    expect(after.parents).toEqual({ c: ['a'], d: ['c'] });
  });
});

describe('dependencies', () => {
  it('a cycle is refused with the path that would close', () => {
    const cycle = refused({ type: 'add-dependency', parent: 'd', step: 'a' });
    expect(cycle).toMatchObject({ code: 'cycle', path: [1, 2, 3, 4, 1] });
    expect(cycle.message).toBe('1 would depend on itself: 1 → 2 → 3 → 4 → 1.');
    expect(refused({ type: 'add-dependency', parent: 'b', step: 'b' }).path).toEqual([2, 2]);
  });

  it('the path is the shortest one', () => {
    const shortcut = done({ type: 'add-dependency', parent: 'a', step: 'd' });
    expect(refused({ type: 'add-dependency', parent: 'd', step: 'a' }, shortcut).path).toEqual([1, 4, 1]);
  });

  it('on a later step is refused, and the reverse is offered and works', () => {
    const apart = { ...chain, parents: {} };
    const { code, message, instead } = refused({ type: 'add-dependency', parent: 'd', step: 'b' }, apart);
    expect(code).toBe('parent-is-later');
    expect(message).toContain('step 4 comes after step 2');
    expect(instead?.label).toBe('Let step 4 depend on step 2');
    if (instead) expect(done(instead.edit, apart).parents).toEqual({ d: ['b'] });
  });

  it('are there once, and removed only where they are', () => {
    expect(refused({ type: 'add-dependency', parent: 'a', step: 'b' }).code).toBe('nothing-changes');
    expect(refused({ type: 'remove-dependency', parent: 'a', step: 'c' }).code).toBe('unknown-dependency');
    expect(done({ type: 'remove-dependency', parent: 'a', step: 'b' }).parents).toEqual({
      c: ['b'],
      d: ['c'],
    });
  });
});

describe('texts', () => {
  it('are kept as typed, and refused beyond 20,000 characters', () => {
    expect(step(done({ type: 'edit-text', step: 'd', field: 'prompt', text: ' x ' }), 'd')?.prompt).toBe(
      ' x ',
    );
    expect(refused({ type: 'edit-text', step: 'd', field: 'prompt', text: 'x'.repeat(20_001) }).message).toBe(
      'The prompt has 20,001 characters; at most 20,000 fit.',
    );
  });
});
