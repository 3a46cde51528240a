import type { LoggedCheck } from '../check.ts';

const run = { kind: 'note', certainty: 'certain' } as const;
const fault = { kind: 'fault', certainty: 'certain' } as const;

/** The orchestrator's remarks on a live run, which it writes into the log. */
export const loggedRunChecks: readonly LoggedCheck[] = [
  {
    ...fault,
    code: 'no-tags',
    title: 'Reply without tags',
    description:
      'The model wrote none of the protocol’s tags, even when reminded; its text was taken as the answer.',
    example: 'The log of a run with a small chat model that answers at once.',
  },
  {
    ...fault,
    code: 'tags-in-reasoning',
    title: 'Tags inside the reasoning',
    description:
      'A reply was empty and its separate reasoning held the tags, or the boxed answer: the reasoning was read as the reply.',
    example: 'reasoning_content: "<Plan_1> … </Plan_1>", content: ""',
  },
  {
    ...fault,
    code: 'plan-broken-off',
    title: 'Plan broken off',
    description: 'The endpoint failed inside a plan that had started executions; the plan ends there.',
    example: 'The connection was lost after </prompt_1.1>.',
  },
  {
    ...run,
    code: 'plan-resumed',
    title: 'Plan resumed',
    description: 'The endpoint failed inside a plan, which was asked to go on from where it broke off.',
    example: 'The connection was lost after </prompt_1.1>, and the next request continued there.',
  },
  {
    ...fault,
    code: 'content-filter',
    title: 'Ended by a content filter',
    description: 'The endpoint’s content filter ended a reply; what it had said until then was kept.',
    example: 'finish_reason: "content_filter"',
  },
  {
    ...fault,
    code: 'lines-skipped',
    title: 'Part of a stream skipped',
    description:
      'Something inside a reply’s stream could not be read and was skipped; the reply went on after it, and words may be missing there.',
    example: 'data: {"choices": [{"te',
  },
  {
    ...fault,
    code: 'over-limit',
    title: 'More than was asked for',
    description:
      'The endpoint went on past twice the token limit of a reply, which was cut there; what had come until then was kept.',
    example: 'max_tokens: 2048, and a reply that never ends',
  },
  {
    ...fault,
    code: 'prompt-cut-by-server',
    title: 'Prompt cut by the server',
    description:
      'The server reports far fewer prompt tokens than were sent: it dropped the start, and the model never saw the question.',
    example: 'usage.prompt_tokens: 4096 for a context of 9,000 tokens',
  },
  {
    ...fault,
    code: 'tokens-estimated',
    title: 'Token counts estimated',
    description: 'The tokenizer failed during the run; counts from there on may be estimates.',
    example: 'The worker that counts was stopped.',
  },
  {
    ...fault,
    code: 'branches-one-by-one',
    title: 'Nothing ran in parallel',
    description:
      'The executions of a stage were requested together and the server worked them off one after another.',
    example: 'A server with one slot: 1.2 starts when 1.1 has ended.',
  },
  {
    ...run,
    code: 'forced-answer',
    title: 'Answer forced',
    description: 'The planner was told to give the final answer: the stage limit or the context was reached.',
    example: 'The prompt of stage 12 ended with <Final_answer>.',
  },
  {
    ...run,
    code: 'context-shortened',
    title: 'Context shortened',
    description: 'The forced answer’s context was cut to the model’s window.',
    example: 'Executions of stage 3 were cut to their ends.',
  },
  {
    ...run,
    code: 'stop-not-honoured',
    title: 'Stop strings not honoured',
    description: 'The model wrote past the end of its turn; the rest was cut off.',
    example: 'The planner went on into <Execution_1> by itself.',
  },
  {
    ...run,
    code: 'max-tokens-lowered',
    title: 'Token limit lowered',
    description: 'A reply’s limit was lowered so that prompt and reply fit the model’s window.',
    example: 'Window 8,192, prompt 6,000: at most 2,192 tokens.',
  },
  {
    ...run,
    code: 'parameter-renamed',
    title: 'Parameter renamed',
    description: 'The endpoint wanted another name for a parameter.',
    example: 'max_tokens became max_completion_tokens.',
  },
  {
    ...run,
    code: 'parameter-dropped',
    title: 'Parameter dropped',
    description: 'The endpoint rejects a parameter; it was left out.',
    example: 'temperature was left out.',
  },
];
