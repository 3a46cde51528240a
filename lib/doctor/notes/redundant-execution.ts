import { memoised } from '#lib/base/memo.ts';
import type { ComputedCheck, Found } from '../check.ts';
import { type BranchView, equationKey, mathTextOf, type StageView } from '../context-view.ts';
import { type ExecutionEnd, endsAlike, executionEnd } from '../parallel-use/execution-end.ts';
import { likeness, type ReadTask, readTask } from '../tasks/task-likeness.ts';
import { clausesOf, tokensOf } from '../tasks/task-words.ts';
import { capitalised, listed, pieceName, quoted } from '../words.ts';

/** Executions of one stage that we compare with each other; a stage of hundreds would take quadratic time. */
const MOST_SIBLINGS = 40;
/** Least total weight of the steps that both have. */
const LEAST_SHARED_WEIGHT = 6;
const LEAST_WEIGHT = 3;
const LONGEST_PROMPT = 2_000;
/** From this share of the shorter one's steps on that the other also has, the two took the same way. */
const LEAST_SHARED = 0.5;
const SURE = 0.6;
/** The other contains nearly all of the shorter one's work, wherever it ends. */
const NEARLY_ALL = 0.85;
const LEAST_STEPS = 5;
/** Any text about the matter may contain two common steps. */
const LEAST_ALIKE = 3;
/** We judge the ends only of those that share most: judging two long lists takes milliseconds. */
const MOST_JUDGED = 6;
/** Most siblings that one finding names. */
const MOST_TOLD = 3;

export const redundantExecution: ComputedCheck = {
  code: 'redundant-execution',
  kind: 'note',
  severity: 'note',
  certainty: 'possible',
  title: 'Execution repeats a sibling’s work',
  description: `An execution ends with the same value as one that ran beside it, and came to it by the same steps: at least ${LEAST_SHARED * 100} % of the shorter one’s formulas stand in the other too; or nearly all of the shorter one’s work (${NEARLY_ALL * 100} %), or its last calculation with its result, stands in a longer one that goes on to something else. A second way to the same value is no repetition.`,
  example:
    '<execution_1.1> 17 · 23 = 391, and 391 − 91 = 300. </execution_1.1> <execution_1.2> 17 · 23 = 391, so 391 − 91 = 300. </execution_1.2>',
  find: ({ context }) => context.stageViews().flatMap(findIn),
};

interface Read {
  readonly branch: BranchView;
  readonly end: ExecutionEnd | null;
  /** Its calculations, with their weights. */
  readonly steps: ReadonlyMap<string, number>;
  readonly task: ReadTask;
  /** Numbers and names in its prompt. */
  readonly names: ReadonlySet<string>;
}

/** What an execution has in common with a parallel one. */
interface Shared {
  readonly other: Read;
  /** The share of the shorter one's steps. */
  readonly share: number;
  readonly endsAlike: boolean;
  /** The prompts ask for different things, and the executions end with different ones. */
  readonly isOtherTask: boolean;
}

const findIn = (view: StageView): Found[] =>
  repetitionsIn(view).flatMap(({ one, told }) => {
    const own = told.filter(({ isOtherTask }) => !isOtherTask);
    return own.length > 0 ? [foundOf(one, own)] : [];
  });

/** The executions that repeat a sibling's different task and reach that sibling's end. */
export function doneForOthers(view: StageView): Map<BranchView, { sibling: BranchView; share: number }> {
  const others = new Map<BranchView, { sibling: BranchView; share: number }>();
  for (const { one, told } of repetitionsIn(view))
    for (const { other, share, isOtherTask } of told)
      if (isOtherTask) others.set(one.branch, { sibling: other.branch, share });
  return others;
}

