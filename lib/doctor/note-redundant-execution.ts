import type { ComputedCheck, Found } from './check.ts';
import { type BranchView, equationKey, mathTextOf, type StageView } from './context-view.ts';
import { type ExecutionEnd, endsAlike, executionEnd } from './execution-end.ts';
import { capitalised, pieceName, quoted } from './words.ts';

/** Executions of one stage held against each other; a stage of hundreds would cost their square. */
const MOST_SIBLINGS = 40;
/** What the steps that both have must say together. */
const LEAST_SHARED_WEIGHT = 6;
const LEAST_WEIGHT = 3;
const LONGEST_PROMPT = 2_000;
/** Of the shorter one's steps, those that the other has as well, from which on the two went the same way. */
const LEAST_SHARED = 0.5;
const SURE = 0.6;

export const redundantExecution: ComputedCheck = {
  code: 'redundant-execution',
  kind: 'note',
  severity: 'note',
  certainty: 'likely',
  title: 'Execution repeats a sibling’s work',
  description: `An execution ends with the same value as one that ran beside it, and came to it by the same steps: at least ${LEAST_SHARED * 100} % of the shorter one’s formulas stand in the other too. A second way to the same value is no repetition.`,
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
    let best: { other: Read; share: number } | null = null;
    for (const other of read.slice(0, position)) {
      const share = sharedSteps(one, other);
      if (share > (best?.share ?? 0) && endsAlike(one.end, other.end) === 'equal') best = { other, share };
    }
    return best ? foundOf(one, best.other, best.share) : [];
  });
}

/**
 * Its calculations without what its prompt gives (a formula that several tasks are about). Also those whose result is said in words ("211 + 420 is 631"), or that stand in words ("30 times 6").
 */
function stepsOf({ math, prompt, execution: { text } }: BranchView): Map<string, number> {
  const steps = new Map<string, number>();
  const given = mathTextOf(prompt?.text.slice(0, LONGEST_PROMPT) ?? '').first;
  const add = (key: string, weight: number) => {
    if (weight >= LEAST_WEIGHT && !given.has(key)) steps.set(key, weight);
  };
  for (const { sides, isEquation } of math.statements) {
    for (const { key, weight } of sides) add(key, weight);
    const [left] = sides;
    const right = sides.at(-1);
    if (isEquation && left && right && sides.length > 1)
      add(equationKey(left, right), left.weight + right.weight);
  }
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

/** Of the shorter one's steps, the share that the other has too; 0 where it is too small, or may be coincidence. */
function sharedSteps({ steps: one }: Read, { steps: other }: Read): number {
  const shared = [...one].filter(([step]) => other.has(step));
  const weight = shared.reduce((sum, [, some]) => sum + some, 0);
  const share = shared.length / Math.max(1, Math.min(one.size, other.size));
  return weight >= LEAST_SHARED_WEIGHT && share >= LEAST_SHARED ? share : 0;
}

function foundOf(one: Read, other: Read, share: number): Found[] {
  if (!one.end || !other.end) return [];
  const place = ({ branch }: Read, { start, end }: ExecutionEnd) => ({
    stream: branch.execution.stream,
    offset: start,
    end,
  });
  const names = [one, other].map(({ branch }) => pieceName(branch.execution.stream));
  const isSure = share >= SURE && Math.min(one.steps.size, other.steps.size) > 2;
  return [
    {
      places: [place(one, one.end), place(other, other.end)],
      explanation: `${capitalised(names[0] ?? '')} comes to ${quoted(one.end.answer)} on the same way as ${names[1]}: ${Math.round(share * 100)} % of the shorter one’s steps stand in both.`,
      certainty: isSure ? 'likely' : 'possible',
    },
  ];
}
