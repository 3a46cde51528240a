import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatExpression } from '#lib/answers/expression.ts';
import { compose } from './compose.ts';
import { regionsOf } from './regions.ts';
import { createSearch } from './search.ts';
import { readTask, type Task, writeTask } from './tasks.ts';
import { anyPuzzle } from './testing/puzzles.ts';

const shown = (task: Task | null) =>
  task && 'expression' in task ? { ...task, expression: formatExpression(task.expression) } : task;

it('every task reads back from its own words, however its lines are broken', () => {
  fc.assert(
    fc.property(anyPuzzle(3, 6), fc.constantFrom(' ', '\n', '  '), (puzzle, space) => {
      const tasks: Task[] = [{ kind: 'relax' }];
      for (const region of regionsOf(puzzle))
        for (const kind of ['survey', 'exhaust', 'widen'] as const) tasks.push({ kind, region });
      const search = createSearch(puzzle);
      const value = search.values(search.all).sorted[3];
      const expression = value === undefined ? null : compose(search, search.all, value);
      if (expression && value !== undefined) {
        tasks.push({ kind: 'vary', expression, value });
        for (const kind of ['recompute', 'count', 'undo'] as const) tasks.push({ kind, expression });
      }
      for (const task of tasks) {
        const text = writeTask(puzzle, task);
        expect(shown(readTask(text.replaceAll(' ', space))), text).toEqual(shown(task));
      }
    }),
    { numRuns: 60 },
  );
});

it.each(['', 'Find the roots of x^2 = 4.', 'Work out x + y from the inside out, one step at a time.'])(
  '%j is no task of ours',
  (text) => {
    expect(readTask(text)).toBeNull();
  },
);
