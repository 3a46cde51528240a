import {
  Ban,
  Check,
  CircleDashed,
  CircleDotDashed,
  CircleSlash,
  type LucideIcon,
  PencilLine,
  RotateCcw,
  Scissors,
  Sparkles,
  Unplug,
} from 'lucide-react';
import { assertUnreachable } from '#lib/base/assert.ts';
import { activityWord } from '#lib/graph/activity.ts';
import type { NodeActivity } from '#lib/graph/graph.ts';

export interface ActivityLook {
  readonly word: string;
  readonly icon: LucideIcon;
  readonly tone: 'quiet' | 'active' | 'ok' | 'warn';
}

/** An icon and a word for each activity, so that colour is never the only sign. */
export function activityLook(activity: NodeActivity): ActivityLook {
  return { word: activityWord(activity), ...iconAndTone(activity) };
}

function iconAndTone(activity: NodeActivity): Omit<ActivityLook, 'word'> {
  switch (activity) {
    case 'writing-prompt':
      return { icon: PencilLine, tone: 'quiet' };
    case 'waiting':
      return { icon: CircleDashed, tone: 'quiet' };
    case 'requested':
      return { icon: CircleDotDashed, tone: 'active' };
    case 'thinking':
      return { icon: Sparkles, tone: 'active' };
    case 'running':
      return { icon: CircleDotDashed, tone: 'active' };
    case 'retrying':
      return { icon: RotateCcw, tone: 'warn' };
    case 'done':
      return { icon: Check, tone: 'ok' };
    case 'failed':
      return { icon: Ban, tone: 'warn' };
    case 'truncated':
      return { icon: Scissors, tone: 'warn' };
    case 'cancelled':
      return { icon: CircleSlash, tone: 'quiet' };
    case 'interrupted':
      return { icon: Unplug, tone: 'warn' };
    case 'never-started':
      return { icon: CircleDashed, tone: 'quiet' };
    default:
      return assertUnreachable(activity);
  }
}
