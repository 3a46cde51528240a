import { assertUnreachable } from '#lib/base/assert.ts';

export type CallRole = 'planner' | 'executor' | 'sequential' | 'answer';

/**
 * Strings at which an endpoint is asked to stop, at most four (OpenAI's limit). Without the number, since models
 * misnumber. The parser enforces the same, because many servers leave some out or ignore them.
 * @param reminded of a planner whose last reply held no tag: a plan without prompts that goes on after the tag at the
 * end of the request has none but its closing tag, which the stop string takes away.
 */
export function stopStrings(role: CallRole, reminded = false): readonly string[] {
  switch (role) {
    case 'planner':
      return reminded ? ['<Execution_', '</Final_answer>'] : ['</Plan_', '<Execution_', '</Final_answer>'];
    case 'executor':
      return ['</execution_', '</Execution_', '<Plan_'];
    case 'answer':
      return ['</Final_answer>', '<Plan_', '<Execution_'];
    case 'sequential':
      return [];
    default:
      return assertUnreachable(role);
  }
}
