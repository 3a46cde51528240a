import type { RowShape, TrainingFormatId } from '#lib/contract/training-export.ts';

/** JSON schemas of the rows, written from the trainers' documentation; they reject everything else. */

const text = { type: 'string', minLength: 1 };
const object = (properties: Record<string, unknown>, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const message = (role: string) => object({ role: { const: role }, content: text });
/** One turn, optionally after a system message. */
const messages = {
  type: 'array',
  oneOf: [
    { items: [message('user'), message('assistant')], minItems: 2, maxItems: 2 },
    { items: [message('system'), message('user'), message('assistant')], minItems: 3, maxItems: 3 },
  ],
};

export const rowSchemas: Readonly<Record<TrainingFormatId, Readonly<Record<RowShape, object>>>> = {
  // https://huggingface.co/docs/trl/dataset_formats: prompt-completion (standard), language modeling (conversational)
  trl: { 'prompt-completion': object({ prompt: text, completion: text }), messages: object({ messages }) },
  // https://swift.readthedocs.io/en/latest/Customization/Custom-dataset.html: query-response and messages
  'ms-swift': {
    'prompt-completion': object({ query: text, response: text }),
    messages: object({ messages }),
  },
  // https://github.com/hiyouga/LLaMA-Factory/blob/main/data/README.md: alpaca and sharegpt
  'llama-factory': {
    'prompt-completion': object({ instruction: text, input: { type: 'string' }, output: text }),
    messages: object({
      conversations: {
        type: 'array',
        items: [
          object({ from: { const: 'human' }, value: text }),
          object({ from: { const: 'gpt' }, value: text }),
        ],
        minItems: 2,
        maxItems: 2,
      },
      system: { type: 'string' },
    }),
  },
  // https://docs.axolotl.ai/docs/dataset-formats/template_free.html and conversation.html#chat_template
  axolotl: {
    'prompt-completion': object({
      segments: {
        type: 'array',
        items: [object({ label: { const: false }, text }), object({ label: { const: true }, text })],
        minItems: 2,
        maxItems: 2,
      },
    }),
    messages: object({ messages }),
  },
};

const column = { type: 'string', minLength: 1 };

/** LLaMA-Factory's `dataset_info.json`: members as its data/README.md lists them. */
export const datasetInfoSchema = {
  type: 'object',
  minProperties: 1,
  additionalProperties: {
    type: 'object',
    properties: {
      file_name: { type: 'string', pattern: '^[^/]+\\.jsonl$' },
      formatting: { enum: ['alpaca', 'sharegpt'] },
      columns: {
        type: 'object',
        properties: { prompt: column, query: column, response: column, messages: column, system: column },
        additionalProperties: false,
      },
      tags: {
        type: 'object',
        properties: {
          role_tag: column,
          content_tag: column,
          user_tag: column,
          assistant_tag: column,
          system_tag: column,
        },
        additionalProperties: false,
      },
    },
    required: ['file_name', 'formatting', 'columns'],
    additionalProperties: false,
  },
};
