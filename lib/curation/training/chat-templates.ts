import { assertUnreachable } from '#lib/base/assert.ts';
import type { ChatTemplateId } from '#lib/contract/training-export.ts';

export interface ChatTemplate {
  readonly id: ChatTemplateId;
  readonly title: string;
  readonly description: string;
  /** Special tokens around a text; empty if there are none, or if we do not know them. */
  readonly begin: string;
  readonly end: string;
}

export const chatTemplates: readonly ChatTemplate[] = [
  {
    id: 'r1-distill',
    title: 'DeepSeek-R1-Distill',
    description: 'What the authors tuned. Its chat template keeps only what follows </think>.',
    // Fullwidth bars (U+FF5C) and lower one-eighth blocks (U+2581), as in the models' tokenizer_config.json.
    begin: '<｜begin▁of▁sentence｜>',
    end: '<｜end▁of▁sentence｜>',
  },
  {
    id: 'qwen3',
    title: 'Qwen3 (ChatML)',
    description: 'Its chat template keeps the thinking of the last reply.',
    begin: '',
    end: '<|im_end|>',
  },
  {
    id: 'plain',
    title: 'None',
    description: 'The transcript as it stands, which is what Sprintscope’s native mode sends.',
    begin: '',
    end: '',
  },
];

export const chatTemplate = (id: ChatTemplateId): ChatTemplate =>
  chatTemplates.find((template) => template.id === id) ?? (chatTemplates[0] as ChatTemplate);

/**
 * The text before the part that is learned, without its beginning token.
 * @param user the user's message
 * @param begun the beginning of the reply, including its `<think>`
 */
export function promptText(id: ChatTemplateId, user: string, begun: string): string {
  switch (id) {
    case 'r1-distill':
      return `<｜User｜>${user}<｜Assistant｜>${begun}`;
    case 'qwen3':
      return `<|im_start|>user\n${user}<|im_end|>\n<|im_start|>assistant\n${begun}`;
    case 'plain':
      return `${user}\n\n${begun}`;
    default:
      return assertUnreachable(id);
  }
}

/**
 * What a model's own chat template keeps of the last assistant message. R1-Distill: `content.split('</think>')[-1]`,
 * which drops a whole trajectory, since it comes before `</think>`. Qwen3 writes the thinking of the last reply back.
 */
export function keptOfReply(id: ChatTemplateId, content: string): string {
  switch (id) {
    case 'r1-distill':
      return content.split('</think>').at(-1) ?? '';
    case 'qwen3':
    case 'plain':
      return content;
    default:
      return assertUnreachable(id);
  }
}
