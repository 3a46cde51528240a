import type { Quantity, Statement } from '#lib/text/quantities.ts';
import type { ComputedCheck, Found } from '../check.ts';
import type { BranchView, StageView } from '../context-view.ts';
import { equationKey, mathTextOf } from '../context-view.ts';
import { isVerifying } from '../cues.ts';
import type { Examined } from '../examined.ts';
import { clausesOf, tokensOf } from '../tasks/task-words.ts';
import { quoted } from '../words.ts';
import { branchResults } from './branch-knowledge.ts';
import { type PlanConclusion, planConclusions } from './plan-conclusions.ts';
import { type TakenResult, takenResults } from './plan-takes-results.ts';

/** A value of this weight is no coincidence, whatever precedes it. */
const ALONE_WEIGHT = 3;
/** Least weight of the expression that a prompt asks to calculate. */
const SUBJECT_WEIGHT = 3;

export const planStatesResult: ComputedCheck = {
  code: 'plan-states-result',
  kind: 'leak',
  severity: 'error',
  certainty: 'likely',
  title: 'Plan states what its prompt is to find out',
  description:
    'A plan states as found what it has just handed out to be found: the result of an execution, or a value of its own that nothing before holds (“the areas are 4π and 16π”, where the prompt before it asks for the areas). The planner cannot know it: it would have to do the executor’s work itself. A plan that has solved the task before it hands it out is told as possible. What is tried, supposed or asked is not stated, and prompts that ask to verify something stated before them are not counted.',
  example:
    '<Plan_1> … <prompt_1.1> Simplify (1 + √2)(1 − √2). </prompt_1.1> The denominator is (1 + √2)(1 − √2) = −1, so … </Plan_1> <Execution_1> <execution_1.1> 1 − 2 = −1 … ',
  find: (trace) => trace.context.stageViews().flatMap((view) => findIn(trace, view)),
};

function findIn(trace: Examined, view: StageView): Found[] {
  const said = saidByKey(trace.context.mathOf(view.stage.plan).statements);
  const told = new Set<string>();
  const found: Found[] = [];
  for (const branch of view.branches) {
    const { prompt } = branch;
    if (!prompt) continue;
    const subjects = new Set(
      [...mathTextOf(prompt.text).first.values()]
        .filter(({ weight }) => weight >= SUBJECT_WEIGHT)
        .map(({ key }) => key),
    );
    for (const result of [...branchResults(branch), ...namedResult(branch)]) {
      if (told.has(result.key) || (view.isEarlier(result.key) && result.weight >= ALONE_WEIGHT)) continue;
      const stated = statementOf(view, branch, said, subjects, result);
      if (!stated) continue;
      told.add(result.key);
      found.push(foundOf(view, branch, stated, result));
    }
  }
  const conclusions = planConclusions(trace, view).filter(
    ({ start, end }) =>
      !found.some(({ places: [place] }) => start <= (place?.offset ?? 0) && (place?.offset ?? 0) < end),
  );
  const concluded = conclusions.flatMap((conclusion) => concludedOf(view, conclusion));
  const taken = takenResults(trace, view).filter(
    ({ start, end }) =>
      ![...found, ...concluded].some(
        ({ places: [place] }) => (place?.offset ?? 0) < end && start < (place?.end ?? 0),
      ),
  );
  return [...found, ...concluded, ...taken.map((one) => takenOf(view, one))];
}

function takenOf(
  { stage: { plan, stage } }: StageView,
  { start, end, what, branch, source }: TakenResult,
): Found {
  return {
    places: [
      { stream: plan.stream, offset: start, end },
      source
        ? { stream: branch.execution.stream, offset: source.start, end: source.end }
        : { stream: branch.execution.stream },
    ],
    explanation: `Plan ${stage} ${what}. It stands behind prompt ${stage}.${branch.index}, which asks for it.`,
    certainty: 'possible',
  };
}

function concludedOf({ stage }: StageView, conclusion: PlanConclusion): Found[] {
  const { start, end, value, isConcluded, isBefore } = conclusion;
  const { plan } = stage;
  const related = plan.prompts.find(({ index }) => index === conclusion.prompt);
  const asked = isBefore
    ? plan.prompts[0]
    : (related ?? (isConcluded ? plan.prompts.findLast((one) => (one.end ?? Infinity) <= start) : undefined));
  if (!asked) return [];
  const said = quoted(plan.text.slice(value.start, value.end));
  const when = isBefore ? 'before' : 'after';
  const prompt = {
    stream: plan.stream,
    stage: stage.stage,
    index: asked.index,
    offset: asked.start,
    end: asked.end ?? plan.text.length,
  };
  return [
    {
      places: [{ stream: plan.stream, offset: start, end }, prompt],
      explanation: `Plan ${stage.stage} states ${said} ${when} it hands out prompt ${stage.stage}.${asked.index}: ${quoted(plan.text.slice(start, end))} ${isBefore ? 'An execution comes to the same: there was nothing left to find out.' : 'Nothing before holds it.'}`,
      certainty: isConcluded && !isBefore ? 'likely' : 'possible',
    },
  ];
}

