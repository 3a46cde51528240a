import type { ChatTemplateId, RowShape } from '#lib/contract/training-export.ts';
import { chatTemplate, keptOfReply } from './chat-templates.ts';
import { TrainingExportError } from './training-error.ts';
import type { TrainingRow } from './training-rows.ts';

/**
 * The text of a row that carries loss: a completion whole, of a message what the model's chat template leaves of it.
 * Empty where nothing but white space is left.
 */
export function learnedText({ completion }: TrainingRow, shape: RowShape, template: ChatTemplateId): string {
  const kept = shape === 'messages' ? keptOfReply(template, completion) : completion;
  return kept.trim() === '' ? '' : kept;
}

/** Tokens that carry loss; the special ones that end a text are not counted. */
export async function lossTokens(
  row: TrainingRow,
  { shape, template }: { readonly shape: RowShape; readonly template: ChatTemplateId },
  count: (text: string) => Promise<number>,
): Promise<number> {
  const text = learnedText(row, shape, template);
  return text === '' ? 0 : count(text);
}

export const noLoss = (template: ChatTemplateId): TrainingExportError =>
  new TrainingExportError(
    'no-loss',
    `Nothing would be learned from “messages”: the chat template of ${chatTemplate(template).title} keeps only what follows </think>, and the whole trajectory stands before it. 0 tokens would carry loss.`,
    'Export as prompt and completion, or choose a chat template that keeps the thinking if your model has one.',
  );
