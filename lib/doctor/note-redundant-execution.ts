import type { ComputedCheck, Found } from './check.ts';
import { type BranchView, mathTextOf, type StageView } from './context-view.ts';
import { type ExecutionEnd, endsAlike, executionEnd } from './execution-end.ts';
import { capitalised, pieceName, quoted } from './words.ts';

/** Executions of one stage held against each other; a stage of hundreds would cost their square. */
const MOST_SIBLINGS = 40;
/** What the calculations that both have must say together. */
const LEAST_SHARED_WEIGHT = 6;
const LEAST_WEIGHT = 3;
const LONGEST_PROMPT = 2_000;
/** Of the shorter one's reckonings, those that the other has as well, from which on the two went the same way. */
const LEAST_SHARED = 0.6;

export const redundantExecution: ComputedCheck = {
  code: 'redundant-execution',
  kind: 'note',
  severity: 'note',
  certainty: 'likely',
  title: 'Execution repeats a sibling’s work',
  description: `An execution ends with the same value as one that ran beside it, and came to it by the same reckoning: at least ${LEAST_SHARED * 100} % of the shorter one’s calculations stand in the other too. A second way to the same value is no repetition.`,
  example:
    '<execution_1.1> 17 · 23 = 391, and 391 − 91 = 300. </execution_1.1> <execution_1.2> 17 · 23 = 391, so 391 − 91 = 300. </execution_1.2>',
  find: ({ context }) => context.stageViews().flatMap(findIn),
};

interface Read {
  readonly branch: BranchView;
  readonly end: ExecutionEnd | null;
  /** Its calculations, and how much each says. */
  readonly steps: ReadonlyMap<string, number>;
}

function findIn(view: StageView): Found[] {
  if (view.branches.length < 2) return [];
  const read = view.branches.slice(0, MOST_SIBLINGS).map(
    (branch): Read => ({
      branch,
      end: executionEnd(branch.execution.text),
      steps: stepsOf(branch),
    }),
  );
  return read.flatMap((one, position) => {
    const other = read
      .slice(0, position)
      .find((before) => isSameWay(one, before) && endsAlike(one.end, before.end) === 'equal');
    return other?.end && one.end ? [foundOf(one, one.end, other, other.end)] : [];
  });
}

/**
 * Its calculations without what its prompt gives (a formula that several tasks are about). Also those whose result is said in words ("211 + 420 is 631"), or that stand in words ("30 times 6").
 */
function stepsOf({ math, prompt, execution: { text } }: BranchView): Map<string, number> {
  const steps = new Map<string, number>();
  const given = mathTextOf(prompt?.text.slice(0, LONGEST_PROMPT) ?? '').first;
  for (const { sides } of math.statements)
    for (const { key, isComputation, weight } of sides)
      if (isComputation && weight >= LEAST_WEIGHT && !given.has(key)) steps.set(key, weight);
  for (const [, one = '', said = '', other = ''] of text.matchAll(IN_WORDS)) {
    const key = `${one}${signs[said.toLowerCase().split(' ')[0] ?? ''] ?? ''}${other}`;
    steps.set(key, key.replace(/[^\d+*/-]/g, '').length);
  }
  return steps;
}

const IN_WORDS =
  /(?<![\d.])(\d{1,12}(?:\.\d{1,6})?) (multiplied by|times|divided by|plus|minus) (\d{1,12}(?:\.\d{1,6})?)(?![\d.]\d)/gi;
const signs: Readonly<Record<string, string>> = {
  multiplied: '*',
  times: '*',
  divided: '/',
  plus: '+',
  minus: '-',
};

/** Most of the shorter one's calculations, and enough of them that it is no coincidence. */
function isSameWay({ steps: one }: Read, { steps: other }: Read): boolean {
  const fewer = Math.min(one.size, other.size);
  const shared = [...one].filter(([step]) => other.has(step));
  const weight = shared.reduce((sum, [, some]) => sum + some, 0);
  return shared.length > 0 && weight >= LEAST_SHARED_WEIGHT && shared.length >= fewer * LEAST_SHARED;
}

function foundOf(one: Read, end: ExecutionEnd, other: Read, otherEnd: ExecutionEnd): Found {
  const place = ({ branch }: Read, range: ExecutionEnd) => ({
    stream: branch.execution.stream,
    offset: range.start,
    end: range.end,
  });
  const names = [one, other].map(({ branch }) => pieceName(branch.execution.stream));
  return {
    places: [place(one, end), place(other, otherEnd)],
    explanation: `${capitalised(names[0] ?? '')} comes to ${quoted(end.answer)} by the same calculations as ${names[1]}.`,
    certainty: Math.min(one.steps.size, other.steps.size) > 1 ? 'likely' : 'possible',
  };
}
