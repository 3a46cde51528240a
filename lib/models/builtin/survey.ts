import type { CountdownPuzzle } from '#lib/answers/countdown.ts';
import type { Expression } from '#lib/answers/expression.ts';
import { goalsFor, type Region } from './regions.ts';
import { apply, type Form, forms, join, needed, number, operatorOf, pairResults } from './steps.ts';

/** An undone step: what remains to be made before this step gives `wanted`. */
export interface Undone {
  readonly form: Form;
  readonly y: number;
  readonly operand: Expression;
  readonly wanted: number;
}

/** One attempt: steps undone until two numbers are left, and what these two can make. */
export interface Attempt {
  /** Begins with the solution's last step. */
  readonly undone: readonly Undone[];
  readonly pair: readonly [number, number];
  /** The values that the pair makes, the largest first. */
  readonly makes: readonly number[];
  /** The whole calculation with the pair's best value; null if none of its values leads to whole numbers. */
  readonly best: { readonly expression: Expression; readonly value: number } | null;
}

export interface Survey {
  /** In the order tried. The last one is the solution if there is one. */
  readonly attempts: readonly Attempt[];
  readonly solution: Expression | null;
  /** Whether the survey covered the whole region. */
  readonly complete: boolean;
  /** No step can be undone at all: the region is empty. */
  readonly empty: boolean;
}

interface Partial {
  undone: Undone[];
  wanted: number;
  left: number[];
}

/** How many lines of thought we keep at each undone step, and how many attempts we complete. */
const WIDTH = 5;
const ATTEMPTS = 5;

/**
 * A quick look at a region, as a person would take it: backwards from the target, keeping only the most promising
 * lines. A real but bounded search; it may miss what `exhaust` would find.
 */
export function survey(puzzle: CountdownPuzzle, region: Region): Survey {
  let lines = firstSteps(puzzle, region);
  const empty = lines.length === 0;
  let complete = true;
  while (lines.some((line) => line.left.length > 2)) {
    const next = lines.flatMap((line) => (line.left.length > 2 ? stepsBack(puzzle, line) : [line]));
    lines = mostPromising(next, WIDTH);
    complete = false;
  }
  const ranked = mostPromising(lines, Number.POSITIVE_INFINITY);
  // We search small regions completely: always with three numbers, and two pairs of four.
  const limit = complete ? ranked.length : ATTEMPTS;
  const attempts: Attempt[] = [];
  for (const line of ranked.slice(0, limit)) {
    const attempt = tryPair(puzzle, line);
    attempts.push(attempt);
    if (attempt.best?.value === puzzle.target)
      return { attempts, solution: attempt.best.expression, complete: false, empty };
  }
  return { attempts, solution: null, complete: complete && puzzle.use === 'all', empty };
}

function firstSteps(puzzle: CountdownPuzzle, region: Region): Partial[] {
  const whole: Partial = {
    undone: [],
    wanted: puzzle.target,
    left: puzzle.numbers.toSorted((a, b) => b - a),
  };
  if (region.kind === 'last')
    return region.held.flatMap((y) =>
      goalsFor(puzzle, puzzle.target, y).map(({ form, wanted }) => ({
        undone: [{ form, y, operand: number(y), wanted }],
        wanted,
        left: removed(whole.left, [y]),
      })),
    );
  return groupOperands(puzzle, whole.left, region.sizes === 'triples' ? 3 : 2).flatMap((operand) =>
    undo(puzzle, whole, operand),
  );
}

interface Operand {
  value: number;
  expression: Expression;
  uses: number[];
}

