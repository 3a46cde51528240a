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
import type { NodeActivity } from '#lib/graph/graph.ts';

export interface ActivityLook {
  readonly word: string;
  readonly icon: LucideIcon;
  readonly tone: 'quiet' | 'active' | 'ok' | 'warn';
}

/** An icon and a word for each activity, so that none is told by colour alone. */
export function activityLook(activity: NodeActivity): ActivityLook {
  switch (activity) {
    case 'writing-prompt':
      return { word: 'prompt being written', icon: PencilLine, tone: 'quiet' };
    case 'waiting':
      return { word: 'waiting', icon: CircleDashed, tone: 'quiet' };
    case 'requested':
      return { word: 'awaiting first token', icon: CircleDotDashed, tone: 'active' };
    case 'thinking':
      return { word: 'thinking', icon: Sparkles, tone: 'active' };
    case 'running':
      return { word: 'running', icon: CircleDotDashed, tone: 'active' };
    case 'retrying':
      return { word: 'retrying', icon: RotateCcw, tone: 'warn' };
    case 'done':
      return { word: 'done', icon: Check, tone: 'ok' };
    case 'failed':
      return { word: 'failed', icon: Ban, tone: 'warn' };
    case 'truncated':
      return { word: 'cut short', icon: Scissors, tone: 'warn' };
    case 'cancelled':
      return { word: 'cancelled', icon: CircleSlash, tone: 'quiet' };
    case 'interrupted':
      return { word: 'interrupted', icon: Unplug, tone: 'warn' };
    case 'never-started':
      return { word: 'never started', icon: CircleDashed, tone: 'quiet' };
    default:
      return assertUnreachable(activity);
  }
}
