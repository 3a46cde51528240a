import type { PlanState } from '#lib/trace/state.ts';
import type { ComputedCheck, Found } from './check.ts';
import type { StageView } from './context-view.ts';
import type { Certainty } from './finding.ts';
import { asksAgain, likeness, type ReadTask, readTask } from './task-likeness.ts';
import { listed, quoted } from './words.ts';

/** From here on the two ask for the same, however they put it. */
const SAME = 0.75;
/** Prompts compared with each other in one stage; a plan of hundreds would cost their square. */
const MOST_PROMPTS = 40;
/** Prompts of earlier stages that one is held against, the nearest first. */
const MOST_EARLIER = 40;
/** Named in one finding. */
const MOST_TOLD = 4;

export const promptRepeats: ComputedCheck = {
  code: 'prompt-repeats',
  kind: 'leak',
  severity: 'warning',
  certainty: 'likely',
  title: 'Prompt repeats another prompt',
  description:
    'Two prompts of one stage ask for the same thing, in the same words or in others: the second executor is paid for work that runs already, or what sets the two apart stands elsewhere. What they are about is compared, by stems; how they ask for it (verify, confirm, compute) is not. Where each has something that the other lacks (x = 2 and x = −2, pounds and euros), where they name the same in another order, or ask for different ways, they are different tasks. Of an earlier stage only a prompt counts (possible) that asks for all of it in the same way: to find and then to verify is no repetition, to verify the same twice is.',
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
}

const promptsOf = ({ stage: { plan, stage } }: StageView): Prompt[] =>
  plan.prompts.slice(0, MOST_PROMPTS).map(({ index, start, end }) => {
    const text = plan.text.slice(start, end ?? plan.text.length);
    return { stage, index, stream: plan.stream, start, text, task: readTask(text) };
  });

function findIn(stages: readonly StageView[]): Found[] {
  const found: Found[] = [];
  let earlier: Prompt[] = [];
  for (const view of stages) {
    const prompts = promptsOf(view);
    prompts.forEach((one, position) => {
      const siblings = repeatedBy(one, prompts.slice(0, position), likeness);
      const before = repeatedBy(one, earlier, (task, other) => (asksAgain(task, other) ? 1 : 0));
      const repeated = [...siblings, ...before];
      if (repeated.length === 0) return;
      // A sibling that is nearly the same is the surest sign; one of an earlier stage may be wanted.
      const isSure = siblings.some((other) => likeness(one.task, other.task) >= SAME);
      found.push(foundOf(one, repeated, isSure ? 'likely' : 'possible'));
    });
    earlier = [...prompts.reverse(), ...earlier].slice(0, MOST_EARLIER);
  }
  return found;
}

/** Those that it repeats most; a third of the same kind is told with both. */
function repeatedBy(
  { task }: Prompt,
  others: readonly Prompt[],
  alike: (one: ReadTask, other: ReadTask) => number,
): Prompt[] {
  const shares = others.map((other) => alike(task, other.task));
  const most = Math.max(0, ...shares);
  return others.filter((_, at) => most > 0 && shares[at] === most).slice(0, MOST_TOLD);
}

function foundOf(one: Prompt, repeated: readonly Prompt[], certainty: Certainty): Found {
  const names = listed(repeated.map(({ stage, index }) => `${stage}.${index}`));
  const [ask, isSame] = [
    repeated.length > 1 ? 'ask' : 'asks',
    repeated.some(({ task }) => task.plain === one.task.plain),
  ];
  return {
    places: [one, ...repeated].map(({ stage, index, stream, start, text }) => ({
      stream,
      stage,
      index,
      offset: start,
      end: start + text.length,
    })),
    explanation: `Prompt ${one.stage}.${one.index} asks for what prompt${repeated.length > 1 ? 's' : ''} ${names} ${ask} for${isSame ? '' : ' in other words'}: ${quoted(one.text)}`,
    certainty,
  };
}
