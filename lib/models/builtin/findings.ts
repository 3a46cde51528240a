import { type CountdownPuzzle, checkExpression } from '#lib/answers/countdown.ts';
import { type Expression, evaluate, numbersIn, parseExpression } from '#lib/answers/expression.ts';
import { isWhole, rational, sameRational } from '#lib/answers/rational.ts';
import { canonicalKey } from './canonical.ts';
import { exhaust } from './exhaust.ts';
import { type Region, sameRegion } from './regions.ts';
import { searchFor } from './search.ts';
import { readTask, type Task } from './tasks.ts';
import type { Transcript } from './transcript.ts';

/**
 * The words that say a region holds no solution; the planner looks for them, and an executor writes them only if it
 * knows.
 */
export const RULED_OUT = 'ruled out';

/** How a successful check ends. */
export const AGREES = /as claimed|rule is kept|Backwards it agrees/;

export interface Source {
  readonly stage: number;
  readonly index: number;
}

export interface Claim extends Source {
  readonly expression: Expression;
  readonly value: number;
}

export interface Asked extends Source {
  readonly task: Task;
  /** The executor answered: it did not fail, and nothing cut it off. */
  readonly answered: boolean;
  readonly text: string;
}

/** All that the planner knows: it reads the transcript and checks every calculation again. */
export interface Findings {
  readonly asked: readonly Asked[];
  /** Solutions, in the order in which they were reported. */
  readonly solutions: readonly Claim[];
  /** Calculations that use the numbers correctly but miss the target, nearest first. */
  readonly nearMisses: readonly Claim[];
  /** A calculation that would be a solution if not every number had to be used. */
  readonly almost: Claim | null;
  readonly isRuledOut: (region: Region) => Source | null;
}

const NOT_DONE = /\(This execution [^()]*(?:No result|incomplete)\.\)\s*$/;

const LATEX: readonly (readonly [RegExp, string])[] = [
  [/\\times|\\cdot/g, '×'],
  [/\\div/g, '÷'],
  [/\\(?:left|right)(?![a-z])|\\[,;! ]|[$*]{2,}/g, ' '],
];

/** Calculations written as `… = value`, anywhere in a text. */
export function equationsIn(text: string): Expression[] {
  const plain = LATEX.reduce((rest, [pattern, sign]) => rest.replace(pattern, sign), text);
  const found: Expression[] = [];
  for (let at = plain.indexOf('='); at >= 0; at = plain.indexOf('=', at + 1)) {
    const left = /[\d()\s+\-−–×x*·÷/]*$/.exec(plain.slice(Math.max(0, at - 160), at))?.[0].trim() ?? '';
    const start = left.search(/[\d(]/);
    if (start < 0) continue;
    const parsed = parseExpression(left.slice(start));
    if (parsed.ok && numbersIn(parsed.expression).length > 1) found.push(parsed.expression);
  }
  return found;
}

const different = (claims: readonly Claim[]): Claim[] => {
  const seen = new Set<string>();
  return claims.filter(({ expression }) => {
    const key = canonicalKey(expression);
    return !seen.has(key) && seen.add(key);
  });
};

export function findingsIn(puzzle: CountdownPuzzle, transcript: Transcript): Findings {
  const target = rational(puzzle.target);
  const asked: Asked[] = [];
  const solutions: Claim[] = [];
  const nearMisses: Claim[] = [];
  let almost: Claim | null = null;
  for (const { stage, index, text } of transcript.executions) {
    const prompt = transcript.prompts.find((one) => one.stage === stage && one.index === index);
    const task = prompt ? readTask(prompt.text) : null;
    if (task) asked.push({ stage, index, task, answered: text !== '' && !NOT_DONE.test(text), text });
    for (const expression of equationsIn(text)) {
      const check = checkExpression(puzzle, expression);
      const value = evaluate(expression);
      if (check.ok) solutions.push({ stage, index, expression, value: puzzle.target });
      else if (check.problem === 'wrong-value' && value && isWhole(value) && value.numerator >= 0n)
        nearMisses.push({ stage, index, expression, value: Number(value.numerator) });
      else if (
        check.problem === 'number-missing' &&
        task?.kind === 'relax' &&
        value &&
        sameRational(value, target)
      )
        almost = { stage, index, expression, value: puzzle.target };
    }
  }
  nearMisses.sort((a, b) => Math.abs(a.value - puzzle.target) - Math.abs(b.value - puzzle.target));
  return {
    asked,
    solutions: different(solutions),
    nearMisses: different(nearMisses),
    almost,
    isRuledOut: (region) =>
      asked.find(
        ({ task, answered, text }) =>
          answered &&
          (task.kind === 'survey' || task.kind === 'exhaust') &&
          sameRegion(task.region, region) &&
          text.includes(RULED_OUT) &&
          // Another model may have executed the prompt, and its word alone proves nothing.
          !exhaust(searchFor(puzzle), region).solution,
      ) ?? null,
  };
}
