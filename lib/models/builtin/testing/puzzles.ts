import fc from 'fast-check';
import { allOperators, type CountdownPuzzle } from '#lib/answers/countdown.ts';
import {
  add,
  divide,
  multiply,
  type Rational,
  rational,
  rationalText,
  sameRational,
  subtract,
} from '#lib/answers/rational.ts';

/** Random puzzles, solvable or not. */
export const anyPuzzle = (minLength: number, maxLength: number): fc.Arbitrary<CountdownPuzzle> =>
  fc.record({
    numbers: fc.array(fc.integer({ min: 1, max: 25 }), { minLength, maxLength }),
    target: fc.integer({ min: 1, max: 200 }),
    use: fc.constantFrom('all' as const, 'all' as const, 'any' as const),
    wholeSteps: fc.boolean(),
    operators: fc.constantFrom(
      allOperators,
      allOperators,
      ['+', '-', '*'] as const,
      ['+', '-'] as const,
      ['-', '*'] as const,
    ),
  });

/** The puzzle as a person would ask it. */
export function questionOf({ numbers, target, use, wholeSteps, operators }: CountdownPuzzle): string {
  const only = operators.length < 4 ? `, using only ${operators.join(' and ')}` : '';
  return `Use ${numbers.join(', ')}, each ${use === 'all' ? 'exactly' : 'at most'} once, to make ${target}${only}${wholeSteps ? ', no fractions' : ''}.`;
}

/**
 * Whether a puzzle has a solution, by brute force on exact fractions: joins any two values until one is left. Shares no
 * code with the reasoner's search. `whole`: every step must give a whole number ≥ 0.
 */
export function isSolvable(puzzle: CountdownPuzzle, whole: boolean): boolean {
  const target = rational(puzzle.target);
  const seen = new Set<string>();
  const accepts = (value: Rational) => !whole || (value.denominator === 1n && value.numerator >= 0n);
  const search = (values: readonly Rational[]): boolean => {
    const key = values.map(rationalText).sort().join(' ');
    if (seen.has(key)) return false;
    seen.add(key);
    if (
      puzzle.use === 'any'
        ? values.some((value) => sameRational(value, target))
        : values.length === 1 && values.every((value) => sameRational(value, target))
    )
      return true;
    return values.some((a, one) =>
      values.some((b, other) => {
        if (one === other) return false;
        const rest = values.filter((_, index) => index !== one && index !== other);
        return puzzle.operators.some((operator) => {
          const value = { '+': add, '-': subtract, '*': multiply, '/': divide }[operator](a, b);
          if (!value || !accepts(value) || (puzzle.wholeSteps && value.denominator !== 1n)) return false;
          return search([...rest, value]);
        });
      }),
    );
  };
  return search(puzzle.numbers.map((value) => rational(value)));
}
