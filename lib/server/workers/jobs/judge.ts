import { judge } from '#lib/answers/judgement.ts';
import type { RunJob } from '../job-types.ts';

export const judgePair: RunJob<'judge'> = async ({ first, second, question }) =>
  judge(first, second, { question });
