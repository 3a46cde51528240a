import { assertUnreachable } from '#lib/base/assert.ts';

export type CallRole = 'planner' | 'executor' | 'sequential' | 'answer';

/**
 * Strings at which an endpoint is asked to stop, at most four (OpenAI's limit). Without the number, since models
 * misnumber. The parser enforces the same, because many servers leave some out or ignore them.
 */
export function stopStrings(role: CallRole): readonly string[] {
  switch (role) {
    case 'planner':
      return ['</Plan_', '<Execution_', '</Final_answer>'];
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
