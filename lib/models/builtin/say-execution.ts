import type { CountdownPuzzle } from '#lib/answers/countdown.ts';
import { checkExpression } from '#lib/answers/countdown.ts';
import { evaluate, formatExpression, parseExpression } from '#lib/answers/expression.ts';
import { rationalText } from '#lib/answers/rational.ts';
import { assertUnreachable } from '#lib/base/assert.ts';
import { sayCount, sayRecompute, sayUndo, sayVary } from './say-check.ts';
import { sayExhaust, sayRelax, saySurvey, sayWiden } from './say-search.ts';
import type { Task } from './tasks.ts';

/** Carries out a task and reports the result, without tags. */
export function sayExecution(puzzle: CountdownPuzzle, task: Task): string {
  switch (task.kind) {
    case 'survey':
      return saySurvey(puzzle, task.region);
    case 'exhaust':
      return sayExhaust(puzzle, task.region);
    case 'widen':
      return sayWiden(puzzle, task.region);
    case 'relax':
      return sayRelax(puzzle);
    case 'vary':
      return sayVary(puzzle, task.expression);
    case 'recompute':
      return sayRecompute(puzzle, task.expression);
    case 'count':
      return sayCount(puzzle, task.expression);
    case 'undo':
      return sayUndo(puzzle, task.expression);
    default:
      return assertUnreachable(task);
  }
}

/**
 * The reply to a prompt that another planner wrote: works out its calculations, and states what the reasoner cannot do.
 */
export function sayUnknownTask(puzzle: CountdownPuzzle | null, prompt: string): string {
  const runs = prompt.match(/[\d(][\d()\s+\-−–×*·÷/]*[\d)]/g) ?? [];
  const lines = runs.flatMap((run) => {
    const parsed = parseExpression(run);
    if (!parsed.ok || parsed.expression.kind !== 'operation') return [];
    const value = evaluate(parsed.expression);
    const check = puzzle && checkExpression(puzzle, parsed.expression);
    return [
      `- ${formatExpression(parsed.expression)} = ${value ? rationalText(value) : 'undefined (it divides by 0)'}.${check?.ok ? ' It solves the puzzle.' : ''}`,
    ];
  });
  const limits =
    'I am a rule-based reasoner, not a language model: I understand prompts about Countdown puzzles in the words that my own planner uses, and calculations.';
  return lines.length > 0
    ? `${lines.slice(0, 12).join('\n')}\n\nThat is what I can work out of this prompt. ${limits}`
    : `I cannot carry out this prompt. ${limits}`;
}