/** What groups of two or three of the numbers make, as one side of the last step. */
function groupOperands(puzzle: CountdownPuzzle, numbers: readonly number[], size: 2 | 3): Operand[] {
  const operands = new Map<string, Operand>();
  const offer = (operand: Operand) => {
    const key = `${operand.uses.join()}=${operand.value}`;
    if (!operands.has(key)) operands.set(key, operand);
  };
  numbers.forEach((a, first) => {
    numbers.slice(first + 1).forEach((b, second) => {
      for (const { value, expression } of pairResults(a, b, puzzle.operators)) {
        if (size === 2) {
          offer({ value, expression, uses: [a, b] });
          continue;
        }
        numbers.forEach((c, third) => {
          if (third === first || third === first + 1 + second) return;
          for (const form of forms) {
            const result = puzzle.operators.includes(operatorOf(form)) ? apply(form, value, c) : null;
            if (result === null) continue;
            offer({
              value: result,
              expression: join(form, expression, number(c)),
              uses: [a, b, c].sort((x, y) => y - x),
            });
          }
        });
      }
    });
  });
  return [...operands.values()];
}

function undo(puzzle: CountdownPuzzle, line: Partial, operand: Operand): Partial[] {
  const left = removed(line.left, operand.uses);
  const steps: Partial[] = [];
  for (const form of forms) {
    if (!puzzle.operators.includes(operatorOf(form))) continue;
    const wanted = needed(form, line.wanted, operand.value);
    if (wanted === null || steps.some((step) => step.wanted === wanted)) continue;
    const undone = [...line.undone, { form, y: operand.value, operand: operand.expression, wanted }];
    steps.push({ undone, wanted, left });
  }
  return steps;
}

const stepsBack = (puzzle: CountdownPuzzle, line: Partial): Partial[] =>
  [...new Set(line.left)].flatMap((y) => undo(puzzle, line, { value: y, expression: number(y), uses: [y] }));

function removed(numbers: readonly number[], values: readonly number[]): number[] {
  const left = numbers.slice();
  for (const value of values) left.splice(left.indexOf(value), 1);
  return left;
}

/**
 * Lower is better: how far the wanted value is from the middle of what the remaining numbers can be expected to make,
 * on a logarithmic scale. A division that comes out even is a coincidence worth following.
 */
function distance(line: Partial): number {
  const sum = line.left.reduce((total, value) => total + value, 0);
  const product = line.left.reduce((total, value) => total * value, 1);
  const middle = (Math.log2(sum) + Math.log2(product)) / 2;
  const coincidences = line.undone.filter(({ form, y }) => form === 'times' && y > 1).length;
  const tricks = line.undone.filter(({ form, y }) => form === 'into' || y <= 1).length;
  return Math.abs(Math.log2(line.wanted + 1) - middle) - coincidences + 2 * tricks;
}

function mostPromising(lines: readonly Partial[], count: number): Partial[] {
  const seen = new Set<string>();
  return lines
    .map((line) => ({ line, distance: distance(line) }))
    .sort((one, other) => one.distance - other.distance)
    .filter(({ line }) => {
      const key = `${line.wanted}:${line.left.join()}`;
      return seen.size < count && !seen.has(key) && seen.add(key);
    })
    .map(({ line }) => line);
}

function tryPair(puzzle: CountdownPuzzle, line: Partial): Attempt {
  const [a = 0, b = 0] = line.left;
  const results = pairResults(a, b, puzzle.operators);
  // If numbers may stay unused, either of the two can be used alone.
  if (puzzle.use === 'any')
    for (const value of new Set([a, b]))
      if (!results.some((result) => result.value === value))
        results.push({ value, expression: number(value) });
  let best: Attempt['best'] = null;
  for (const result of results) {
    let value: number | null = result.value;
    let expression = result.expression;
    for (const { form, y, operand } of line.undone.toReversed()) {
      value = value === null ? null : apply(form, value, y);
      expression = join(form, expression, operand);
    }
    if (value === null) continue;
    if (!best || Math.abs(value - puzzle.target) < Math.abs(best.value - puzzle.target))
      best = { expression, value };
  }
  return { undone: line.undone, pair: [a, b], makes: results.map(({ value }) => value), best };
}
