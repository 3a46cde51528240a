import type { Strategy } from '#lib/trace/events.ts';
import type { About } from './index-entry.ts';

export interface Recording extends About {
  readonly question: string;
  readonly strategy: Strategy;
}

const builtIn = {
  author: 'Built-in reasoner (rule-based, not a language model), recorded with Sprintscope',
  authorKind: 'built-in' as const,
  subject: 'Countdown',
};

const hardQuestion = 'Use 15, 6, 7, 4, 20, 7, each exactly once, to make 907.';

/** The sessions that we record from the built-in endpoint, in the order of the gallery. */
export const recordings: readonly Recording[] = [
  {
    ...builtIn,
    slug: 'countdown-27',
    title: 'Four numbers to 27',
    description:
      'The first look at an easy puzzle: five regions of the search at once, then the find is checked three ways.',
    question: 'Use 9, 2, 8, 10, each exactly once, to make 27.',
    strategy: 'sprint',
  },
  {
    ...builtIn,
    slug: 'countdown-907',
    title: 'Six numbers to 907',
    description:
      'A puzzle that the first round does not crack. The second one goes deeper where the first saw near misses.',
    question: hardQuestion,
    strategy: 'sprint',
  },
  {
    ...builtIn,
    slug: 'countdown-no-solution',
    title: 'So close to 42, and not possible',
    description:
      'Every region is searched to its end, the count is confirmed, and the answer is an honest "no solution".',
    question: 'Use 3, 5, 7, 11, each exactly once, to make 42.',
    strategy: 'sprint',
  },
  {
    ...builtIn,
    slug: 'countdown-907-sequential',
    title: 'Six numbers to 907, one thought after the other',
    description:
      'The same puzzle as “Six numbers to 907”, worked through in a single stream: what the rounds save, and what they cost.',
    question: hardQuestion,
    strategy: 'sequential',
  },
];
