import type { Instructions } from '#lib/trace/events.ts';

/**
 * For a model that was tuned on tagged transcripts: it knows the format, so a few words set the scene. A model tuned
 * with other words wants those; a session's request can replace these.
 */
export const nativeInstructions: Instructions = {
  planner:
    'Continue the transcript below as its planner. Work on the question in rounds: write the next plan, between ' +
    '<Plan_i> and </Plan_i>, with a <prompt_i.j> for each part that can be carried out independently of the others, ' +
    'or, once the executions so far settle the question, the <Final_answer> with the result in \\boxed{}.',
  executor:
    'Continue the transcript below as one of its executors. Carry out the prompt of the current plan that has the ' +
    'number of the execution you are in, and only that one, using what earlier plans and executions found.',
  sequential:
    'Think about the question below step by step, then give the final answer with the result in \\boxed{}.',
};
