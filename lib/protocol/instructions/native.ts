import type { Instructions } from '#lib/trace/events.ts';

/**
 * One text for both roles, as the SPRINT authors have it: an executor's prompt then begins like the planner's, up to
 * where its plan is cut, and a server computes that part once.
 */
const bothRoles =
  'Continue the transcript below from where it ends. It works on the question in rounds. A planner writes a plan, between ' +
  '<Plan_i> and </Plan_i>, with a <prompt_i.j> for each part that can be carried out independently of the others. ' +
  'Executors carry out the prompts: each one the prompt that has the number of its execution, and only that one, using ' +
  'what earlier plans and executions found. Once the executions settle the question, the planner writes the ' +
  '<Final_answer> with the result in \\boxed{}.';

/**
 * For a model that was tuned on tagged transcripts: it knows the format, so a few words set the scene. A model tuned
 * with other words wants those; a session's request can replace these.
 */
export const nativeInstructions: Instructions = {
  planner: bothRoles,
  executor: bothRoles,
  sequential:
    'Think about the question below step by step, then give the final answer with the result in \\boxed{}.',
};
