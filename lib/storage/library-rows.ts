import { sql } from 'kysely';
import { listedFields } from '#lib/contract/session.ts';
import { columnOf } from './session-columns.ts';

/** Characters of a question in the library: one may have 100,000, and 2,000 of them are sent at once. */
export const LIBRARY_QUESTION = 1000;

/** Characters of an answer: more than any right answer has, so that a cut one is never taken for it. */
export const LIBRARY_ANSWER = 2001;

/** What the library reads of a row; of long texts the beginning. */
export const libraryColumns = listedFields.map((field) => {
  const column = columnOf(field);
  if (column === 'question') return sql<string>`substr(question, 1, ${sql.lit(LIBRARY_QUESTION)})`.as(column);
  if (column === 'answer')
    return sql<string | null>`substr(answer, 1, ${sql.lit(LIBRARY_ANSWER)})`.as(column);
  return column;
});
