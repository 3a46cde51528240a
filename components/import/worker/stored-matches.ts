import { type AnswerKeyEntry, createAnswerKey } from '#lib/answers/answer-key.ts';
import type { LibraryRow } from '#lib/contract/library.ts';
import { keyOf } from '#lib/formats/traces/pairs.ts';

/** The entries of a key that match traces that are already stored. */
export interface StoredMatches {
  readonly matched: number;
  /** Traces without a right answer, each with the key's. */
  readonly missing: readonly { id: string; expected: string }[];
  /** Number of traces with a different one, which stays. */
  readonly other: number;
}

/** Rows hold no more of a question: we compare a key's longer question by as much of it. */
const SHOWN_QUESTION = 1000;

/** Matches as the desk does: by the question, else by the ID in the name of the file that a trace came from. */
export function matchStored(entries: readonly AnswerKeyEntry[], rows: readonly LibraryRow[]): StoredMatches {
  const key = createAnswerKey(
    entries.map((entry) =>
      entry.question === undefined ? entry : { ...entry, question: entry.question.slice(0, SHOWN_QUESTION) },
    ),
  );
  const missing: { id: string; expected: string }[] = [];
  let matched = 0;
  let other = 0;
  for (const { id, question, sourceName, expected } of rows) {
    const found = key.find({ question, key: sourceName === null ? null : keyOf(fileOf(sourceName)) });
    if (!found) continue;
    matched += 1;
    if (expected === null) missing.push({ id, expected: found.answer });
    else if (expected !== found.answer) other += 1;
  }
  return { matched, missing, other };
}

/** A stored name ends in `#3` where the file held several. */
const fileOf = (sourceName: string): string => sourceName.replace(/#\d+$/, '');
