import type { Reading, SequentialDefinition } from './sequential-tokens.ts';

/** A number's name, its unit and its formula in plain words, for the interface. */
export interface MetricFormula {
  readonly label: string;
  readonly unit: string;
  readonly formula: string;
}

export const sequentialFormulas: Readonly<Record<SequentialDefinition, MetricFormula>> = {
  authors: {
    label: 'Sequential tokens, authors’ definition',
    unit: 'tokens',
    formula:
      'Per stage the longest way through it: the plan up to a prompt’s end plus that prompt’s execution, or the whole plan where that is longer. Added up over the stages, plus the final answer. Tags are not counted.',
  },
  paper: {
    label: 'Sequential tokens, paper’s definition',
    unit: 'tokens',
    formula:
      'Per stage the longest of: the plan up to a prompt’s end plus that prompt’s execution. Text after the last prompt and stages without a prompt count nothing. Added up over the stages, plus the final answer. Tags are not counted.',
  },
  'with-tags': {
    label: 'Sequential tokens, tags counted',
    unit: 'tokens',
    formula:
      'As the authors’ definition, with the tags counted: everything that is really decoded one token after another.',
  },
  barrier: {
    label: 'Sequential tokens, waiting for the whole plan',
    unit: 'tokens',
    formula:
      'Per stage the whole plan plus its longest execution, as if no executor started before the plan was complete. Added up over the stages, plus the final answer. Tags are not counted.',
  },
};

/** The two readings: the label of each beside a number, and its addition to the number's formula. */
export const readingWords: Readonly<Record<Reading, { readonly label: string; readonly formula: string }>> = {
  decoded: {
    label: 'thinking counted',
    formula:
      'Thinking counts where it was spent: before a prompt closes on the plan’s way to it, in an execution on that execution.',
  },
  visible: {
    label: 'visible text only',
    formula: 'Of the visible text alone: thinking is left out, though it was decoded too.',
  },
};

/** A formula of a number in tokens, with what the reading counts. */
export const withReading = (formula: string, reading: Reading): string =>
  `${formula} ${readingWords[reading].formula}`;

export const metricFormulas = {
  stages: { label: 'Stages', unit: 'rounds', formula: 'Plans written, the final answer not counted.' },
  prompts: { label: 'Prompts', unit: 'prompts', formula: 'Prompts closed in all plans.' },
  executions: {
    label: 'Executions',
    unit: 'executions',
    formula: 'Prompts that an executor took up; attempts of the same execution count once.',
  },
  sequentialTokens: sequentialFormulas.authors,
  totalTokens: {
    label: 'Total tokens',
    unit: 'tokens',
    formula:
      'All plans, executions and the final answer, each with the thinking that the reading counts. Tags and failed attempts are not counted.',
  },
  totalTokensWithTags: {
    label: 'Total tokens, tags counted',
    unit: 'tokens',
    formula:
      'All plans, executions and the final answer, each with the thinking that the reading counts, tags included.',
  },
  discardedTokens: {
    label: 'Discarded tokens',
    unit: 'tokens',
    formula:
      'Text and thinking of attempts that failed and were begun again, and of branches whose plan turned out to be thinking; part of no other number of the trace.',
  },
  thinkingTokens: {
    label: 'Thinking tokens',
    unit: 'tokens',
    formula:
      'What models decoded before or apart from their visible text, in all pieces; part of the total unless only visible text is counted.',
  },
  savedWithinTrace: {
    label: 'Saved within the trace',
    unit: '%',
    formula:
      '1 − sequential tokens ÷ total tokens: what running in parallel saves of this very text. It says nothing about how long another model would have written.',
  },
  savedAgainstSequential: {
    label: 'Saved against sequential',
    unit: '%',
    formula:
      '1 − sequential tokens of the SPRINT trace ÷ sequential tokens of a real sequential run on the same question, whose model is named. Both must have reached their end and be counted with one tokenizer.',
  },
  parallelizationRatio: {
    label: 'Parallelization ratio',
    unit: 'prompts per stage',
    formula: 'Prompts ÷ stages.',
  },
  wallClockMs: {
    label: 'Wall-clock time',
    unit: 'ms',
    formula: 'From the start of the session to its end; imported text has no clock.',
  },
  waitingAtJoin: {
    label: 'Waiting at the join',
    unit: 'ms',
    formula: 'End of the stage − end of the branch. The branch that ended last is the straggler.',
  },
  waitedAtJoins: {
    label: 'Waited at joins, branches added up',
    unit: 'ms',
    formula:
      'End of the stage − end of the branch, added up over all branches: two that wait a second each are two seconds. More than the wall-clock time is possible.',
  },
} as const satisfies Record<string, MetricFormula>;
