import { Eye, Lightbulb, type LucideIcon, Play } from 'lucide-react';
import type { Part } from '#lib/contract/curation-edits.ts';

/** How a person tells parts apart without colour. */
export const partLooks: Readonly<Record<Part, { letter: string; name: string; icon: LucideIcon }>> = {
  plan: { letter: 'P', name: 'Plan', icon: Lightbulb },
  execution: { letter: 'E', name: 'Execution', icon: Play },
  comment: { letter: 'C', name: 'Comment', icon: Eye },
};