const repetitionsIn = memoised((view: StageView): readonly { one: Read; told: readonly Shared[] }[] => {
  if (view.branches.length < 2) return [];
  const read = view.branches.slice(0, MOST_SIBLINGS).map(
    (branch): Read => ({
      branch,
      end: executionEnd(branch.execution.text),
      steps: stepsOf(branch),
      task: readTask(branch.prompt?.text ?? ''),
      names: new Set(clausesOf(branch.prompt?.text ?? '').flatMap((clause) => clause.names)),
    }),
  );
  return read.flatMap((one, position) => {
    const nearest = read
      .slice(0, position)
      .map((other) => ({ other, share: sharedSteps(one, other) }))
      .filter(({ share }) => share > 0)
      .sort((a, b) => b.share - a.share)
      .slice(0, MOST_JUDGED);
    const repeated = nearest.flatMap(({ other, share }) => sharedWith(one, other, share));
    const alike = repeated.filter((shared) => shared.endsAlike);
    const told = alike.length > 0 ? alike : repeated;
    return told.length > 0 ? [{ one, told: told.slice(0, MOST_TOLD) }] : [];
  });
});

function sharedWith(one: Read, other: Read, share: number): Shared[] {
  const isLittle = Math.min(one.steps.size, other.steps.size) < LEAST_ALIKE;
  if (!isLittle && !asksForOthers(one, other) && endsAlike(one.end, other.end) === 'equal')
    return [{ other, share, endsAlike: true, isOtherTask: false }];
  const [shorter, longer] = one.steps.size < other.steps.size ? [one, other] : [other, one];
  const isInside = share >= NEARLY_ALL && shorter.steps.size >= LEAST_STEPS;
  const isPassed = share >= SURE && passes(longer, shorter);
  const areChecks = one.task.isVerifying && other.task.isVerifying;
  const isOtherTask = !areChecks && areUnlike(one.task, other.task);
  return isInside || isPassed ? [{ other, share, endsAlike: false, isOtherTask }] : [];
}

/**
 * Whether the two tasks share fewer than half of their words: a prompt that asks for more of the same is not another
 * task.
 */
function areUnlike(one: ReadTask, other: ReadTask): boolean {
  const [a, b] = [tokensOf(one.clauses), tokensOf(other.clauses)];
  const shared = [...a].filter((token) => b.has(token)).length;
  return likeness(one, other) === 0 && shared * 2 < Math.min(a.size, b.size);
}

/** Each prompt names something that the other does not (x = 7, x = −7): that both reach one value may be chance. */
function asksForOthers({ names: one }: Read, { names: other }: Read): boolean {
  return [...one].some((name) => !other.has(name)) && [...other].some((name) => !one.has(name));
}

/** Whether the last calculation of the shorter one, including its result, occurs in the longer one too. */
function passes(longer: Read, { branch }: Read): boolean {
  const last = branch.math.statements.findLast(({ sides, isEquation }) => isEquation && sides.length > 1);
  const [left] = last?.sides ?? [];
  const right = last?.sides.at(-1);
  return left?.isComputation === true && right !== undefined && longer.steps.has(equationKey(left, right));
}

/**
 * Its calculations except those that its prompt gives (a formula that several tasks are about). Includes those with a
 * result in words ("211 + 420 is 631"), and those written in words ("30 times 6").
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

/** The share of the shorter one's steps that the other has too; 0 if it is too small, or may be coincidence. */
function sharedSteps({ steps: one }: Read, { steps: other }: Read): number {
  const [fewer, more] = one.size < other.size ? [one, other] : [other, one];
  let count = 0;
  let weight = 0;
  for (const [step, some] of fewer)
    if (more.has(step)) {
      count++;
      weight += some;
    }
  const share = count / Math.max(1, fewer.size);
  return weight >= LEAST_SHARED_WEIGHT && share >= LEAST_SHARED ? share : 0;
}

function foundOf(one: Read, repeated: readonly Shared[]): Found {
  const place = ({ branch: { execution }, end }: Read) => ({
    stream: execution.stream,
    ...(end ? { offset: end.start, end: end.end } : {}),
  });
  const names = repeated.map(({ other }) => pieceName(other.branch.execution.stream));
  const { share, endsAlike } = repeated[0] as Shared;
  const comes = endsAlike && one.end ? `comes to ${quoted(one.end.answer)} on` : 'goes';
  return {
    places: [place(one), ...repeated.map((shared) => place(shared.other))],
    explanation: `${capitalised(pieceName(one.branch.execution.stream))} ${comes} the same way as ${listed(names)}: ${Math.round(share * 100)} % of the shorter one’s steps stand in both.`,
  };
}
