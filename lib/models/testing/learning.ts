import { type Learned, mergeLearned, nothingLearned } from '../call/learned.ts';
import type { GuardedModel } from '../endpoint.ts';

/** Stores what a made-up model learned, for models without a server. */
export function learning(known: Partial<Learned> = {}): Pick<GuardedModel, 'learned' | 'learn'> {
  let learned = mergeLearned(nothingLearned, known);
  return {
    learned: () => learned,
    learn(lesson) {
      learned = mergeLearned(learned, lesson);
    },
  };
}
