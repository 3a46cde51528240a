import { assertUnreachable } from '#lib/base/assert.ts';
import type { StreamPlace } from '#lib/trace/streams.ts';

/** What a model is told once after a reply in which no tag was found. `nextStage`: of the plan an answer stands for. */
export function reminderText(place: StreamPlace, nextStage: number): string {
  switch (place.kind) {
    case 'plan':
      return plannerReminder(place.stage);
    case 'answer':
      return plannerReminder(nextStage);
    case 'execution':
      return (
        'That reply could not be used. Carry out your prompt of the current plan and write nothing but its ' +
        `result, then end with </execution_${place.stage}.${place.index}>.`
      );
    case 'thought':
      return 'That reply could not be used. Think the question through and give the final answer in \\boxed{}.';
    default:
      return assertUnreachable(place);
  }
}

// The plan's opening tag comes last: a model, and any tool that reads the request, goes on from the last tag.
const plannerReminder = (stage: number): string =>
  'That reply has none of the tags, so it cannot be read. Give the same content again in the required form and ' +
  'write nothing outside the tags: if the question is settled, <Final_answer> with the answer in \\boxed{}, ' +
  `then </Final_answer>; otherwise the plan of this round, closed with </Plan_${stage}>. Begin it with ` +
  `<Plan_${stage}>`;
