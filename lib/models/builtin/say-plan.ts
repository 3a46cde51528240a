import type { CountdownPuzzle } from '#lib/answers/countdown.ts';
import { formatExpression } from '#lib/answers/expression.ts';
import { assertUnreachable } from '#lib/base/assert.ts';
import type { Move } from './decide.ts';
import type { Claim, Findings, Source } from './findings.ts';
import type { Region } from './regions.ts';
import { type Task, writeTask } from './tasks.ts';
import { widerSteps } from './wide-search.ts';
import { capital, counted, listed, missBy, ruleOf, signsOf, worded } from './words.ts';

/** The text that the planner writes inside `<Plan_i>`. It states only what the question and earlier executions show. */

export type PlanMove = Extract<Move, { kind: 'survey' | 'pursue' | 'sweep' | 'widen' | 'verify' }>;

export const nameOf = ({ stage, index }: Source): string => `execution_${stage}.${index}`;

const basedOn = (sources: readonly Source[]): string => {
  const ordered = sources.toSorted((a, b) => a.stage - b.stage || a.index - b.index);
  const names = [...new Set(ordered.map(nameOf))];
  return names.length > 0 ? `Based on ${names.join(', ')}:\n` : '';
};

const equation = ({ expression, value }: Claim): string => `${formatExpression(expression)} = ${value}`;

/** Facts about the target that need no search. A sum that hits the target is left for the executors to find. */
export function analysis(puzzle: CountdownPuzzle): string {
  const { numbers, target, operators } = puzzle;
  const facts = [
    `Given are ${listed(numbers)}. With ${signsOf(puzzle)}, ${ruleOf(puzzle)}, they are to make ${target}.`,
  ];
  const divisors = [...new Set(numbers)].filter((value) => value > 1 && target > 0 && target % value === 0);
  if (operators.includes('*') && target > 0)
    facts.push(
      divisors.length > 0
        ? `${capital(
            listed(divisors.map((value) => `${target} = ${value} × ${target / value}`)),
          )}, so a multiplication may come last.`
        : `No number given${numbers.includes(1) ? ' but 1' : ''} divides ${target}, so a multiplication by a single number hardly comes last.`,
    );
  const sum = numbers.reduce((total, value) => total + value, 0);
  if (sum < target) facts.push(`Added up they make only ${sum}, so adding alone will not do.`);
  if (sum > target && puzzle.use === 'all') facts.push(`Added up they make ${sum}, ${missBy(sum, target)}.`);
  return facts.join(' ');
}

function lead(puzzle: CountdownPuzzle, region: Region): string {
  if (region.kind === 'groups')
    return region.sizes === 'triples'
      ? 'And the other way to join two groups:'
      : 'What remains are solutions whose last step joins two groups.';
  const [y = 0] = region.held;
  const { target } = puzzle;
  if (region.held.length > 1) return 'Small numbers do little at the end; these can share one prompt.';
  if (y > 1 && target > 0 && target % y === 0 && puzzle.operators.includes('*'))
    return `${y} divides ${target}, a good sign.`;
  if (y > target) return `${y} is above the target by itself.`;
  if (target - y <= 3) return `${y} is almost the target by itself.`;
  return '';
}

function prompts(
  puzzle: CountdownPuzzle,
  stage: number,
  tasks: readonly Task[],
  leads: readonly string[] = [],
): string {
  return tasks
    .map((task, at) => {
      const tag = `prompt_${stage}.${at + 1}`;
      const before = leads[at];
      return `${before ? `${before}\n` : ''}<${tag}> ${writeTask(puzzle, task)} </${tag}>`;
    })
    .join('\n');
}

function surveyPlan(puzzle: CountdownPuzzle, stage: number, tasks: readonly Task[]): string {
  const key = `${puzzle.numbers.join()}:${puzzle.target}`;
  const strategy = worded(
    key,
    `Whatever the solution is, it has a last step, and there are only ${counted(tasks.length)} kinds of it to tell apart. None of them needs the others, so they can be looked at side by side.`,
    `I part the search by what the last step is. These ${counted(tasks.length)} parts do not depend on one another, and together they leave nothing out.`,
    `Working backwards is easier than guessing. The last step is one of ${counted(tasks.length)} kinds; each can be followed back without knowing about the rest.`,
  );
  const leads = tasks.map((task) => ('region' in task ? lead(puzzle, task.region) : ''));
  return `${analysis(puzzle)}\n\n${strategy}\n\n${prompts(puzzle, stage, tasks, leads)}`;
}

function unanswered(findings: Findings): string {
  const last = Math.max(0, ...findings.asked.map(({ stage }) => stage));
  const failed = findings.asked.filter(({ stage, answered }) => stage === last && !answered);
  return failed.length > 0
    ? `${capital(listed(failed.map(nameOf)))} gave no result that I can use, so ${failed.length === 1 ? 'that part is' : 'those parts are'} still open. `
    : '';
}

