import type { Decomposition } from '#lib/contract/curation-record.ts';
import type { CurationDiagnosticCode } from '../../diagnostics.ts';
import type { ScriptedAnswer } from './answering-model.ts';

/** An answer about the dependencies of the tank's four steps, as a model may give it on a bad day. */
export interface BadDependencyAnswer {
  readonly name: string;
  readonly answer: ScriptedAnswer;
  readonly toldBack: readonly string[];
  /** Remarks that remain when the model gives it twice, apart from `asked-again`. */
  readonly codes: readonly CurationDiagnosticCode[];
  /** The parents that remain when the model gives it twice; null: the rules take over. */
  readonly parents: ((byRules: Decomposition['parents']) => Decomposition['parents']) | null;
}

const good = { s1: [], s2: ['s1'], s3: ['s1'], s4: ['s2', 's3'] };

export const badDependencyAnswers: readonly BadDependencyAnswer[] = [
  {
    name: 'a parent comes later, in a cycle',
    answer: { text: '{"1": [], "2": [1, 3], "3": [1, 2], "4": [2, 3]}' },
    toldBack: ['Step 2 is said to need step 3, which does not come before it'],
    codes: ['later-parent'],
    parents: () => ({ ...good, s3: ['s1', 's2'] }),
  },
  {
    name: 'a step is its own parent',
    answer: { text: '{"1": [1], "2": [1], "3": [1], "4": [2, 3]}' },
    toldBack: ['Step 1 is said to need step 1, which is itself'],
    codes: ['self-parent'],
    parents: () => good,
  },
  {
    name: 'parents do not exist',
    answer: { text: '{"1": [0], "2": [1], "3": [1], "4": [2, 3, 9]}' },
    toldBack: [
      'Step 1 is said to need step 0, which does not exist',
      'Step 4 is said to need step 9, which does not exist',
    ],
    codes: ['unknown-parent', 'unknown-parent'],
    parents: () => good,
  },
  {
    name: 'steps do not exist',
    answer: { text: '{"1": [], "2": [1], "3": [1], "4": [2, 3], "5": [4]}' },
    toldBack: ['Dependencies of step 5 are given, but there are only steps 1 to 4'],
    codes: ['unknown-step'],
    parents: () => good,
  },
  {
    name: 'steps are missing',
    answer: { text: '{"1": [], "2": [1]}' },
    toldBack: ['Nothing is said about step 3', 'Nothing is said about step 4'],
    codes: ['parents-missing', 'parents-missing'],
    parents: ({ s3 = [], s4 = [] }) => ({ ...good, s3, s4 }),
  },
  {
    name: 'it is cut off',
    answer: { text: '{"1": [], "2": [1], "3": [', reason: 'length' },
    toldBack: ['Nothing is said about step 3', 'Be briefer'],
    codes: ['parents-missing', 'parents-missing'],
    parents: ({ s3 = [], s4 = [] }) => ({ ...good, s3, s4 }),
  },
  {
    name: 'it is not in the format at all',
    answer: { text: 'The second and the third step both build upon the first.' },
    toldBack: ['No JSON object with the steps was found in it'],
    codes: ['answer-not-in-format', 'dependencies-by-rules'],
    parents: null,
  },
  {
    name: 'it is empty',
    answer: { text: '' },
    toldBack: ['The answer is empty'],
    codes: ['answer-empty', 'dependencies-by-rules'],
    parents: null,
  },
  {
    name: 'it is nothing but reasoning, cut at the limit',
    answer: { thinking: 'Step 2 needs 1, I think', reason: 'length' },
    toldBack: ['The answer broke off at its token limit', 'Be briefer'],
    codes: ['answer-cut', 'dependencies-by-rules'],
    parents: null,
  },
];
