import type { ImportProblem } from '#lib/contract/imports.ts';
import type { ImportLimits } from '../limits.ts';

/** Gathers the problems of one file: a table with a million faulty rows must not make a million messages. */
export function createProblemList(path: string, { maxProblems }: Pick<ImportLimits, 'maxProblems'>) {
  const problems: ImportProblem[] = [];
  let more = 0;
  let lastType: ImportProblem['type'] = 'no-trajectory';
  return {
    add(problem: ImportProblem) {
      if (problems.length < maxProblems) problems.push(problem);
      else {
        more++;
        lastType = problem.type;
      }
    },
    list(): ImportProblem[] {
      if (more === 0) return problems;
      return [
        ...problems,
        {
          place: { path },
          type: lastType,
          message: `${more.toLocaleString('en')} more rows have problems like these.`,
          remedy: 'Correct the ones above first.',
        },
      ];
    },
  };
}
