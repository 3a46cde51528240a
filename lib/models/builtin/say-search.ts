import type { CountdownPuzzle } from '#lib/answers/countdown.ts';
import { formatExpression } from '#lib/answers/expression.ts';
import { assertUnreachable } from '#lib/base/assert.ts';
import { compose } from './compose.ts';
import { closer, type Exhaustion, exhaust, type LastFindings, type Result } from './exhaust.ts';
import { RULED_OUT } from './findings.ts';
import type { Region } from './regions.ts';
import { groupSize, partsOf, searchFor } from './search.ts';
import { type Attempt, survey, type Undone } from './survey.ts';
import { widerSteps, wideSearch } from './wide-search.ts';
import { amount, capital, counted, listed, missBy, worded } from './words.ts';

/** What an executor writes about a region. Every number in it comes from the search that it ran. */

/** How many attempts we write out; we only count the others. */
const SHOWN = 2;

const place = (region: Region): string => {
  if (region.kind === 'last') return `${listed(region.held, 'or')} last`;
  switch (region.sizes) {
    case 'any':
      return 'two groups';
    case 'pair':
      return 'a pair and a group of four';
    case 'triples':
      return 'two groups of three';
    default:
      return assertUnreachable(region.sizes);
  }
};

const equation = ({ expression, value }: Result): string => `${formatExpression(expression)} = ${value}`;

/** The undone step as a calculation of its own: with × 7 last, `42 ÷ 7 = 6`. */
function takenBack({ form, y, wanted }: Undone, goal: number): string {
  switch (form) {
    case 'plus':
      return `${goal} − ${y} = ${wanted}`;
    case 'minus':
      return `${goal} + ${y} = ${wanted}`;
    case 'from':
      return `${y} − ${goal} = ${wanted}`;
    case 'times':
      return `${goal} ÷ ${y} = ${wanted}`;
    case 'over':
      return `${goal} × ${y} = ${wanted}`;
    case 'into':
      return `${y} ÷ ${goal} = ${wanted}`;
    default:
      return assertUnreachable(form);
  }
}

function attemptLine(puzzle: CountdownPuzzle, attempt: Attempt): string {
  const parts: string[] = [];
  let goal = puzzle.target;
  for (const step of attempt.undone) {
    const compound = step.operand.kind === 'operation';
    const side = compound ? `with ${formatExpression(step.operand)} = ${step.y} on one side, ` : '';
    parts.push(`${side}${takenBack(step, goal)}`);
    goal = step.wanted;
  }
  const [a, b] = attempt.pair;
  const left = `- ${capital(parts.join(', '))}, left for ${a} and ${b}`;
  const { best } = attempt;
  if (best?.value === puzzle.target) return `${left}. They do make it: ${equation(best)}.`;
  const makes = `${left}: they make ${attempt.makes.join(', ')}`;
  if (!best) return `${makes}, and none leads back to a whole number.`;
  return `${makes}. Closest: ${equation(best)}.`;
}

export function saySurvey(puzzle: CountdownPuzzle, region: Region): string {
  const { attempts, solution, complete, empty } = survey(puzzle, region);
  const key = `${puzzle.numbers.join()}${puzzle.target}${place(region)}`;
  if (empty)
    return `No step back from ${puzzle.target} works with ${place(region)}: every one of them leaves something that is not a whole number of 0 or more. With whole numbers this part is ${RULED_OUT}.`;
  if (attempts.length === 0)
    return `The lines that I followed back from ${puzzle.target} with ${place(region)} all break off: sooner or later something is wanted that is not a whole number of 0 or more. That was a quick look, though, not all of this part.`;

  if (solution) {
    const hit = attempts.at(-1);
    const before = attempts.slice(0, -1).slice(-1);
    const lines = [...before, ...(hit ? [hit] : [])].map((attempt) => attemptLine(puzzle, attempt));
    const opening = worded(
      key,
      `Going back from ${puzzle.target} with ${place(region)}:`,
      `With ${place(region)}, step by step from the end:`,
      `I take the steps back from ${puzzle.target}.`,
    );
    return `${opening}\n${lines.join('\n')}\n\nSo ${formatExpression(solution)} gives ${puzzle.target}. It should be checked.`;
  }

  const offBy = ({ best }: Attempt) =>
    best ? Math.abs(best.value - puzzle.target) : Number.POSITIVE_INFINITY;
  const nearest = attempts.toSorted((one, other) => offBy(one) - offBy(other)).slice(0, SHOWN);
  const shown = attempts.filter((attempt) => nearest.includes(attempt));
  const others = attempts.length - shown.length;
  const lines = shown.map((attempt) => attemptLine(puzzle, attempt));
  if (others > 0)
    lines.push(`- ${capital(counted(others))} other ${others === 1 ? 'line ends' : 'lines end'} no closer.`);
  const best = nearest[0]?.best;
  const opening = worded(
    key,
    `Backwards from ${puzzle.target}, with ${place(region)}:`,
    `Let me go back from ${puzzle.target} with ${place(region)}.`,
    `Assume ${place(region)} and take the steps back:`,
  );
  if (complete)
    return `${opening}\n${lines.join('\n')}\n\nThese are all the ways there are with ${place(region)} and whole numbers, ${counted(attempts.length)} in all. None makes ${puzzle.target}: this part is ${RULED_OUT}.`;
  const closing = best
    ? worded(
        `${key}!`,
        `Nothing yet: ${best.value} is ${missBy(best.value, puzzle.target)}. I followed the likeliest lines only.`,
        `At best ${best.value}, ${missBy(best.value, puzzle.target)}. There are more lines than these.`,
        `So far ${best.value}, ${missBy(best.value, puzzle.target)}. A quick look, not all of it.`,
      )
    : 'Nothing near yet; this was a quick look, not all of it.';
  return `${opening}\n${lines.join('\n')}\n\n${closing}`;
}

