import type { RowShape, TrainingFormatId } from '#lib/contract/training-export.ts';
export interface TrainingFormat {
  readonly id: TrainingFormatId;
  readonly title: string;
  /** What a row contains in each shape, for people. */
  readonly rows: Readonly<Record<RowShape, string>>;
  /**
   * Where the tokens that begin and end a text come from: if the trainer's tokenizer inserts one, the model would also
   * learn a second one in the data.
   */
  readonly begin: 'data' | 'trainer';
  readonly end: 'data' | 'trainer';
}

export const trainingFormats: readonly TrainingFormat[] = [
  {
    id: 'trl',
    title: 'TRL',
    rows: { 'prompt-completion': '{"prompt", "completion"}', messages: '{"messages"}' },
    // SFTTrainer tokenizes plain texts with the tokenizer's own special tokens, and appends the end token if it is
    // missing.
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
    // Its type `input_output` joins the segments unchanged.
    begin: 'data',
    end: 'data',
  },
];

export const trainingFormat = (id: TrainingFormatId): TrainingFormat =>
  trainingFormats.find((format) => format.id === id) ?? (trainingFormats[0] as TrainingFormat);
