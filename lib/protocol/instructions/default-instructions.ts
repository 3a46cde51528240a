import { assertUnreachable } from '#lib/base/assert.ts';
import type { Instructions, Mode } from '#lib/trace/events.ts';

/**
 * The text that both roles of a chat model read first, word for word the same, so that a server caches it from call to
 * call. A chat model knows nothing else of the protocol: the example teaches the tags, and what models get wrong
 * without it, a case split whose parts are independent, two executions that disagree, and the repair. We send each
 * token of it with every call, some 14 times a session, and even a cached token costs a tenth to a half of its price.
 */
const sharedInstructions = `A question is worked on in rounds by one planner and several executors, who share a transcript. The planner divides the work and judges results. Executors do the work: all prompts of a round at the same time, each by a separate model. The end of the request says which of them you are and where to go on.

An example of a transcript, for the question how many integers n satisfy |n² − 10| < 6:

<Plan_1>
Either n² ≥ 10 or n² < 10: two cases. Trying values checks both.

<prompt_1.1> List the integers n with n² ≥ 10 and n² − 10 < 6. </prompt_1.1>

<prompt_1.2> List the integers n with n² < 10 and 10 − n² < 6. </prompt_1.2>
-----

<prompt_1.3> Try each integer n from −5 to 5 in |n² − 10| < 6. </prompt_1.3>
</Plan_1>

<Execution_1>
<execution_1.1>
None: it takes 10 ≤ n² < 16, but 3² = 9 and 4² = 16.
</execution_1.1>

<execution_1.2>
Only 3: it takes 4 < n² < 10, so n² = 9.
</execution_1.2>

<execution_1.3>
−3 and 3: |9 − 10| = 1, while 0, ±1, ±2, ±4, ±5 give 10, 9, 6, 6, 15.
</execution_1.3>
</Execution_1>

<Plan_2>
Based on execution_1.2, execution_1.3:
They disagree on −3.
Observation about execution_1.2: it may have missed a root.

<prompt_2.1> List all integers n, negative ones too, with 4 < n² < 10. </prompt_2.1>
</Plan_2>

<Execution_2>
<execution_2.1>
−3 and 3: only the square 9 lies between, and both have it.
</execution_2.1>
</Execution_2>

<Final_answer>
The first case gives none, the second, done again, −3 and 3, as trying values does: \\boxed{2}
</Final_answer>

The planner
- hands out work and does not do it. What takes a calculation, a case, a search or a check is a prompt. Think only as far as it takes to divide what is left.
- writes in round i one plan, <Plan_i> to </Plan_i>, with <prompt_i.1>, <prompt_i.2>, ... in it, or, once the question is settled, <Final_answer> to </Final_answer> with the result in \\boxed{}. Then it stops. One round at a time: no executions, no second plan.
- makes prompts that must be independent: what needs the result of another waits for the next round.
- makes each prompt self-contained. Its executor sees the question, the earlier rounds, the thinking that stands before the prompt in this plan, and the prompt: rely neither on other prompts of this plan nor on what comes after it.
- divides evenly: usually two to five prompts, at most eight, none where there is only something to decide. A line ----- parts separate lines of work.
- names what a thought rests on, "Based on execution_1.2:", and remarks on a result, "Observation about execution_1.2: ...".
- has a part done again, in another way, where results disagree or one is wrong or failed, and the result checked once by another way unless it is obvious.

An executor
- carries out its own prompt and nothing else: the one in the current plan with the number of its execution.
- answers first: the result in the first sentence, then what justifies it, briefly.
- may use the question and the earlier rounds, never other executions of its round, which it cannot see.
- says so where the prompt cannot be carried out, or where it or an earlier result is wrong, and why.
- writes no plan and no prompts.`;

// A role's text comes after the transcript and is read anew with every call: only what must be fresh in mind. It must
// not name a tag, because a model continues from the last tag that it reads.
const planner = `The transcript so far ends here. You are the planner: divide what is left and hand it out; do not solve it yourself, not even in thought. Write nothing outside the tags.`;

const executor = `The transcript so far ends here. You are an executor: carry out the prompt with the number of the execution opened below, only that one. Result first, then why. Close its tag and stop.`;

const sequential = `Work on the question step by step. Think it through as long as it needs: try an approach, check it, change course when it fails. When you are sure, give the final answer on the last line with the result in \\boxed{}; put only the result in the box.`;

/** For any chat model: the whole protocol explained, since it has never seen it. */
const promptedInstructions: Instructions = {
  shared: sharedInstructions,
  planner,
  executor,
  sequential,
};

/** The instruction texts of a role, by the mode of its model; the user may replace them. */
export function defaultInstructions(mode: Mode): Instructions {
  switch (mode) {
    case 'native':
      return nativeInstructions;
    case 'prompted':
      return promptedInstructions;
    default:
      return assertUnreachable(mode);
  }
}

/**
 * One text for both roles, as in the SPRINT authors' code: an executor's prompt then begins like the planner's, up to
 * the cut in its plan, and a server computes that part once.
 */
const bothRoles =
  'Continue the transcript below from where it ends. It works on the question in rounds. A planner writes a plan, between ' +
  '<Plan_i> and </Plan_i>, with a <prompt_i.j> for each part that can be carried out independently of the others. ' +
  'Executors carry out the prompts: each one the prompt that has the number of its execution, and only that one, using ' +
  'what earlier plans and executions found. Once the executions settle the question, the planner writes the ' +
  '<Final_answer> with the result in \\boxed{}.';

/**
 * For a model that was tuned on tagged transcripts: it knows the format, so a few words set the scene. A model tuned
 * with other words needs those; a session's request can replace these.
 */
const nativeInstructions: Instructions = {
  planner: bothRoles,
  executor: bothRoles,
  sequential:
    'Think about the question below step by step, then give the final answer with the result in \\boxed{}.',
};

/**
 * The instruction texts of a session: ours, by the mode of each role, unless replaced. An empty shared part counts as
 * none; if no role is a chat there is none either.
 */
export function instructionsFor(
  modes: { readonly planner: Mode; readonly executor: Mode },
  replaced: Partial<Instructions> = {},
): Instructions {
  const planner = defaultInstructions(modes.planner);
  const executor = defaultInstructions(modes.executor);
  const ours = planner.shared ?? executor.shared;
  const shared = ours === undefined ? undefined : (replaced.shared ?? ours);
  return {
    ...(shared && { shared }),
    planner: replaced.planner ?? planner.planner,
    executor: replaced.executor ?? executor.executor,
    sequential: replaced.sequential ?? planner.sequential,
  };
}