function lastLines(puzzle: CountdownPuzzle, findings: LastFindings): string[] {
  const { y, others, goals } = findings;
  const made = `${listed(others)} can make ${amount(findings.count)} different whole numbers, up to ${amount(findings.largest)}.`;
  const lines = [`With ${y} last: ${made}`];
  if (goals.length === 0) return [...lines, `- None of them leads to ${puzzle.target}.`];
  const hit = goals.find((one) => one.hit);
  if (hit?.hit) {
    const missed = goals.slice(0, goals.indexOf(hit)).map(({ goal }) => goal.wanted);
    if (missed.length > 0)
      lines.push(`- ${capital(listed(missed))} ${missed.length === 1 ? 'is' : 'are'} not among them.`);
    return [...lines, `- ${hit.goal.wanted} is among them, so ${equation(hit.hit)}.`];
  }
  const wanted = goals.map(({ goal }) => goal.wanted);
  lines.push(`- ${listed(wanted)} ${wanted.length === 1 ? 'is' : 'are'} not among them.`);
  const nearest = goals.reduce<Result | null>((best, one) => closer(puzzle.target, best, one.nearest), null);
  if (nearest) lines.push(`- Closest: ${equation(nearest)}, ${missBy(nearest.value, puzzle.target)}.`);
  return lines;
}

export function sayExhaust(puzzle: CountdownPuzzle, region: Region): string {
  const found: Exhaustion = exhaust(searchFor(puzzle), region);
  const { solution, nearest } = found;
  const lines: string[] = [];
  for (const findings of found.last) {
    lines.push(...lastLines(puzzle, findings));
    if (findings.goals.some(({ hit }) => hit)) break;
  }
  if (found.groups)
    lines.push(
      `There ${found.groups.partings === 1 ? 'is one way' : `are ${counted(found.groups.partings)} ways`} to part the numbers so. For each I hold every result of the one group against every result of the other: ${amount(found.groups.pairs)} pairs in all.`,
    );
  if (solution)
    return `${lines.join('\n')}${found.groups ? `\n- One of them fits: ${equation(solution)}.` : ''}\n\nSo ${formatExpression(solution.expression)} gives ${puzzle.target}.`;
  const closest =
    found.groups && nearest
      ? ` The closest is ${equation(nearest)}, ${missBy(nearest.value, puzzle.target)}.`
      : '';
  return `${lines.join('\n')}${closest}\n\nThat was everything with ${place(region)}: with whole numbers this part is ${RULED_OUT}.`;
}

export function sayWiden(puzzle: CountdownPuzzle, region: Region): string {
  const { pairs, solution } = wideSearch(puzzle, region);
  const opening = `With ${place(region)} and ${widerSteps(puzzle)} allowed on the way there are ${amount(pairs)} pairs of results to hold against each other.`;
  return solution
    ? `${opening} One of them fits:\n- ${formatExpression(solution)} = ${puzzle.target}.\n\nIt should be worked out once more with care.`
    : `${opening} I went through all of them; none makes ${puzzle.target}, with or without ${widerSteps(puzzle)}. This part is ${RULED_OUT} for good.`;
}

/** Only a hint for the reader: its result breaks the puzzle's rule, and the text says so. */
export function sayRelax(puzzle: CountdownPuzzle): string {
  const search = searchFor({ ...puzzle, use: 'any' });
  const groups = partsOf(search.all).toSorted((one, other) => groupSize(other) - groupSize(one));
  const group = groups.find((part) => part !== search.all && search.exactly(part).has(puzzle.target));
  const opening = `There are ${groups.length - 1} smaller selections of the numbers.`;
  const expression = group === undefined ? null : compose(search, group, puzzle.target);
  if (group === undefined || !expression)
    return `${opening} Going through what each of them can make with whole numbers, ${puzzle.target} is never among it. It is not for one number too many that the puzzle fails.`;
  const unused = search.numbers.filter((_, index) => !(group & (1 << index)));
  return `${opening} The largest that makes ${puzzle.target} leaves out ${listed(unused)}: ${formatExpression(expression)} = ${puzzle.target}. That is no solution, since every number has to be used, but it shows how near the puzzle is to one.`;
}
