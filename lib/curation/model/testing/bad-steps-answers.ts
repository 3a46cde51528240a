import type { CurationDiagnosticCode } from '../../diagnostics.ts';
import type { ScriptedAnswer } from './answering-model.ts';
import { tankSteps } from './tank.ts';

/** An answer about the tank's steps as a model may give it on a bad day. */
export interface BadAnswer {
  readonly name: string;
  readonly answer: ScriptedAnswer;
  /** The faults that we report to the model; the message contains every one of them. */
  readonly toldBack: readonly string[];
  /** Remarks that remain when the model gives it twice, apart from `asked-again`. */
  readonly codes: readonly CurationDiagnosticCode[];
  /** First line of each step when the model gives it twice; null: the rules take over. */
  readonly firstLines: readonly number[] | null;
}

const replaced = (from: string, to: string): ScriptedAnswer => ({ text: tankSteps.replace(from, to) });

export const badStepsAnswers: readonly BadAnswer[] = [
  {
    name: 'steps overlap',
    answer: replaced('plan: 7\n', 'plan: 5-7\n'),
    toldBack: ['Lines 5–6: both in step 2 and in step 3'],
    codes: ['lines-twice'],
    firstLines: [1, 3, 7, 12],
  },
  {
    name: 'a line stands in two parts of a step',
    answer: replaced('comment: 11', 'comment: 10-11'),
    toldBack: ['Line 10: both in the execution and in the comment of step 3'],
    codes: ['lines-twice'],
    firstLines: [1, 3, 7, 12],
  },
  {
    name: 'lines are skipped inside, at the beginning and at the end',
    answer: {
      text: tankSteps
        .replace('plan: 1-2', 'plan: 2')
        .replace('execution: 8-10', 'execution: 8, 10')
        .replace('plan: 12-14', 'plan: 12-13'),
    },
    toldBack: ['Line 1: in no step', 'Line 9: in no step', 'Line 14: in no step'],
    codes: ['lines-skipped', 'lines-skipped', 'lines-skipped'],
    firstLines: [1, 3, 7, 12],
  },
  {
    name: 'lines are invented',
    answer: replaced('plan: 12-14', 'plan: 12-14\ncomment: 15-300'),
    toldBack: ['Step 4 names lines 15–300, but there are only lines 1 to 14'],
    codes: ['lines-out-of-range'],
    firstLines: [1, 3, 7, 12],
  },
  {
    name: 'a whole step is invented',
    answer: replaced('END', 'STEP 5: Celebrate\nplan: 20-25\nEND'),
    toldBack: ['Step 5 names lines 20–25', 'Step 5 has no lines of its own'],
    codes: ['lines-out-of-range', 'step-without-lines'],
    firstLines: [1, 3, 7, 12],
  },
  {
    name: 'a range runs backwards',
    answer: replaced('execution: 4-6', 'execution: 6-4'),
    toldBack: ['The range 6-4 of step 2 ends before it begins'],
    codes: ['bad-range'],
    firstLines: [1, 3, 7, 12],
  },
  {
    name: 'the order is wrong',
    answer: {
      text: `STEP 1: Conclude\nplan: 12-14\n\nSTEP 2: Set up\nplan: 1-2\n\nSTEP 3: Both methods\nprompt: Work it out.\nexecution: 3-11`,
    },
    toldBack: ['Step 2 begins at line 1, before step 1, which begins at line 12'],
    codes: ['steps-out-of-order'],
    firstLines: [1, 3, 12],
  },
  {
    name: 'a step has no lines',
    answer: replaced('STEP 4', 'STEP 4: Look at it again\nprompt: Look again.\n\nSTEP 5'),
    toldBack: ['Step 4 has no lines of its own'],
    codes: ['step-without-lines'],
    firstLines: [1, 3, 7, 12],
  },
  {
    name: 'prompts are missing',
    answer: { text: tankSteps.replace(/^prompt:.*\n/gm, '') },
    toldBack: ['Step 2 has an execution and no prompt', 'Step 3 has an execution and no prompt'],
    codes: ['prompt-missing', 'prompt-missing'],
    firstLines: [1, 3, 7, 12],
  },
  {
    name: 'it is not in the format at all',
    answer: {
      text: 'Sure! The text first sets up the task, then adds the taps. Would you like more detail?',
    },
    toldBack: ['No step in the form that was asked for was found in it'],
    codes: ['answer-not-in-format', 'steps-by-rules'],
    firstLines: null,
  },
  {
    name: 'the lines are copied instead of named',
    answer: {
      text: '1| We need to know how long the tank takes.\n2| It holds 240 litres.\nFirst I add the taps.',
    },
    toldBack: ['No step in the form that was asked for was found in it'],
    codes: ['answer-not-in-format', 'steps-by-rules'],
    firstLines: null,
  },
  {
    name: 'only lines that do not exist',
    answer: { text: 'STEP 1: All of it\nplan: 100-200' },
    toldBack: ['None of its steps names a line that there is', 'Step 1 names lines 100–200'],
    codes: ['answer-not-in-format', 'lines-out-of-range', 'step-without-lines', 'steps-by-rules'],
    firstLines: null,
  },
  {
    name: 'it is empty',
    answer: { text: '' },
    toldBack: ['The answer is empty'],
    codes: ['answer-empty', 'steps-by-rules'],
    firstLines: null,
  },
  {
    name: 'it is nothing but reasoning',
    answer: { thinking: 'Let me see. Where does the first step end? Hard to say.' },
    toldBack: ['There was reasoning, but no answer after it'],
    codes: ['answer-empty', 'steps-by-rules'],
    firstLines: null,
  },
  {
    name: 'all tokens went into reasoning inside the text',
    answer: { text: '<think>Let me see. The first step ends', reason: 'length' },
    toldBack: ['There was reasoning, but no answer after it', 'The answer broke off at its token limit'],
    codes: ['answer-empty', 'answer-cut', 'steps-by-rules'],
    firstLines: null,
  },
];
