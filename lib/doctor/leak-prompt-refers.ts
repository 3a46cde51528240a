import type { ComputedCheck, Found } from './check.ts';
import type { StageView } from './context-view.ts';
import { namedTasks } from './named-tasks.ts';
import { capitalised, quoted } from './words.ts';

/** Words for what another prompt of the stage is to bring; "as per the above plan" is none of them. */
const DEPENDS = [
  /\b(?:previous|preceding|prior) (?:prompt|execution|task|step|sub-?task|branch|calculation|computation|result|answer)\b/i,
  /\b(?:the )?(?:first|second|third|other|last|above|remaining) (?:prompt|execution|sub-?task)s?\b/i,
  /\b(?:result|answer|value|output)s? (?:of|from|found in|obtained in) (?:the )?(?:previous|preceding|prior|above|other) (?:one|prompt|step|part|calculation)\b/i,
];

export const promptRefers: ComputedCheck = {
  code: 'prompt-refers',
  kind: 'leak',
  severity: 'warning',
  certainty: 'likely',
  title: 'Prompt refers to another prompt of its stage',
  description:
    'A prompt names another prompt or execution of the same stage, or asks for work on its result. Prompts of a stage are carried out at the same time, so the executor cannot have it: the two belong in different stages.',
  example:
    '<prompt_1.1> Find the median. </prompt_1.1> <prompt_1.2> Double the result of prompt 1.1. </prompt_1.2>',
  find: ({ context }) => context.stageViews().flatMap(findIn),
};

function findIn(view: StageView): Found[] {
  const { plan, stage } = view.stage;
  const found: Found[] = [];
  plan.prompts.forEach(({ index, start, end }, position) => {
    const text = plan.text.slice(start, end ?? plan.text.length);
    const named = namedTasks(text).find(
      (task) => task.stage === stage && task.index !== index && plan.prompts[task.index - 1],
    );
    // In later stages "the previous step" may be one of the stage before.
    const depends = stage === 1 && position > 0 ? dependsOn(text.slice(0, 4_000)) : null;
    const cue = named ?? (depends && { start: depends.index, end: depends.index + depends[0].length });
    if (!cue) return;
    const other = plan.prompts[(named?.index ?? position) - 1];
    found.push({
      places: [
        { stream: plan.stream, stage, index, offset: start + cue.start, end: start + cue.end },
        ...(other
          ? [
              {
                stream: plan.stream,
                stage,
                index: other.index,
                offset: other.start,
                end: other.end ?? plan.text.length,
              },
            ]
          : []),
      ],
      explanation: `${capitalised(`prompt ${stage}.${index}`)} speaks of ${quoted(text.slice(cue.start, cue.end))}; prompts of a stage run at the same time${other ? `, so what ${stage}.${other.index} brings is not there yet` : ''}.`,
      certainty: named ? 'certain' : 'likely',
    });
  });
  return found;
}

function dependsOn(text: string): RegExpExecArray | null {
  for (const pattern of DEPENDS) {
    const match = pattern.exec(text);
    if (match) return match;
  }
  return null;
}
