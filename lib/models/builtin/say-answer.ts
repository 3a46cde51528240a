import type { CountdownPuzzle } from '#lib/answers/countdown.ts';
import { formatExpression, fractionalStep } from '#lib/answers/expression.ts';
import type { Move } from './decide.ts';
import type { Claim } from './findings.ts';
import { nameOf } from './say-plan.ts';
import { listed, missBy, ruleOf } from './words.ts';

/** The text inside `<Final_answer>`, and at the end of a sequential chain of thought. */

export const boxed = (latex: string): string => `$\\boxed{${latex}}$`;

const rule = (puzzle: CountdownPuzzle): string => `${listed(puzzle.numbers)}, ${ruleOf(puzzle)}`;

export function saySolution(puzzle: CountdownPuzzle, claim: Claim, checkedBy: string): string {
  const { expression } = claim;
  const fraction = fractionalStep(expression);
  const note = fraction
    ? ` On the way ${formatExpression(fraction)} is a fraction, which the question does not forbid; with whole numbers alone there is no solution.`
    : '';
  return `${formatExpression(expression)} = ${puzzle.target}, from ${rule(puzzle)}.${checkedBy}${note}\n\n${boxed(formatExpression(expression, 'latex'))}`;
}

export function sayNoSolution(
  puzzle: CountdownPuzzle,
  widened: boolean,
  nearest: { text: string; value: number } | null,
  almost: Claim | null = null,
): string {
  const hint = almost
    ? ` If not every number had to be used, ${formatExpression(almost.expression)} = ${puzzle.target} would do.`
    : '';
  const near = nearest
    ? ` The nearest that turned up is ${nearest.text} = ${nearest.value}, ${missBy(nearest.value, puzzle.target)}.`
    : '';
  return widened
    ? `There is no solution. Every kind of last step was gone through completely${puzzle.wholeSteps || !puzzle.operators.includes('/') ? '' : ', with fractions on the way as well'}: nothing made from ${rule(puzzle)}, is ${puzzle.target}.${near}${hint}\n\n${boxed('\\text{no solution}')}`
    : `There is no solution with whole numbers on the way. Every kind of last step was gone through completely: nothing made from ${rule(puzzle)}, is ${puzzle.target}.${near} Solutions through fractions I have not excluded.${hint}\n\n${boxed('\\text{no solution with whole numbers}')}`;
}

const nearestOf = (claim: Claim | null) =>
  claim && { text: formatExpression(claim.expression), value: claim.value };

/**
 * The final answer as far as the findings allow. Moves that need another round get an honest "not yet", without a box.
 */
export function sayAnswer(puzzle: CountdownPuzzle, move: Move): string {
  switch (move.kind) {
    case 'given':
      return `${puzzle.target} is among the numbers, and not all of them have to be used. Nothing has to be calculated.\n\n${boxed(String(puzzle.target))}`;
    case 'answer': {
      const checks = move.checks.map(nameOf);
      return saySolution(
        puzzle,
        move.claim,
        checks.length > 0
          ? ` It was found by ${nameOf(move.claim)} and holds in every check that was made (${listed(checks)}).`
          : ` It was found by ${nameOf(move.claim)}; the checks gave no result, so I worked it out once more myself.`,
      );
    }
    case 'verify':
      return saySolution(
        puzzle,
        move.claim,
        ` It was found by ${nameOf(move.claim)}; there was no round left for checks, so I worked it out once more myself.`,
      );
    case 'no-solution':
      return sayNoSolution(puzzle, move.widened, nearestOf(move.nearest), move.almost);
    case 'survey':
      return 'There was no round to search in, so I have no answer.';
    case 'pursue':
    case 'sweep':
    case 'widen':
    case 'open': {
      const miss =
        'nearest' in move
          ? nearestOf(move.nearest)
          : move.kind === 'pursue'
            ? nearestOf(move.leads[0] ?? null)
            : null;
      const near = miss
        ? `The nearest so far is ${miss.text} = ${miss.value}, ${missBy(miss.value, puzzle.target)}.\n\n`
        : '';
      return `${near}I have not found a solution, and not shown that there is none: parts of the search are still open.`;
    }
  }
}