function pursuePlan(
  puzzle: CountdownPuzzle,
  stage: number,
  move: Extract<Move, { kind: 'pursue' }>,
  findings: Findings,
): string {
  const { leads, tasks } = move;
  const near = tasks.filter(({ kind }) => kind === 'vary');
  const rest = tasks.filter(({ kind }) => kind !== 'vary');
  const found = leads.map((claim) => `${equation(claim)} (${missBy(claim.value, puzzle.target)})`);
  const openingOfLeads =
    leads.length > 0
      ? `No solution yet. Nearest ${leads.length === 1 ? 'is' : 'are'} ${listed(found)}. A small change may be all that is missing.\n\n${prompts(puzzle, stage, near)}\n\n-----\n\n`
      : 'No solution yet, and nothing near it.\n\n';
  // The numbering continues across both trains of thought.
  const further = prompts(puzzle, stage, [...near, ...rest])
    .split('\n')
    .slice(near.length)
    .join('\n');
  const why =
    leads.length > 0
      ? 'That may lead nowhere, so the parts that came nearest are gone through completely beside it.'
      : 'Some parts should be gone through completely.';
  return `${basedOn(leads)}${unanswered(findings)}${openingOfLeads}${why}\n\n${further}`;
}

function sweepPlan(
  puzzle: CountdownPuzzle,
  stage: number,
  move: Extract<Move, { kind: 'sweep' }>,
  findings: Findings,
): string {
  const before = findings.asked.filter((one) => one.stage === stage - 1);
  const sources = [...move.closed, ...before].filter(
    (one, at, all) => all.findIndex((other) => nameOf(other) === nameOf(one)) === at,
  );
  const closed =
    move.closed.length > 0
      ? `${capital(counted(move.closed.length))} ${move.closed.length === 1 ? 'part is' : 'parts are'} ruled out (${listed(move.closed.map(nameOf))}). `
      : 'No solution yet. ';
  const left = move.tasks.length;
  return `${basedOn(sources)}${unanswered(findings)}${closed}${left === 1 ? 'One part is' : `${capital(counted(left))} parts are`} left, and only looked at quickly or not at all. Now completely: either the solution is there, or there is none with whole numbers.\n\n${prompts(puzzle, stage, move.tasks)}`;
}

function widenPlan(
  puzzle: CountdownPuzzle,
  stage: number,
  move: Extract<Move, { kind: 'widen' }>,
  findings: Findings,
): string {
  const wide = move.tasks.some(({ kind }) => kind === 'widen');
  const next = !wide
    ? 'One question is left, if only for the reader.'
    : widerSteps(puzzle) === 'negative numbers'
      ? 'But results below 0 on the way were left aside so far. The same parts once more, wider.'
      : 'But the question does not forbid fractions: 1 ÷ 3 on the way may still lead to a whole number at the end. The same parts once more, wider.';
  return `${basedOn(move.closed)}${unanswered(findings)}All parts are ruled out, so with whole numbers ${listed(puzzle.numbers)} cannot make ${puzzle.target}. ${next}\n\n${prompts(puzzle, stage, move.tasks)}`;
}

function verifyPlan(puzzle: CountdownPuzzle, stage: number, move: Extract<Move, { kind: 'verify' }>): string {
  const { claim, others } = move;
  const elsewhere = others.filter((other) => nameOf(other) !== nameOf(claim));
  const other = elsewhere[0];
  const more = other
    ? ` ${capital(nameOf(other))} has another one, ${formatExpression(other.expression)}${elsewhere.length > 1 ? `, and there are ${counted(elsewhere.length - 1)} more` : ''}; I take the shortest.`
    : '';
  const why = worded(
    formatExpression(claim.expression),
    'Before I answer, let it be checked from three sides, none of which needs the others.',
    'A claim is not a proof. Three checks that do not depend on each other:',
    'That looks right, but I want to see it checked: forwards, by its numbers, and backwards.',
  );
  return `${basedOn(other ? [claim, other] : [claim])}There it is: ${equation(claim)}.${more} ${why}\n\n${prompts(puzzle, stage, move.tasks)}`;
}

export function sayPlan(puzzle: CountdownPuzzle, stage: number, move: PlanMove, findings: Findings): string {
  switch (move.kind) {
    case 'survey':
      return surveyPlan(puzzle, stage, move.tasks);
    case 'pursue':
      return pursuePlan(puzzle, stage, move, findings);
    case 'sweep':
      return sweepPlan(puzzle, stage, move, findings);
    case 'widen':
      return widenPlan(puzzle, stage, move, findings);
    case 'verify':
      return verifyPlan(puzzle, stage, move);
    default:
      return assertUnreachable(move);
  }
}
