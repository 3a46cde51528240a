import { sha256Hex } from '#lib/base/sha256.ts';

/** What the data card says about the origin of the records. */
export interface TrainingSource {
  readonly name: string;
  /** Of the imported file; null for a single trace. */
  readonly sha256: string | null;
  /** Which of its records we export, as part of a sentence: “kept by the filter”. */
  readonly selection: string;
}

export interface TrainingContext {
  readonly source: TrainingSource;
  /** The version of Sprintscope. */
  readonly version: string;
  /** Counts the tokens that carry loss; `name` as in the log. */
  readonly counter: { readonly name: string; count(text: string): Promise<number> };
}

export type Split = 'train' | 'test';

/**
 * The split of a question. Its hash decides, not its position: records with the same question are always in the same
 * split, and none moves when others are added.
 * @param share of the questions that go into the test split, 0 to 1
 */
export function splitOf(key: string, seed: number, share: number): Split {
  const hash = Number.parseInt(sha256Hex(`${seed}\n${key}`).slice(0, 13), 16);
  return hash / 16 ** 13 < share ? 'test' : 'train';
}

/** A question in the form that we compare: line breaks and capital letters make no difference. */
export const questionKey = (question: string): string =>
  question.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