type SaidByKey = ReadonlyMap<string, readonly { statement: Statement; at: number }[]>;

/** Most times that we look at a value which a plan repeats again and again. */
const MOST_SAID = 12;

function saidByKey(statements: readonly Statement[]): SaidByKey {
  const said = new Map<string, { statement: Statement; at: number }[]>();
  for (const statement of statements)
    statement.sides.forEach(({ key }, at) => {
      const known = said.get(key);
      if (!known) said.set(key, [{ statement, at }]);
      else if (known.length < MOST_SAID) known.push({ statement, at });
    });
  return said;
}

/** Where the plan first states it; null if it does not, or only in the prompt itself. */
function statementOf(
  view: StageView,
  branch: BranchView,
  said: SaidByKey,
  subjects: ReadonlySet<string>,
  result: Quantity,
): Quantity | null {
  const { prompt } = branch;
  if (!prompt) return null;
  for (const { statement, at } of said.get(result.key) ?? []) {
    const { sides, isEquation } = statement;
    const side = sides[at];
    if (!side) continue;
    if (side.start >= prompt.start && side.start < prompt.end) return null;
    if (side.start < prompt.start && isVerifying(prompt.text)) return null;
    const subject = isEquation ? sides.slice(0, at).find(({ key }) => subjects.has(key)) : undefined;
    if (subject && !view.isEarlier(equationKey(subject, side)))
      return { ...side, start: Math.min(subject.start, side.start) };
    // A lone value before the prompt is an input for the executor: nothing says that it is what the prompt asks for.
    if (side.start < prompt.start) continue;
    if (result.weight >= ALONE_WEIGHT && !side.isComputation && !isGiven(view, side)) return side;
    const named = sides[at - 1];
    if (!isEquation || !named || !isNameOf(named) || !asksFor(prompt.text)) continue;
    if (endsWith(branch, named, side) && !view.isEarlier(equationKey(named, side)))
      return { ...side, start: named.start };
  }
  return null;
}

/** It occurs within a prompt: a number of another task. */
const isGiven = ({ stage: { plan } }: StageView, { start }: Quantity): boolean =>
  plan.prompts.some((prompt) => prompt.start <= start && start < (prompt.end ?? plan.text.length));

const asksFor = (prompt: string): boolean =>
  /\b(?:solve|find|determine|calculate|compute|evaluate|what)\b/i.test(prompt) && !isVerifying(prompt);

const isNameOf = ({ isComputation, weight }: Quantity): boolean =>
  !isComputation && weight > 0 && weight <= 2;

/** Whether the execution's last equation is the same: `x = 52` is more than a 52. */
function endsWith(branch: BranchView, name: Quantity, value: Quantity): boolean {
  const last = lastEquation(branch);
  const says = (key: string) => last?.sides.some((side) => side.key === key) ?? false;
  return (
    /^-?[\d./]+$/.test(value.key) &&
    says(value.key) &&
    says(name.key) &&
    (name.weight + value.weight >= ALONE_WEIGHT || namesIn(branch).has(`=${name.key}`))
  );
}

const lastEquation = ({ math }: BranchView) =>
  math.statements.findLast(({ sides, isEquation }) => isEquation && sides.length > 1);

const namesIn = ({ prompt }: BranchView) => tokensOf(clausesOf(prompt?.text ?? ''));

/** "Solve for h" makes h = 5 a result, however little weight a 5 has. */
function namedResult(branch: BranchView): Quantity[] {
  const sides = lastEquation(branch)?.sides ?? [];
  const value = sides.at(-1);
  const names = namesIn(branch);
  return value && /^-?[\d./]+$/.test(value.key) && sides.some(({ key }) => names.has(`=${key}`))
    ? [value]
    : [];
}

function foundOf({ stage }: StageView, branch: BranchView, stated: Quantity, result: Quantity): Found {
  const number = `${stage.stage}.${branch.index}`;
  const when = stated.start < (branch.prompt?.start ?? 0) ? 'before' : 'after';
  const said = quoted(stage.plan.text.slice(stated.start, stated.end));
  return {
    places: [
      { stream: stage.plan.stream, offset: stated.start, end: stated.end },
      { stream: branch.execution.stream, offset: result.start, end: result.end },
    ],
    explanation: `Plan ${stage.stage} says ${said} ${when} it hands out prompt ${number}; that is what execution ${number} finds out.`,
  };
}
