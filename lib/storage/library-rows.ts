import { sql } from 'kysely';
import { fromJson } from './rows.ts';
import type { SessionRow } from './schema.ts';
import type { LibraryEntry } from './store.ts';

/** Characters of a question in the library: one may have 100,000, and 2,000 of them are sent at once. */
export const LIBRARY_QUESTION = 1000;

/** Characters of an answer: more than any right answer has, so that a cut one is never taken for it. */
export const LIBRARY_ANSWER = 2001;

export const libraryColumns = [
  'id',
  'title',
  sql<string>`substr(question, 1, ${sql.lit(LIBRARY_QUESTION)})`.as('question'),
  'strategy',
  'status',
  'models',
  'tags',
  'pair_id',
  'origin',
  'source_name',
  'created_at',
  sql<string | null>`substr(answer, 1, ${sql.lit(LIBRARY_ANSWER)})`.as('answer'),
  'answer_inferred',
  'expected',
  'finding_counts',
  'numbers',
  'summary_version',
] as const;

type LibraryRow = Pick<SessionRow, Extract<(typeof libraryColumns)[number], string>> & {
  question: string;
  answer: string | null;
};

/** Trusts the row, as `recordFromRow` does. */
export function libraryEntryFromRow(row: LibraryRow): LibraryEntry {
  return {
    id: row.id,
    title: row.title,
    question: row.question,
    strategy: row.strategy as LibraryEntry['strategy'],
    status: row.status as LibraryEntry['status'],
    models: JSON.parse(row.models) as LibraryEntry['models'],
    tags: JSON.parse(row.tags) as string[],
    pairId: row.pair_id,
    origin: JSON.parse(row.origin) as LibraryEntry['origin'],
    sourceName: row.source_name,
    createdAt: row.created_at,
    answer: row.answer,
    answerIsInferred: row.answer_inferred === 1,
    expected: row.expected,
    findingCounts: fromJson(row.finding_counts),
    numbers: fromJson(row.numbers),
    summaryVersion: row.summary_version,
  };
}
