import { assertUnreachable } from '#lib/base/assert.ts';
import type { ChatTemplateId, RowShape, TrainingFormatId } from '#lib/contract/training-export.ts';
import { chatTemplate, promptText } from './chat-templates.ts';
import { trainingFormat } from './training-formats.ts';
import type { TrainingRow } from './training-rows.ts';

export interface FormatOptions {
  readonly format: TrainingFormatId;
  readonly shape: RowShape;
  readonly template: ChatTemplateId;
  /** Overrides the right choice for the format, since tokenizers differ. */
  readonly begin?: 'data' | 'trainer';
}

/**
 * A row in the trainer's format. Its members are always in the same order, so that the same row gives the same bytes.
 */
export function formatRow(row: TrainingRow, options: FormatOptions): Record<string, unknown> {
  return options.shape === 'messages' ? chatRow(row, options.format) : textRow(row, options);
}

function textRow(
  row: TrainingRow,
  { format, template, begin: given }: FormatOptions,
): Record<string, unknown> {
  const { begin, end } = trainingFormat(format);
  const tokens = chatTemplate(template);
  const prompt =
    ((given ?? begin) === 'data' ? tokens.begin : '') + promptText(template, row.user, row.begun);
  const completion = row.completion + (end === 'data' ? tokens.end : '');
  switch (format) {
    // https://huggingface.co/docs/trl/dataset_formats#prompt-completion
    case 'trl':
      return { prompt, completion };
    // https://swift.readthedocs.io/en/latest/Customization/Custom-dataset.html (query-response)
    case 'ms-swift':
      return { query: prompt, response: completion };
    // https://github.com/hiyouga/LLaMA-Factory/blob/main/data/README.md#alpaca-format
    case 'llama-factory':
      return { instruction: prompt, input: '', output: completion };
    // https://docs.axolotl.ai/docs/dataset-formats/template_free.html
    case 'axolotl':
      return {
        segments: [
          { label: false, text: prompt },
          { label: true, text: completion },
        ],
      };
    default:
      return assertUnreachable(format);
  }
}

function chatRow(
  { system, user, completion }: TrainingRow,
  format: TrainingFormatId,
): Record<string, unknown> {
  switch (format) {
    // https://huggingface.co/docs/trl/dataset_formats#language-modeling
    case 'trl':
    // https://swift.readthedocs.io/en/latest/Customization/Custom-dataset.html (messages)
    case 'ms-swift':
    // https://docs.axolotl.ai/docs/dataset-formats/conversation.html#chat_template
    case 'axolotl':
      return {
        messages: [
          ...(system === null ? [] : [{ role: 'system', content: system }]),
          { role: 'user', content: user },
          { role: 'assistant', content: completion },
        ],
      };
    // https://github.com/hiyouga/LLaMA-Factory/blob/main/data/README.md#sharegpt-format
    case 'llama-factory':
      return {
        conversations: [
          { from: 'human', value: user },
          { from: 'gpt', value: completion },
        ],
        system: system ?? '',
      };
    default:
      return assertUnreachable(format);
  }
}

/** LLaMA-Factory finds a data set by its entry in this file; see the same page. */
export function datasetInfo(shape: RowShape, splits: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    splits.map((split) => [
      `sprint_${split}`,
      shape === 'messages'
        ? {
            file_name: `${split}.jsonl`,
            formatting: 'sharegpt',
            columns: { messages: 'conversations', system: 'system' },
            tags: { role_tag: 'from', content_tag: 'value', user_tag: 'human', assistant_tag: 'gpt' },
          }
        : {
            file_name: `${split}.jsonl`,
            formatting: 'alpaca',
            columns: { prompt: 'instruction', query: 'input', response: 'output' },
          },
    ]),
  );
}
