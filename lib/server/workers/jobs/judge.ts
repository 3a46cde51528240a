import { compareByEngine } from '#lib/answers/engine/compute-engine.ts';
import type { RunJob } from '../job-types.ts';

/** The engine throws where a notation leads it astray. */
export const judgePair: RunJob<'judge'> = async (question) => {
  try {
    return compareByEngine(question);
  } catch {
    return { verdict: 'undecided', how: 'a notation that is not understood' };
  }
};
