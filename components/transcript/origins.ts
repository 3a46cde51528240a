import type { ContextPart } from '#lib/protocol/contexts/context.ts';

export type Origin = ContextPart['origin'];

/** In the order of the legend. */
export const origins: readonly Origin[] = [
  'instructions',
  'question',
  'plan',
  'prompt',
  'execution',
  'answer',
  'thought',
  'thinking',
  'reminder',
  'tag',
];

/** Name and colours of a part's origin; the name is in the legend and on every part. */
export const originLook: Record<Origin, { name: string; mark: string; swatch: string }> = {
  instructions: { name: 'Instructions', mark: 'text-mute', swatch: 'border-line bg-line-soft' },
  question: { name: 'Question', mark: 'text-ink font-medium', swatch: 'border-ink bg-ink' },
  plan: { name: 'Plan', mark: 'text-plan', swatch: 'border-plan bg-plan-bg' },
  prompt: {
    name: 'Prompt',
    mark: 'bg-exec-bg text-exec underline decoration-exec-line underline-offset-2',
    swatch: 'border-exec bg-exec',
  },
  execution: { name: 'Execution', mark: 'text-exec', swatch: 'border-exec bg-exec-bg' },
  answer: { name: 'Answer', mark: 'text-plan font-medium', swatch: 'border-plan bg-plan' },
  thought: { name: 'Thought', mark: 'text-ink', swatch: 'border-seq bg-seq' },
  thinking: { name: 'Thinking', mark: 'text-mute italic', swatch: 'border-line bg-panel' },
  reminder: { name: 'Reminder', mark: 'bg-crit-bg text-crit', swatch: 'border-crit bg-crit-bg' },
  tag: { name: 'Tags', mark: 'text-faint', swatch: 'border-dashed border-faint bg-transparent' },
};
