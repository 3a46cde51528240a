export interface ExampleQuestion {
  /** Few words, on the chip. */
  label: string;
  question: string;
}

/** Questions that the built-in reasoner solves. Each has a solution (the test beside this file checks it). */
export const puzzleQuestions: readonly ExampleQuestion[] = [
  { label: '3, 5, 7, 11 → 45', question: 'Use 3, 5, 7 and 11, each exactly once, with + − × ÷ to make 45.' },
  {
    label: '2, 4, 6, 9, 25 → 137',
    question: 'Use 2, 4, 6, 9 and 25, each exactly once, with + − × ÷ to make 137.',
  },
  { label: '3, 3, 8, 8 → 24', question: 'Use 3, 3, 8 and 8, each exactly once, with + − × ÷ to make 24.' },
];

/** Seven times six is 42, but then the 3 is left over: the reasoner has to search everything and say so. */
export const unsolvableQuestion: ExampleQuestion = {
  label: 'One without a solution',
  question: 'Use 3, 5, 7 and 11, each exactly once, with + − × ÷ to make 42.',
};

/** For language models: questions whose parts can be worked on side by side. */
export const modelQuestions: readonly ExampleQuestion[] = [
  {
    label: 'Vertex, three ways',
    question:
      'Find the vertex of y = 2x² − 12x + 11 in three independent ways, and say whether they agree. Give the vertex as (m, n).',
  },
  {
    label: 'Who keeps the fish?',
    question:
      'Ann, Ben and Cleo each keep one pet: a cat, a dog, a fish. Ann does not keep the cat. The one with the dog is older than Ben. Cleo is the youngest. Who keeps the fish?',
  },
  {
    label: 'Divisors of 3600',
    question: 'How many positive divisors of 3600 are multiples of 6 but not of 25?',
  },
  {
    label: 'Plan a week',
    question:
      'Draft a one-week plan to learn the basics of probability: for each day one idea, one worked example and one exercise with its answer.',
  },
];
