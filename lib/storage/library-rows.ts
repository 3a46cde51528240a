import { sql } from 'kysely';
import type { LibraryEntry, SessionRecord } from '#lib/contract/session.ts';
import type { Numbered } from './row-id.ts';
import { readRow } from './row-reader.ts';
import { basicsFromRow } from './rows.ts';
import type { SessionRow } from './schema.ts';

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
  'annotated',
  'verdict',
] as const;

type LibraryRow = Pick<SessionRow, Extract<(typeof libraryColumns)[number], string>> & {
  question: string;
  answer: string | null;
} & Partial<Numbered>;

/** What is unreadable in a row is named and has a stand-in, as in `recordFromRow`. */
export function libraryEntryFromRow(row: LibraryRow): LibraryEntry {
  const read = readRow<SessionRecord>();
  const entry: LibraryEntry = basicsFromRow(row, read);
  return read.damaged.length > 0 ? { ...entry, damaged: read.damaged } : entry;
}
