import { describe, expect, it } from 'vitest';
import { decompositionSchema } from './schemas.ts';
import { sourceOf, stepOf } from './testing/random-edits.ts';
import { validateDecomposition, validateParents, validateSteps } from './validate-decomposition.ts';

const source = sourceOf(10);
const first = stepOf('a', { plan: [1, 4] });
const second = stepOf('b', { plan: [5, 6], execution: [7, 9], comment: [10, 10] });
const good = { steps: [first, second], parents: { a: [], b: ['a'] } };

const codesOf = (faults: readonly { code: string; severity: string; step?: number }[]) =>
  faults.map(({ code, severity, step }) => [code, severity, step]);

describe('a sound decomposition', () => {
  it('comes back as it is, without a fault', () => {
    expect(validateDecomposition(source, good)).toEqual({ decomposition: good, faults: [] });
    expect(decompositionSchema.parse(good)).toEqual(good);
  });

  it('may lose a line whose text is not there', () => {
    const lines = source.lines.map((line, index) =>
      index === 4 ? { ...line, missing: true as const } : line,
    );
    const steps = [first, { ...second, plan: [{ first: 6, last: 6 }] }];
    expect(validateSteps({ ...source, lines }, steps).faults).toEqual([]);
  });
});

describe('steps that cannot stand are mended, with an error', () => {
  it.each<[string, unknown, unknown[], unknown]>([
    ['no list', 'steps', [['not-a-list', 'error', undefined]], []],
    ['an entry that is no step', [first, 7, second], [['bad-step', 'error', undefined]], [first, second]],
    [
      'lines beyond the trace',
      [first, { ...second, comment: [{ first: 10, last: 99 }] }],
      [['lines-out-of-range', 'error', 2]],
      [first, second],
    ],
    [
      'a range that is none',
      [first, { ...second, comment: [{ first: 10, last: 10 }, { first: 3, last: 2 }, [4, 5], null] }],
      [
        ['bad-range', 'error', 2],
        ['bad-range', 'error', 2],
        ['bad-range', 'error', 2],
      ],
      [first, second],
    ],
    [
      'a part that is no list',
      [{ ...first, execution: '1-4' }, second],
      [['bad-range', 'error', 1]],
      [first, second],
    ],
    [
      'ids missing or used twice',
      [first, { ...second, id: 'a' }],
      [['bad-id', 'error', 2]],
      [first, { ...second, id: 's2' }],
    ],
    [
      'ranges out of order and touching',
      [
        {
          ...first,
          plan: [
            { first: 3, last: 4 },
            { first: 1, last: 2 },
          ],
        },
        second,
      ],
      [],
      [first, second],
    ],
  ])('%s', (_, value, codes, steps) => {
    const result = validateSteps(source, value);
    expect(codesOf(result.faults)).toEqual(codes);
    expect(result.steps).toEqual(steps);
  });
});

describe('steps that are unusual stand, with a warning', () => {
  const wide = { ...first, plan: [{ first: 1, last: 5 }] };
  it.each<[string, unknown[], unknown[]]>([
    ['lines used twice', [wide, second], [['lines-twice', 'warning', undefined]]],
    ['lines in no step', [second], [['lines-skipped', 'warning', undefined]]],
    ['another order', [second, first], [['steps-out-of-order', 'warning', 2]]],
    ['a step without lines', [first, stepOf('c', {}), second], [['step-without-lines', 'warning', 2]]],
  ])('%s', (_, value, codes) => {
    const result = validateSteps(source, value);
    expect(codesOf(result.faults)).toEqual(codes);
    expect(result.steps).toEqual(value);
  });
});

describe('dependencies lead to earlier steps only', () => {
  const steps = [first, second, stepOf('c', {})];
  it.each<[string, unknown, unknown[], unknown]>([
    ['no object', [1], [['bad-parents', 'error', undefined]], { a: [], b: [], c: [] }],
    ['nothing at all', {}, [], { a: [], b: [], c: [] }],
    ['no list', { b: 'a' }, [['bad-parents', 'error', 2]], { a: [], b: [], c: [] }],
    ['a step twice', { b: ['a', 'a'] }, [], { a: [], b: ['a'], c: [] }],
    ['a cycle', { a: ['b'], b: ['a'] }, [['later-parent', 'error', 1]], { a: [], b: ['a'], c: [] }],
    ['the step itself', { b: ['b', 'a'] }, [['self-parent', 'error', 2]], { a: [], b: ['a'], c: [] }],
    [
      'nobody',
      { b: ['x', 1] },
      [
        ['unknown-parent', 'error', 2],
        ['unknown-parent', 'error', 2],
      ],
      { a: [], b: [], c: [] },
    ],
    ['of nobody', { x: ['a'] }, [['unknown-step', 'error', undefined]], { a: [], b: [], c: [] }],
  ])('%s', (_, value, codes, parents) => {
    const result = validateParents(steps, value);
    expect(codesOf(result.faults)).toEqual(codes);
    expect(result.parents).toEqual(parents);
  });
});

describe('the shape of a decomposition', () => {
  it.each<[string, unknown]>([
    ['a range that ends before it begins', { ...good, steps: [{ ...first, plan: [{ first: 2, last: 1 }] }] }],
    ['a line 0', { ...good, steps: [{ ...first, plan: [{ first: 0, last: 1 }] }] }],
    ['a part missing', { ...good, steps: [{ id: 'a' }] }],
    ['a member that nobody knows', { ...good, steps: [{ ...first, html: '<b>' }] }],
    ['parents by number', { ...good, parents: { b: [1] } }],
    ['a text without end', { ...good, steps: [{ ...first, prompt: 'x'.repeat(30_000) }] }],
  ])('refuses %s', (_, value) => {
    expect(decompositionSchema.safeParse(value).success).toBe(false);
  });
});
