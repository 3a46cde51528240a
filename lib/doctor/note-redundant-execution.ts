import type { ComputedCheck, Found } from './check.ts';
import type { BranchView, StageView } from './context-view.ts';
import { type ExecutionEnd, endsAlike, executionEnd } from './execution-end.ts';
import { pieceName, quoted } from './words.ts';

/** Executions of one stage held against each other; a stage of hundreds would cost their square. */
const MOST_SIBLINGS = 40;
/** Reckonings that an execution needs for its way to be told. */
const LEAST_STEPS = 2;
const LEAST_WEIGHT = 3;
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
  readonly steps: ReadonlySet<string>;
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
    return other?.end && one.end ? [foundOf(one.branch, one.end, other.branch, other.end)] : [];
  });
}

/** Its calculations, also those whose result is said in words ("211 + 420 is 631"). */
const stepsOf = ({ math }: BranchView): Set<string> =>
  new Set(
    math.statements.flatMap(({ sides }) =>
      sides.flatMap(({ key, isComputation, weight }) =>
        isComputation && weight >= LEAST_WEIGHT ? [key] : [],
      ),
    ),
  );

function isSameWay({ steps: one }: Read, { steps: other }: Read): boolean {
  const fewer = Math.min(one.size, other.size);
  if (fewer < LEAST_STEPS) return false;
  const shared = [...one].filter((step) => other.has(step)).length;
  return shared >= LEAST_STEPS && shared >= fewer * LEAST_SHARED;
}

function foundOf(one: BranchView, end: ExecutionEnd, other: BranchView, otherEnd: ExecutionEnd): Found {
  const place = ({ execution: { stream } }: BranchView, range: ExecutionEnd) => ({
    stream,
    offset: range.start,
    end: range.end,
  });
  const names = [one, other].map(({ execution }) => pieceName(execution.stream));
  return {
    places: [place(one, end), place(other, otherEnd)],
    explanation: `${names[0]?.replace(/^e/, 'E')} comes to ${quoted(end.answer)} by the same calculations as ${names[1]}.`,
  };
}
