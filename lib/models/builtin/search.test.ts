import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allOperators, type CountdownPuzzle, checkExpression } from '#lib/answers/countdown.ts';
import { evaluate, numbersIn } from '#lib/answers/expression.ts';
import { rational } from '#lib/answers/rational.ts';
import { compose } from './compose.ts';
import { exhaust } from './exhaust.ts';
import { regionsOf } from './regions.ts';
import { createSearch } from './search.ts';
import { survey } from './survey.ts';
import { anyPuzzle, isSolvable } from './testing/puzzles.ts';
import { ValueSet } from './value-set.ts';
import { vary } from './vary.ts';
import { needsWideSearch, wideSearch, wideSearchIsExact } from './wide-search.ts';

describe('ValueSet', () => {
  it('holds what a Set holds, sorted, and finds the nearest', () => {
    const value = fc.oneof(fc.nat(50), fc.nat(2 ** 31 - 1), fc.integer({ min: 2 ** 31, max: 2 ** 52 }));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 300 }), value, (values, wanted) => {
        const set = new ValueSet();
        for (const one of values) set.add(one);
        const expected = [...new Set(values)].sort((a, b) => a - b);
        expect([...set.sorted]).toEqual(expected);
        expect(set.size).toBe(expected.length);
        expect(set.has(wanted)).toBe(expected.includes(wanted));
        for (const one of values) expect(set.has(one)).toBe(true);
        const distance = Math.min(...expected.map((one) => Math.abs(one - wanted)));
        const nearest = set.nearest(wanted);
        if (expected.length === 0) expect(nearest).toBeNull();
        else expect(Math.abs((nearest ?? Number.NaN) - wanted)).toBe(distance);
      }),
    );
  });
});

describe('the whole-number search', () => {
  it('compose writes a right expression for every value that the tables claim', () => {
    fc.assert(
      fc.property(anyPuzzle(3, 4), (puzzle) => {
        const search = createSearch(puzzle);
        const values = [...search.values(search.all).sorted];
        for (const value of values.slice(0, 60)) {
          const expression = compose(search, search.all, value);
          expect(expression && evaluate(expression)).toEqual(rational(value));
          if (expression)
            expect(checkExpression({ ...puzzle, target: value, wholeSteps: true }, expression)).toMatchObject(
              { ok: true },
            );
        }
        expect(compose(search, search.all, 123_456_789)).toBeNull();
      }),
      { numRuns: 40 },
    );
  });

  it('the regions together find a solution exactly when brute force does', () => {
    fc.assert(
      fc.property(anyPuzzle(3, 4), (puzzle) => {
        fc.pre(!(puzzle.use === 'any' && puzzle.numbers.includes(puzzle.target)));
        const search = createSearch(puzzle);
        const found = regionsOf(puzzle).map((region) => exhaust(search, region));
        for (const { solution } of found)
          if (solution) expect(checkExpression(puzzle, solution.expression)).toMatchObject({ ok: true });
        expect(found.some(({ solution }) => solution)).toBe(isSolvable(puzzle, true));
      }),
      { numRuns: 150 },
    );
  });

  it('a survey that calls itself complete leaves nothing for the exhaustive search', () => {
    fc.assert(
      fc.property(anyPuzzle(3, 5), (puzzle) => {
        const search = createSearch(puzzle);
        for (const region of regionsOf(puzzle)) {
          const { complete, empty, solution } = survey(puzzle, region);
          if (solution) expect(checkExpression(puzzle, solution)).toMatchObject({ ok: true });
          if (complete || empty) expect(exhaust(search, region).solution).toBeNull();
        }
      }),
      { numRuns: 150 },
    );
  });

  it('near misses use the numbers rightly and come to what is said', () => {
    fc.assert(
      fc.property(anyPuzzle(4, 5), (puzzle) => {
        const search = createSearch(puzzle);
        for (const region of regionsOf(puzzle)) {
          const { nearest } = exhaust(search, region);
          if (!nearest) continue;
          expect(evaluate(nearest.expression)).toEqual(rational(nearest.value));
          expect(checkExpression({ ...puzzle, target: nearest.value }, nearest.expression)).toMatchObject({
            ok: true,
          });
          for (const { expression, value } of vary(puzzle, nearest.expression).results) {
            expect(evaluate(expression)).toEqual(rational(value));
            expect(numbersIn(expression).length).toBe(numbersIn(nearest.expression).length);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('the wide search', () => {
  it('the regions together find a solution exactly when brute force with fractions does', () => {
    fc.assert(
      fc.property(anyPuzzle(3, 4), (puzzle) => {
        fc.pre(needsWideSearch(puzzle) && !(puzzle.use === 'any' && puzzle.numbers.includes(puzzle.target)));
        const solutions = regionsOf(puzzle).map((region) => wideSearch(puzzle, region).solution);
        for (const solution of solutions)
          if (solution) expect(checkExpression(puzzle, solution)).toMatchObject({ ok: true });
        expect(solutions.some(Boolean)).toBe(isSolvable(puzzle, false));
      }),
      { numRuns: 100 },
    );
  });

  it('claims exactness only while everything fits in 53 bits', () => {
    const puzzle: CountdownPuzzle = {
      numbers: [1000, 1000, 1000, 1000, 1000, 1000],
      target: 7,
      use: 'all',
      wholeSteps: false,
      operators: allOperators,
    };
    expect(wideSearchIsExact(puzzle)).toBe(false);
    expect(wideSearchIsExact({ ...puzzle, numbers: [100, 100, 100, 100, 100, 100] })).toBe(true);
  });
});
