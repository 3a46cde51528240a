import type { ImportProblem, ImportProblemType } from '#lib/contract/imports.ts';

/** A trace that cannot be imported; `problem` says where, why and what to do. */
export class ImportError extends Error {
  readonly type: ImportProblemType;
  readonly problem: ImportProblem;

  constructor(problem: ImportProblem, options?: ErrorOptions) {
    super(problem.message, options);
    this.name = 'ImportError';
    this.type = problem.type;
    this.problem = problem;
  }
}
