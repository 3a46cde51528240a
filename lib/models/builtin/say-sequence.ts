import type { CountdownPuzzle } from '#lib/answers/countdown.ts';
import { type Expression, formatExpression } from '#lib/answers/expression.ts';
import { type Findings, findingsIn, RULED_OUT } from './findings.ts';
import { type Region, regionsOf, sameRegion } from './regions.ts';
import { boxed, sayNoSolution, saySolution } from './say-answer.ts';
import { sayExecution } from './say-execution.ts';
import { analysis } from './say-plan.ts';
import { type Task, writeTask } from './tasks.ts';
import { needsWideSearch, widerSteps, wideSearchIsExact } from './wide-search.ts';
import { missBy, worded } from './words.ts';

/**
 * The same search as one chain of thought: region after region, stopping at the first solution. A sequential run of
 * this reasoner writes this text; that its SPRINT run has fewer sequential tokens says nothing about language models.
 */
export function saySequence(puzzle: CountdownPuzzle): string {
  if (puzzle.use === 'any' && puzzle.numbers.includes(puzzle.target))
    return `${puzzle.target} is among the numbers, and not all of them have to be used.\n\n${boxed(String(puzzle.target))}`;
  const paragraphs = [`${analysis(puzzle)} I go through the kinds of last step one after the other.`];
  const done: { task: Task; text: string }[] = [];
  const work = (task: Task, before = ''): Expression | null => {
    const text = sayExecution(puzzle, task);
    done.push({ task, text });
    paragraphs.push(`${before}${asThought(puzzle, task)}\n${text}`);
    return learned(puzzle, done).solutions[0]?.expression ?? null;
  };

  const solution = searchInTurn(puzzle, done, work);
  if (solution) {
    for (const kind of ['recompute', 'count'] as const)
      paragraphs.push(sayExecution(puzzle, { kind, expression: solution }));
    const claim = { expression: solution, value: puzzle.target, stage: 1, index: 1 };
    return [...paragraphs, saySolution(puzzle, claim, '')].join('\n\n');
  }
  const { nearMisses, almost } = learned(puzzle, done);
  const nearest = nearMisses[0];
  const widened = !needsWideSearch(puzzle) || wideSearchIsExact(puzzle);
  paragraphs.push(
    sayNoSolution(
      puzzle,
      widened,
      nearest ? { text: formatExpression(nearest.expression), value: nearest.value } : null,
      almost,
    ),
  );
  return paragraphs.join('\n\n');
}

function searchInTurn(
  puzzle: CountdownPuzzle,
  done: readonly { task: Task; text: string }[],
  work: (task: Task, before?: string) => Expression | null,
): Expression | null {
  const regions = regionsOf(puzzle);
  for (const region of regions) {
    const found = work({ kind: 'survey', region });
    if (found) return found;
  }
  const closed = (region: Region) =>
    done.some(
      ({ task, text }) => 'region' in task && sameRegion(task.region, region) && text.includes(RULED_OUT),
    );
  if (regions.some((region) => !closed(region)))
    for (const miss of learned(puzzle, done).nearMisses.slice(0, 2)) {
      const found = work(
        { kind: 'vary', expression: miss.expression, value: miss.value },
        `Wait, ${formatExpression(miss.expression)} was only ${missBy(miss.value, puzzle.target)}. `,
      );
      if (found) return found;
    }
  for (const region of regions) {
    if (closed(region)) continue;
    const found = work({ kind: 'exhaust', region });
    if (found) return found;
  }
  if (needsWideSearch(puzzle) && wideSearchIsExact(puzzle))
    for (const region of regions) {
      const found = work({ kind: 'widen', region });
      if (found) return found;
    }
  if (puzzle.use === 'all') work({ kind: 'relax' });
  return null;
}

/** What the chain of thought has learned so far: it reads its own words as the planner reads an executor's. */
function learned(puzzle: CountdownPuzzle, done: readonly { task: Task; text: string }[]): Findings {
  return findingsIn(puzzle, {
    question: '',
    position: { kind: 'thought' },
    prompts: done.map(({ task }, at) => ({ stage: 1, index: at + 1, text: writeTask(puzzle, task) })),
    executions: done.map(({ text }, at) => ({ stage: 1, index: at + 1, text })),
  });
}

/** Rewords a prompt as a thought addressed to oneself. */
function asThought(puzzle: CountdownPuzzle, task: Task): string {
  const text = writeTask(puzzle, task);
  switch (task.kind) {
    case 'survey':
      return text.replace(/ Work backwards and say how close it gets\.$/, '');
    case 'exhaust':
      return worded(
        text,
        'Now completely.',
        'I should go through all of this part.',
        'Nothing for it but to look at everything here.',
      );
    case 'widen':
      return `Now the same with ${widerSteps(puzzle)} allowed on the way.`;
    case 'relax':
      return `And if not all of them had to be used?`;
    default:
      return 'What if one thing is changed?';
  }
}
