import { assertUnreachable } from '#lib/base/assert.ts';
import type { NodeActivity } from './graph.ts';

/** A word for each activity: no state is told by colour alone. */
export function activityWord(activity: NodeActivity): string {
  switch (activity) {
    case 'writing-prompt':
      return 'prompt being written';
    case 'requested':
      return 'awaiting first token';
    case 'truncated':
      return 'cut short';
    case 'never-started':
      return 'never started';
    case 'waiting':
    case 'thinking':
    case 'running':
    case 'retrying':
    case 'done':
    case 'failed':
    case 'cancelled':
    case 'interrupted':
      return activity;
    default:
      return assertUnreachable(activity);
  }
}
