import type { LoggedCheck } from '../check.ts';

const tag = { kind: 'fault', certainty: 'certain' } as const;

/** The parser's remarks on single tags (codes of lib/protocol/diagnostics.ts). */
export const loggedTagChecks: readonly LoggedCheck[] = [
  {
    ...tag,
    code: 'unnumbered',
    title: 'Tag without a number',
    description: 'A tag of the protocol carries no number. Its position decides what it stands for.',
    example: '<Plan_1> … <prompt> Count the vowels. </prompt> </Plan_1>',
  },
  {
    ...tag,
    code: 'misnumbered',
    title: 'Tag with another number',
    description:
      'The number written in a tag is not the one that its position gives it. A model trained on such a trace learns to miscount.',
    example: '<Plan_1> … </Plan_1> <Execution_1> … </Execution_1> <Plan_3> …',
  },
  {
    ...tag,
    code: 'close-number-differs',
    title: 'Closing tag with another number',
    description: 'A closing tag carries another number than the tag it closes.',
    example: '<prompt_1.1> Halve 90. </prompt_1.2>',
  },
  {
    ...tag,
    code: 'missing-close',
    title: 'Unclosed tag',
    description:
      'A plan, a block or an execution has no closing tag; it was taken to end where the next one opens.',
    example: '<execution_1.1> 90 / 2 = 45 <execution_1.2> …',
  },
  {
    ...tag,
    code: 'missing-opening',
    title: 'Missing opening tag',
    description: 'A prompt stands outside any plan, or an execution outside any block.',
    example: '<Plan_1> … </Plan_1> <execution_1.1> … </execution_1.1>',
  },
  {
    ...tag,
    code: 'repeated-opening',
    title: 'Opening tag repeated',
    description: 'The same opening tag stands twice before any text.',
    example: '<Plan_2><Plan_2> Now add both. </Plan_2>',
  },
  {
    ...tag,
    code: 'late-opening',
    title: 'Text before the opening tag',
    description:
      'A planner wrote text first and opened its plan only then; the text was taken as part of the plan.',
    example: 'Let me think. <Plan_2> Now add both. </Plan_2>',
  },
  {
    ...tag,
    code: 'unclosed-prompt',
    title: 'Unclosed prompt',
    description:
      'A prompt has no closing tag: where the task ends is a guess, and so is when its executor could start.',
    example: '<Plan_1> … <prompt_1.1> Halve 90. </Plan_1>',
  },
  {
    ...tag,
    code: 'prompt-close-without-opening',
    title: 'Prompt closed that was never opened',
    description: 'A `</prompt>` has no opening tag before it. Nothing is executed for it.',
    example: '<Plan_1> Halve 90. </prompt_1.1> </Plan_1>',
  },
  {
    ...tag,
    code: 'close-without-opening',
    title: 'Orphaned closing tag',
    description: 'A closing tag closes nothing and was left out.',
    example: '<Plan_1> … </Plan_1> </Plan_1>',
  },
  {
    ...tag,
    code: 'prompt-in-execution',
    title: 'Prompt inside an execution',
    description:
      'An executor wrote a prompt of its own. Only plans hand out tasks, so the tag was kept as text and nobody works on it.',
    example: '<execution_1.1> First <prompt_1.2> halve 90 </prompt_1.2> … </execution_1.1>',
  },
  {
    ...tag,
    code: 'tag-as-text',
    title: 'Foreign tag kept as text',
    description:
      'A tag of the protocol stands where it means nothing, such as a plan’s tag inside an execution.',
    example: '<execution_1.1> … </Plan_1> so 45. </execution_1.1>',
  },
  {
    ...tag,
    code: 'malformed-tag',
    title: 'Malformed tag',
    description:
      'Something begins like a tag of the protocol and does not end like one; it was kept as text.',
    example: '<execution_5.1> … <prompt_5.1bis> … </execution_5.1>',
  },
  {
    ...tag,
    code: 'stray-code-tag',
    title: 'Stray </code>',
    description:
      'A `</code>` closes nothing; models leave it behind when a code block is cut out of their training text.',
    example: '<execution_1.1> The total is 45. </code> </execution_1.1>',
  },
  {
    ...tag,
    code: 'unclosed-think',
    title: 'Unclosed thinking',
    description:
      '`<think>` is never closed, so the rest was taken as thinking and not as the protocol’s text.',
    example: '<Plan_1> <think> What is asked? … </Plan_1>',
  },
  {
    ...tag,
    code: 'stray-think-close',
    title: 'Stray </think>',
    description: 'A `</think>` inside a plan or an execution closes nothing and was left out.',
    example: '<execution_1.1> 45 </think> </execution_1.1>',
  },
  {
    ...tag,
    code: 'repeated-head',
    title: 'Question repeated',
    description: 'The question stands a second time; the repetition was left out.',
    example: '<Question> … </Question> <Question> … </Question>',
  },
];
