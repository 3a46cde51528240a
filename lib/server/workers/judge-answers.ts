import { type Judgement, judge } from '#lib/answers/judgement.ts';
import { isJobError } from './job-error.ts';
import type { RunOptions, WorkerPool } from './pool.ts';

export interface AnswersToJudge {
  readonly first: string;
  readonly second: string;
  readonly question?: string;
}

/**
 * Judges two answers: by notation and exact arithmetic at once, and only what stays undecided by the algebra engine in a
 * thread of the pool, which is ended when it takes too long. Rejects with the signal's reason, or when the pool closes.
 */
export async function judgeAnswers(
  pool: Pick<WorkerPool, 'run'>,
  { first, second, question }: AnswersToJudge,
  options: Pick<RunOptions<'judge'>, 'lane' | 'signal'> = {},
): Promise<Judgement> {
  const atOnce = judge(first, second, { question });
  if (atOnce.verdict !== 'undecided') return atOnce;
  try {
    return await pool.run('judge', { first, second, question }, options);
  } catch (error) {
    if (isJobError(error) && error.type !== 'closed') return atOnce;
    throw error;
  }
}
