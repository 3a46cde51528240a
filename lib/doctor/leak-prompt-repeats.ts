import type { ComputedCheck, Found } from './check.ts';
import type { StageView } from './context-view.ts';
import { repetition, weighedTokens } from './similarity.ts';
import { quoted } from './words.ts';

/** Read on the corpus: below this one of the two asks for more. */
const ALIKE = 0.75;
/** Prompts compared with each other in one stage; a plan of hundreds would cost their square. */
const MOST_PROMPTS = 40;

export const promptRepeats: ComputedCheck = {
  code: 'prompt-repeats',
  kind: 'leak',
  severity: 'warning',
  certainty: 'likely',
  title: 'Prompt repeats another prompt of its stage',
  description: `Two prompts of one stage ask for the same thing in nearly the same words: the second executor is paid for work that runs already, or what sets the two apart stands elsewhere. Words like “verify” do not count; where each has something that the other lacks (x = 2 and x = −2), they are different tasks. Reported from ${Math.round(ALIKE * 100)} % on.`,
  example:
    '<prompt_2.1> Verify 513² − 487² by direct multiplication. </prompt_2.1> <prompt_2.2> Verify 513² − 487² by multiplication directly. </prompt_2.2>',
  find: ({ context }) => context.stageViews().flatMap(findIn),
};

function findIn(view: StageView): Found[] {
  const { plan, stage } = view.stage;
  const prompts = plan.prompts.slice(0, MOST_PROMPTS).map((prompt) => {
    const text = plan.text.slice(prompt.start, prompt.end ?? plan.text.length);
    return { prompt, text, tokens: weighedTokens(text) };
  });
  const found: Found[] = [];
  prompts.forEach((one, position) => {
    for (const other of prompts.slice(0, position)) {
      const alike = repetition(one.tokens, other.tokens);
      if (alike < ALIKE) continue;
      found.push({
        places: [one, other].map(({ prompt, text }) => ({
          stream: plan.stream,
          stage,
          index: prompt.index,
          offset: prompt.start,
          end: prompt.start + text.length,
        })),
        explanation: `Prompts ${stage}.${other.prompt.index} and ${stage}.${one.prompt.index} are ${Math.round(alike * 100)} % alike: ${quoted(one.text)}`,
        certainty: alike >= 0.9 ? 'likely' : 'possible',
      });
      // A third of the same kind is told once, of the first it repeats.
      break;
    }
  });
  return found;
}
