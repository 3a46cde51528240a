import { expect, test } from 'vitest';
import type { Step } from '#lib/contract/curation-record.ts';
import {
  boundaryAgreement,
  chainOf,
  edgeAgreement,
  evenSteps,
  f1,
  independentAgreement,
  independentPairs,
  parentsOnto,
} from './decomposition-scores.ts';

const step = (id: string, first: number, last: number): Step => ({
  ...{ id, description: '', prompt: '' },
  ...{ plan: [], execution: [{ first, last }], comment: [], planOnly: 'by-rule' },
});

test('a boundary is the first line of a step, but of the first', () => {
  const truth = [step('a', 1, 3), step('b', 4, 6), step('c', 7, 9)];
  const found = [step('a', 1, 3), step('b', 4, 7), step('c', 8, 9)];
  expect(boundaryAgreement(found, truth)).toEqual({ both: 1, onlyFound: 1, onlyTrue: 1 });
});

test('edges are counted as they stand, pairs by what follows from them', () => {
  const fork = [[], [0], [0], [1, 2]];
  expect(edgeAgreement(chainOf(4), fork)).toEqual({ both: 2, onlyFound: 1, onlyTrue: 2 });
  expect([...independentPairs(fork)]).toEqual(['1 2']);
  expect(independentPairs(chainOf(4)).size).toBe(0);
  expect(independentAgreement(chainOf(4), fork)).toEqual({ both: 0, onlyFound: 0, onlyTrue: 1 });
});

test('the order of other steps is told of the true ones by most pairs of their lines', () => {
  const truth = [step('a', 1, 4), step('b', 5, 8), step('c', 9, 12)];
  const found = {
    steps: [step('p', 1, 2), step('q', 3, 5), step('r', 6, 9), step('s', 10, 12)],
    parents: { q: ['p'], r: ['q'], s: ['p'] },
  };
  expect(parentsOnto(found, truth)).toEqual([[], [0], [0]]);
});

test('however it was cut, a chain is the chain of the true steps', () => {
  const truth = [step('a', 1, 4), step('b', 5, 6), step('c', 7, 7), step('d', 8, 12)];
  for (let count = 1; count <= 12; count++) {
    const steps = evenSteps(12, count);
    const parents = Object.fromEntries(steps.map(({ id }, at) => [id, at === 0 ? [] : [`s${at}`]]));
    expect(parentsOnto({ steps, parents }, truth), `${count} steps`).toEqual(chainOf(4));
  }
});

test('a step that holds two true ones makes them no independent pair', () => {
  const truth = [step('a', 1, 3), step('b', 4, 6), step('c', 7, 9)];
  const found = { steps: [step('p', 1, 6), step('q', 7, 9)], parents: {} };
  expect(parentsOnto(found, truth)).toEqual([[], [0], []]);
});

test('even cuts lose no line', () => {
  const steps = evenSteps(10, 3);
  expect(steps.map(({ execution }) => execution[0])).toEqual([
    { first: 1, last: 3 },
    { first: 4, last: 7 },
    { first: 8, last: 10 },
  ]);
});

test('nothing on both sides is no score', () => {
  expect(f1({ both: 0, onlyFound: 0, onlyTrue: 0 })).toBeNull();
  expect(f1({ both: 2, onlyFound: 1, onlyTrue: 1 })).toBeCloseTo(2 / 3);
});
