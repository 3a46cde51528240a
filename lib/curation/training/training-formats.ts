import type { RowShape, TrainingFormatId } from '#lib/contract/training-export.ts';
export interface TrainingFormat {
  readonly id: TrainingFormatId;
  readonly title: string;
  /** What a row is in each shape, for people. */
  readonly rows: Readonly<Record<RowShape, string>>;
  /**
   * Who writes the token that begins a text, and the one that ends it: where the trainer's tokenizer puts one in, a second
   * one in the data would be learned as well.
   */
  readonly begin: 'data' | 'trainer';
  readonly end: 'data' | 'trainer';
}

export const trainingFormats: readonly TrainingFormat[] = [
  {
    id: 'trl',
    title: 'TRL',
    rows: { 'prompt-completion': '{"prompt", "completion"}', messages: '{"messages"}' },
    // SFTTrainer tokenizes plain texts with the tokenizer's own special tokens, and appends the end where it is missing.
    begin: 'trainer',
    end: 'data',
  },
  {
    id: 'ms-swift',
    title: 'ms-swift',
    rows: { 'prompt-completion': '{"query", "response"}', messages: '{"messages"}' },
    // Its generation template (`--use_chat_template false`) adds both.
    begin: 'trainer',
    end: 'trainer',
  },
  {
    id: 'llama-factory',
    title: 'LLaMA-Factory',
    rows: {
      'prompt-completion': '{"instruction", "input", "output"}',
      messages: '{"conversations", "system"}',
    },
    // Its template `empty` adds nothing.
    begin: 'data',
    end: 'data',
  },
  {
    id: 'axolotl',
    title: 'Axolotl',
    rows: { 'prompt-completion': '{"segments"}', messages: '{"messages"}' },
    // Its type `input_output` joins the segments as they are.
    begin: 'data',
    end: 'data',
  },
];

export const trainingFormat = (id: TrainingFormatId): TrainingFormat =>
  trainingFormats.find((format) => format.id === id) ?? (trainingFormats[0] as TrainingFormat);
