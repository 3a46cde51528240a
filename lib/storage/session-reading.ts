import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { readRows } from './by-column.ts';
import type { SessionRow, Tables } from './schema.ts';

const columns = Object.keys({
  ...{ id: 1, title: 1, question: 1, strategy: 1, status: 1, mode: 1, models: 1, tags: 1, pair_id: 1 },
  ...{ origin: 1, created_at: 1, started_at: 1, ended_at: 1, error: 1, metrics: 1, answer: 1 },
  ...{ answer_inferred: 1, last_seq: 1, source_name: 1, expected: 1, findings: 1, finding_counts: 1 },
  ...{ doctor_version: 1, numbers: 1, summary_version: 1, question_key: 1 },
} satisfies Record<keyof SessionRow, 1>) as (keyof SessionRow)[];

/** @param chosen which sessions, in their order; @param all reads of them what is wanted, at once */
export function readSessions<R extends Partial<SessionRow>>(
  database: Kysely<Tables>,
  chosen: SelectQueryBuilder<Tables, 'sessions', object>,
  all: () => Promise<R[]>,
): Promise<(R | SessionRow)[]> {
  const one = (id: string) => database.selectFrom('sessions').where('id', '=', id);
  return readRows<R | SessionRow>({
    all,
    ids: async () => (await chosen.select('id').execute()).map(({ id }) => id),
    row: (id) => one(id).selectAll().executeTakeFirst(),
    values: Object.fromEntries(
      columns.map((column) => [
        column,
        async (id: string) => {
          const row = await one(id).select(sql.ref(column).as('value')).executeTakeFirst();
          return row?.value;
        },
      ]),
    ),
  });
}
