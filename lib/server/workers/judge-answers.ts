import type { Judgement } from '#lib/answers/equality.ts';
import { judgeThoroughly } from '#lib/answers/judge-thoroughly.ts';
import { isJobError } from './job-error.ts';
import type { RunOptions, WorkerPool } from './pool.ts';

export interface AnswersToJudge {
  readonly first: string;
  readonly second: string;
  readonly question?: string;
}

/**
 * Judges two answers: first by notation and exact arithmetic, at once; if the result is undecided, by the algebra
 * engine in a thread of the pool, which we terminate if it takes too long. Rejects with the signal's reason, or when
 * the pool closes.
 */
export const judgeAnswers = (
  pool: Pick<WorkerPool, 'run'>,
  { first, second, question }: AnswersToJudge,
  options: Pick<RunOptions<'judge'>, 'lane' | 'signal'> = {},
): Promise<Judgement> =>
  judgeThoroughly(first, second, { question }, async (asked) => {
    try {
      return await pool.run('judge', asked, options);
    } catch (error) {
      if (isJobError(error) && error.type !== 'closed')
        return { verdict: 'undecided', how: 'takes the algebra engine too long' };
      throw error;
    }
  });
