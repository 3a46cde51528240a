import { sha256Hex } from '#lib/base/sha256.ts';

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

export type Split = 'train' | 'test';

/**
 * Which part a question belongs to. Its hash decides, not its place: records with the same question are always in the
 * same part, and none changes sides when others are added.
 * @param share of the questions that are tested on, 0 to 1
 */
export function splitOf(key: string, seed: number, share: number): Split {
  const hash = Number.parseInt(sha256Hex(`${seed}\n${key}`).slice(0, 13), 16);
  return hash / 16 ** 13 < share ? 'test' : 'train';
}

/** A question as it is compared: another line break or capital letter makes no other question. */
export const questionKey = (question: string): string =>
  question.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
