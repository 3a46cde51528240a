import type { PlanState } from '#lib/trace/state.ts';
import { promptParts } from '../writer-parts.ts';
import type { ContextPart } from './context.ts';

/**
 * The plan as executor `index` sees it under context policy `authors` (their inference code). The plan is cut after
 * each prompt: earlier pieces lose their prompts, the executor's own prompt gets number 1, and the later pieces follow
 * with prompts numbered from 2 on. Pieces are trimmed and separated by a blank line.
 */
export function authorsPlanParts(stage: number, plan: PlanState, index: number): ContextPart[] {
  const parts: ContextPart[] = [];
  const startPiece = () => {
    if (parts.length > 0) parts.push({ origin: 'tag', stage, text: '\n\n' });
  };
  let from = 0;
  for (const prompt of plan.prompts) {
    const end = prompt.end ?? plan.text.length;
    const before = plan.text.slice(from, prompt.start);
    from = end;
    if (prompt.index < index) {
      if (before.trim() === '') continue;
      startPiece();
      parts.push({ origin: 'plan', stage, text: before.trim() });
      continue;
    }
    const number = prompt.index - index + 1;
    startPiece();
    const lead = before.trimStart();
    if (lead !== '') parts.push({ origin: 'plan', stage, text: lead });
    parts.push(...promptParts(stage, prompt, plan.text.slice(prompt.start, end), true, number));
  }
  const rest = plan.text.slice(from).trim();
  if (rest !== '') {
    startPiece();
    parts.push({ origin: 'plan', stage, text: rest });
  }
  return parts;
}
