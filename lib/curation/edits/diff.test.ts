import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Edit } from '#lib/contract/curation-edits.ts';
import type { Decomposition } from '#lib/contract/curation-record.ts';
import { decompositions, editFor, editSeeds, sourceOf, stepOf } from '../testing/random-edits.ts';
import { applyEdit } from './apply-edit.ts';
import { diffDecompositions } from './diff.ts';
import { wordDiff } from './word-diff.ts';

const proposal: Decomposition = {
  steps: [
    stepOf('a', { plan: [1, 2], execution: [3, 5] }, { prompt: 'Add the numbers.' }),
    stepOf('b', { plan: [6, 6], execution: [7, 9], comment: [10, 10] }),
    stepOf('c', { plan: [11, 12] }),
  ],
  parents: { b: ['a'], c: ['b'] },
};

function edited(...edits: Edit[]): Decomposition {
  return edits.reduce((draft, edit) => {
    const result = applyEdit(sourceOf(12), draft, edit);
    if ('refused' in result) throw new Error(result.refused.message);
    return result.decomposition;
  }, proposal);
}

describe('the difference of two decompositions', () => {
  it('is nothing for the same one, and otherwise exactly the steps that a random edit touched or renamed', () => {
    fc.assert(
      fc.property(decompositions, editSeeds, ({ source, decomposition }, seed) => {
        expect(diffDecompositions(decomposition, structuredClone(decomposition)).changed).toBe(0);
        const result = applyEdit(source, decomposition, editFor(source, decomposition, seed));
        if ('refused' in result) return;
        const diff = diffDecompositions(decomposition, result.decomposition);
        expect(diff.changed).toBeGreaterThan(0);
        const ids = new Set([...decomposition.steps, ...result.decomposition.steps].map(({ id }) => id));
        expect(diff.steps.map(({ id }) => id).sort()).toEqual([...ids].sort());
        for (const { id, kind, before, after } of diff.steps) {
          expect(decomposition.steps[(before ?? 0) - 1]?.id ?? null).toBe(before === null ? null : id);
          expect(result.decomposition.steps[(after ?? 0) - 1]?.id ?? null).toBe(after === null ? null : id);
          const [older, newer] = [decomposition, result.decomposition].map(({ steps, parents }) => {
            const step = steps.find((one) => one.id === id);
            return step && { step, parents: [...(parents[id] ?? [])].sort() };
          });
          const expected = !older
            ? 'added'
            : !newer
              ? 'removed'
              : isDeepStrictEqual(older, newer)
                ? 'unchanged'
                : 'changed';
          expect(kind, id).toBe(expected);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('tells which lines went from where to where, once for both steps', () => {
    const { steps, moves } = diffDecompositions(
      proposal,
      edited({ type: 'assign-lines', first: 5, last: 6, step: 'b', part: 'plan' }),
    );
    expect(moves).toEqual([
      { first: 5, last: 5, from: [{ step: 'a', part: 'execution' }], to: [{ step: 'b', part: 'plan' }] },
    ]);
    expect(steps.map(({ kind }) => kind)).toEqual(['changed', 'changed', 'unchanged']);
    expect(steps[0]?.lines).toEqual(moves);
    expect(steps[1]?.lines).toEqual(moves);
  });

  it('a split adds a step, a merge removes one where it stood', () => {
    const split = diffDecompositions(proposal, edited({ type: 'split-step', step: 'b', at: 9 }));
    expect(split.steps.map(({ kind, before, after }) => [kind, before, after])).toEqual([
      ['unchanged', 1, 1],
      ['changed', 2, 2],
      ['added', null, 3],
      ['changed', 3, 4],
    ]);
    expect(split.steps[3]?.dependencies).toEqual({ added: ['line-9'], removed: [] });
    const merged = diffDecompositions(proposal, edited({ type: 'merge-step', step: 'a' }));
    expect(merged.steps.map(({ kind, before, after }) => [kind, before, after])).toEqual([
      ['changed', 1, 1],
      ['removed', 2, null],
      ['changed', 3, 2],
    ]);
    expect(merged.steps[2]?.dependencies).toEqual({ added: ['a'], removed: ['b'] });
  });

  it('shows a prompt by words, and a plan-only mark by both values', () => {
    const { steps } = diffDecompositions(
      proposal,
      edited(
        { type: 'edit-text', step: 'a', field: 'prompt', text: 'Add all the numbers.' },
        { type: 'set-plan-only', step: 'b', planOnly: 'always' },
      ),
    );
    expect(steps[0]?.prompt).toEqual([
      { kind: 'same', text: 'Add ' },
      { kind: 'added', text: 'all ' },
      { kind: 'same', text: 'the numbers.' },
    ]);
    expect(steps[1]?.planOnly).toEqual({ before: 'by-rule', after: 'always' });
  });
});

describe('the difference of two texts by words', () => {
  const words = fc
    .array(fc.constantFrom('a', 'b', 'c', ' ', '\n', 'x²'), { maxLength: 40 })
    .map((list) => list.join(' '));

  it('gives both texts again, and nothing but what is the same for equal ones', () => {
    fc.assert(
      fc.property(words, words, (before, after) => {
        const pieces = wordDiff(before, after);
        const side = (kind: string) =>
          pieces
            .filter((piece) => piece.kind === 'same' || piece.kind === kind)
            .map(({ text }) => text)
            .join('');
        expect(side('removed')).toBe(before);
        expect(side('added')).toBe(after);
        expect(wordDiff(before, before).every(({ kind }) => kind === 'same')).toBe(true);
      }),
    );
  });

  it('replaces the middle of very long texts as a whole, in bounded memory', () => {
    const long = (word: string) =>
      `start ${Array.from({ length: 9_000 }, (_, at) => `${word}${at}`).join(' ')} end`;
    expect(wordDiff(long('a'), long('b')).map(({ kind }) => kind)).toEqual([
      'same',
      'removed',
      'added',
      'same',
    ]);
  });
});
