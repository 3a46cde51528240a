import type { ComputedCheck, Found } from './check.ts';
import type { StageView } from './context-view.ts';
import { likeness, type ReadTask, readTask } from './task-likeness.ts';
import { quoted } from './words.ts';

/** From here on the two ask for the same, however they put it. */
const SAME = 0.75;
/** Prompts compared with each other in one stage; a plan of hundreds would cost their square. */
const MOST_PROMPTS = 40;

export const promptRepeats: ComputedCheck = {
  code: 'prompt-repeats',
  kind: 'leak',
  severity: 'warning',
  certainty: 'likely',
  title: 'Prompt repeats another prompt of its stage',
  description:
    'Two prompts of one stage ask for the same thing, in the same words or in others: the second executor is paid for work that runs already, or what sets the two apart stands elsewhere. What they are about is compared, by stems; how they ask for it (verify, confirm, compute) is not. Where each has something that the other lacks (x = 2 and x = −2, pounds and euros), where they name the same in another order, or ask for different ways, they are different tasks.',
  example:
    '<prompt_2.1> Verify the length of the cycle and recalculate the sum. </prompt_2.1> <prompt_2.2> Re-verify the cycle length by listing terms. </prompt_2.2>',
  find: ({ context }) => context.stageViews().flatMap(findIn),
};

interface Prompt {
  readonly index: number;
  readonly start: number;
  readonly text: string;
  readonly task: ReadTask;
}

function findIn(view: StageView): Found[] {
  const { plan, stage } = view.stage;
  const prompts = plan.prompts.slice(0, MOST_PROMPTS).map(({ index, start, end }): Prompt => {
    const text = plan.text.slice(start, end ?? plan.text.length);
    return { index, start, text, task: readTask(text) };
  });
  const found: Found[] = [];
  prompts.forEach((one, position) => {
    // A third of the same kind is told once, of the one that it repeats most.
    let best: { other: Prompt; alike: number } | null = null;
    for (const other of prompts.slice(0, position)) {
      const alike = likeness(one.task, other.task);
      if (alike > (best?.alike ?? 0)) best = { other, alike };
    }
    if (!best) return;
    const { other, alike } = best;
    found.push({
      places: [one, other].map(({ index, start, text }) => ({
        stream: plan.stream,
        stage,
        index,
        offset: start,
        end: start + text.length,
      })),
      explanation: `Prompt ${stage}.${one.index} asks for what prompt ${stage}.${other.index} asks for${one.task.plain === other.task.plain ? '' : ' in other words'}: ${quoted(one.text)}`,
      certainty: alike >= SAME ? 'likely' : 'possible',
    });
  });
  return found;
}
