/** For one check: a trace that triggers it, and one that nearly does. */
export interface Example {
  readonly triggers: string;
  readonly nearly: string;
  readonly question?: string;
}

/** One stage of a small transcript: its plan with `[prompts]` in square brackets, and its executions. */
export interface SmallStage {
  readonly plan: string;
  readonly executions: readonly string[];
}

/** A tagged transcript of small stages; `[…]` in a plan is a prompt. */
export function transcript(stages: readonly SmallStage[], answer: string | null = 'So \\boxed{45}.'): string {
  const parts = stages.map(({ plan, executions }, position) => {
    const stage = position + 1;
    let index = 0;
    const tagged = plan.replace(/\[([^\]]*)\]/g, (_, task: string) => {
      index++;
      return `<prompt_${stage}.${index}> ${task} </prompt_${stage}.${index}>`;
    });
    const blocks = executions.map(
      (text, at) => `<execution_${stage}.${at + 1}>\n${text}\n</execution_${stage}.${at + 1}>`,
    );
    return `<Plan_${stage}>\n${tagged}\n</Plan_${stage}>\n<Execution_${stage}>\n${blocks.join('\n')}\n</Execution_${stage}>`;
  });
  return [...parts, ...(answer === null ? [] : [`<Final_answer> ${answer} </Final_answer>`])].join('\n');
}
