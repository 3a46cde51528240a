import type { Instructions } from '#lib/trace/events.ts';
import { sharedInstructions } from './prompted-shared.ts';

// A role's text stands after the transcript and is read anew with every call: only what must be fresh in mind. No tag
// may be named in it, since a model goes on from the last tag that it reads.
const planner = `The transcript so far ends here. You are the planner: divide what is left and hand it out; do not solve it yourself, not even in thought. Write nothing outside the tags.`;

const executor = `The transcript so far ends here. You are an executor: carry out the prompt with the number of the execution opened below, only that one. Result first, then why. Close its tag and stop.`;

const sequential = `Work on the question step by step. Think it through as long as it needs: try an approach, check it, change course when it fails. When you are sure, give the final answer on the last line with the result in \\boxed{}; put only the result in the box.`;

/** For any chat model: the whole protocol explained, since it has never seen it. */
export const promptedInstructions: Instructions = {
  shared: sharedInstructions,
  planner,
  executor,
  sequential,
};
