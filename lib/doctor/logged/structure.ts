import type { LoggedCheck } from '../check.ts';

const fault = { kind: 'fault', certainty: 'certain' } as const;

/** The parser's remarks on how the pieces fit together (codes of lib/protocol/diagnostics.ts). */
export const loggedStructureChecks: readonly LoggedCheck[] = [
  {
    ...fault,
    code: 'prompts-without-execution',
    title: 'Prompts without execution',
    description:
      'A stage has fewer executions than prompts: a task was handed out and nobody carried it out.',
    example: '<Plan_1> … two prompts … </Plan_1> <Execution_1> one execution </Execution_1>',
  },
  {
    ...fault,
    code: 'execution-without-prompt',
    title: 'Execution without prompt',
    description: 'A stage has more executions than prompts: this one was asked for by nobody.',
    example: '<Plan_1> … one prompt … </Plan_1> <Execution_1> two executions </Execution_1>',
  },
  {
    ...fault,
    code: 'execution-without-plan',
    title: 'Executions without a plan',
    description:
      'A block of executions follows another one with no plan between; an empty plan was put before it.',
    example: '</Execution_1> <Execution_2> <execution_2.1> … </Execution_2>',
  },
  {
    ...fault,
    code: 'reference-not-earlier',
    title: 'Reference to its own or a later stage',
    description:
      'A plan names an execution that no earlier stage has. When the plan was written it did not exist: the text was put together afterwards, or the number is wrong.',
    example: '<Plan_2> Based on execution_2.1: the total is 12. <prompt_2.1> … </Plan_2>',
  },
  {
    ...fault,
    code: 'empty-prompt',
    title: 'Empty prompt',
    description: 'A prompt has no text: its executor is not told what to do.',
    example: '<prompt_1.1> </prompt_1.1>',
  },
  {
    ...fault,
    code: 'empty-plan',
    title: 'Empty plan',
    description: 'The planner stopped before it wrote anything.',
    example: '<Plan_2></Plan_2>',
  },
  {
    ...fault,
    code: 'stray-text',
    title: 'Text outside any tag',
    description: 'Text between the pieces belongs to none of them and is lost to every count.',
    example: '</Plan_1> Let us see what comes out. <Execution_1>',
  },
  {
    ...fault,
    code: 'text-before-tags',
    title: 'Text before the first tag',
    description: 'A trace starts with text outside any tag; it was kept as a thought of its own.',
    example: 'Sure, here is my reasoning. <Plan_1> … </Plan_1>',
  },
  {
    ...fault,
    code: 'text-after-answer',
    title: 'Text after the final answer',
    description: 'A run ends with its final answer; what follows was left out.',
    example: '</Final_answer> Let me know if you need anything else!',
  },
  {
    ...fault,
    code: 'cut-at-limit',
    title: 'Cut at the token limit',
    description:
      'A reply ended at its token limit. What was open ends there, and an open prompt is not executed.',
    example: '<execution_1.1> Adding the first row gives 12, the sec',
  },
  {
    ...fault,
    code: 'more-diagnostics',
    title: 'Further findings, counted only',
    description: 'One kind of remark came up more than a hundred times; the rest was only counted.',
    example: '37 more of "tag-as-text".',
  },
  {
    kind: 'note',
    certainty: 'certain',
    code: 'early-answer',
    title: 'Boxed before the final answer',
    description:
      'A boxed answer stands in a plan or an execution of the last stage. Where further rounds follow it, `answer-then-rounds` says so instead.',
    example: '<Plan_2> Both agree: \\boxed{45}. </Plan_2> <Final_answer> \\boxed{45} </Final_answer>',
  },
];
