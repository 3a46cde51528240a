import type { PlanState } from '#lib/trace/state.ts';
import type { ComputedCheck, Found } from '../check.ts';
import type { BranchView, StageView } from '../context-view.ts';
import { asksAgain, isRelated, likeness, type ReadTask, readTask } from '../tasks/task-likeness.ts';
import { listed, quoted } from '../words.ts';

/** From this likeness on two prompts ask for the same, however they word it. */
const SAME = 0.75;
/** Prompts of one stage that we compare with each other; a plan of hundreds would take quadratic time. */
const MOST_PROMPTS = 40;
/** Prompts of earlier stages that we compare one with, nearest first. */
const MOST_EARLIER = 40;
/**
 * Two executions do the same work if they share this much of the shorter one's formulas, which have more weight than a
 * number.
 */
const SAME_WORK = 0.7;
const LEAST_FORMULAS = 6;
const LEAST_WEIGHT = 3;
/** Most prompts that one finding names. */
const MOST_TOLD = 4;

export const promptRepeats: ComputedCheck = {
  code: 'prompt-repeats',
  kind: 'leak',
  severity: 'warning',
  certainty: 'likely',
  title: 'Prompt repeats another prompt',
  description:
    'Two prompts of one stage ask for the same thing, in the same words or in others: the second executor is paid for work that runs already, or what sets the two apart stands elsewhere. What they are about is compared, by stems and by words that mean one thing (substitute, plug in; probability, chance); how they ask for it (verify, confirm, compute) is not. Where each has something that the other lacks (x = 2 and x = −2, pounds and euros, the domain and the range), where they name the same in another order, or ask for different ways, they are different tasks. A check that is a part of another one is possible; so is one whose words leave it open, where both executions write the same formulas. Of an earlier stage only a prompt counts (possible) that asks for all of it in the same way: to find and then to verify is no repetition, to verify the same twice is.',
  example:
    '<prompt_2.1> Verify the length of the cycle and recalculate the sum. </prompt_2.1> <prompt_2.2> Re-verify the cycle length by listing terms. </prompt_2.2>',
  find: ({ context }) => findIn(context.stageViews()),
};

interface Prompt {
  readonly stage: number;
  readonly index: number;
  readonly stream: PlanState['stream'];
  readonly start: number;
  readonly text: string;
  readonly task: ReadTask;
  readonly branch: BranchView | undefined;
}

const promptsOf = ({ stage: { plan, stage }, branches }: StageView): Prompt[] =>
  plan.prompts.slice(0, MOST_PROMPTS).map(({ index, start, end }) => {
    const text = plan.text.slice(start, end ?? plan.text.length);
    const branch = branches.find((one) => one.index === index);
    return { stage, index, stream: plan.stream, start, text, task: readTask(text), branch };
  });

function findIn(stages: readonly StageView[]): Found[] {
  const found: Found[] = [];
  let earlier: Prompt[] = [];
  for (const view of stages) {
    const prompts = promptsOf(view);
    prompts.forEach((one, position) => {
      const siblings = repeatedBy(one, prompts.slice(0, position), siblingLikeness);
      const before = repeatedBy(one, earlier, ({ task }, other) => (asksAgain(task, other.task) ? OPEN : 0));
      const repeated = [...siblings, ...before];
      if (repeated.length > 0) found.push(foundOf(one, repeated));
    });
    earlier = [...prompts.reverse(), ...earlier].slice(0, MOST_EARLIER);
  }
  return found;
}

/** A prompt that another one repeats, and whether that is sure. */
interface Repeated {
  readonly prompt: Prompt;
  readonly isSure: boolean;
}

/** The prompts that it repeats, most similar first. */
function repeatedBy(
  one: Prompt,
  others: readonly Prompt[],
  alike: (one: Prompt, other: Prompt) => number,
): Repeated[] {
  return others
    .map((prompt) => ({ prompt, share: alike(one, prompt) }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share)
    .slice(0, MOST_TOLD)
    .map(({ prompt, share }) => ({ prompt, isSure: share >= SAME }));
}

/** Compares the prompts' words and, if these leave it open, the work of their executions. */
function siblingLikeness(one: Prompt, other: Prompt): number {
  const share = likeness(one.task, other.task);
  if (share > 0 || !one.branch || !other.branch) return share;
  return isRelated(one.task, other.task) && sharedWork(one.branch, other.branch) >= SAME_WORK ? OPEN : 0;
}
const OPEN = 0.4;

/** The share of the shorter execution's formulas that the other one writes too; 0 if they share few. */
function sharedWork({ math: one }: BranchView, { math: other }: BranchView): number {
  const [less, more] =
    one.first.size <= other.first.size ? [one.first, other.first] : [other.first, one.first];
  const formulas = [...less.values()].filter(({ weight }) => weight >= LEAST_WEIGHT);
  const shared = formulas.filter(({ key }) => more.has(key)).length;
  return shared < LEAST_FORMULAS ? 0 : shared / formulas.length;
}

function foundOf(one: Prompt, repeated: readonly Repeated[]): Found {
  // Repeating a sibling almost literally is the surest sign; repeating an earlier stage may be intended.
  const sure = repeated.filter(({ isSure }) => isSure);
  const told = (sure.length > 0 ? sure : repeated).map(({ prompt }) => prompt);
  const others = repeated.map(({ prompt }) => prompt).filter((prompt) => !told.includes(prompt));
  const namesOf = (prompts: readonly Prompt[]) =>
    listed(prompts.map(({ stage, index }) => `${stage}.${index}`));
  const isMany = told.length > 1;
  const isSame = told.some(({ task }) => task.plain === one.task.plain);
  const alsoMaybe = others.length > 0 ? `, and maybe for what ${namesOf(others)} asked` : '';
  return {
    places: [one, ...told, ...others].map(({ stage, index, stream, start, text }) => ({
      stream,
      stage,
      index,
      offset: start,
      end: start + text.length,
    })),
    explanation: `Prompt ${one.stage}.${one.index} asks for what prompt${isMany ? 's' : ''} ${namesOf(told)} ${isMany ? 'ask' : 'asks'} for${isSame ? '' : ' in other words'}${alsoMaybe}: ${quoted(one.text)}`,
    certainty: sure.length > 0 ? 'likely' : 'possible',
  };
}
