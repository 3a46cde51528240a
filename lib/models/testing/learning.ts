import { type Learned, mergeLearned, nothingLearned } from '../call/learned.ts';
import type { GuardedModel } from '../endpoint.ts';

/** What a made-up model remembers, for models that no server stands behind. */
export function learning(known: Partial<Learned> = {}): Pick<GuardedModel, 'learned' | 'learn'> {
  let learned = mergeLearned(nothingLearned, known);
  return {
    learned: () => learned,
    learn(lesson) {
      learned = mergeLearned(learned, lesson);
    },
  };
}
