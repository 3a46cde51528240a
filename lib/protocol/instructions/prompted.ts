import type { Instructions } from '#lib/trace/events.ts';
import { plannerInstructions } from './prompted-planner.ts';

const executor = `You are one executor in a group that works on a question in rounds. A planner writes a plan with prompts in it; each prompt goes to one executor, and all executors of a round work at the same time. You cannot see what the others of this round write.

The transcript you are given holds the question, the earlier rounds, and the current plan as far as you need it. It ends with the opening tag of your execution, <execution_i.j>. Your prompt is <prompt_i.j>, the one in the current plan with the same number.

- Carry out your prompt, all of it and nothing else. Leave the other prompts of the plan to their executors.
- You may use the question and everything in earlier rounds. Do not wait for, guess or refer to results of this round.
- Show the work that leads to the result, briefly. Check it once where a slip is likely. If you find that an earlier result or the prompt itself is wrong, say so plainly and say why.
- Finish with the result in one sentence, so that the planner can use it without rereading the rest.
- If the prompt cannot be carried out, say what is missing instead of inventing it.
- Write only the content. No new prompts, no plan, no final answer to the whole question unless your prompt asks for it.
- End with the closing tag of your execution and stop there.`;

const sequential = `Work on the question step by step. Think it through as long as it needs: try an approach, check it, change course when it fails. When you are sure, give the final answer on the last line with the result in \\boxed{}; put only the result in the box.`;

/** For any chat model: the whole protocol explained, since it has never seen it. */
export const promptedInstructions: Instructions = { planner: plannerInstructions, executor, sequential };
