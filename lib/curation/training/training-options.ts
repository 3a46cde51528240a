import type { ChatTemplateId } from './chat-templates.ts';
import type { ContextPolicy, RowShape, TrainingFormatId, TrainingUnit } from './training-formats.ts';

export interface TrainingOptions {
  readonly format: TrainingFormatId;
  readonly unit: TrainingUnit;
  readonly shape: RowShape;
  /** Of the contexts of single calls. */
  readonly policy: ContextPolicy;
  readonly template: ChatTemplateId;
  /** Who writes the token that begins a text; unless given as is right for the format. */
  readonly begin?: 'data' | 'trainer';
  /** Of the split. */
  readonly seed: number;
  /** Share of the questions that are tested on, 0 to 1. */
  readonly test: number;
}

export const defaultTrainingOptions: TrainingOptions = {
  format: 'trl',
  unit: 'trajectory',
  shape: 'prompt-completion',
  policy: 'paper',
  template: 'r1-distill',
  seed: 1,
  test: 0.1,
};

/** What the data card says of where the records come from. */
export interface TrainingSource {
  readonly name: string;
  /** Of the file that was brought; null for a single trace. */
  readonly sha256: string | null;
  /** Which of its records, as a sentence part: “kept by the filter”. */
  readonly selection: string;
}

export interface TrainingContext {
  readonly source: TrainingSource;
  /** Of Sprintscope. */
  readonly version: string;
  /** Counts what carries loss; `name` as in the log. */
  readonly counter: { readonly name: string; count(text: string): Promise<number> };
}
