import { compareByEngine } from '#lib/answers/engine/compute-engine.ts';
import type { RunJob } from '../job-types.ts';

/** The engine may throw on a notation that it misreads. */
export const judgePair: RunJob<'judge'> = async (question) => {
  try {
    return compareByEngine(question);
  } catch {
    return { verdict: 'undecided', how: 'a notation that is not understood' };
  }
};
