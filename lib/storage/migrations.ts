import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { createCurationTables } from './curation/curation-migration.ts';
import { StorageError } from './errors.ts';
import { questionKey } from './question-key.ts';
import type { Tables } from './schema.ts';

export interface NumberedMigration {
  /** 1, 2, 3 …: we never change a released migration, but add another. */
  readonly number: number;
  readonly name: string;
  up(database: Kysely<unknown>): Promise<void>;
}

export const migrations: readonly NumberedMigration[] = [
  {
    number: 1,
    name: 'sessions-events-endpoints',
    async up(database) {
      await database.schema
        .createTable('sessions')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('title', 'text')
        .addColumn('question', 'text', (column) => column.notNull())
        .addColumn('strategy', 'text', (column) => column.notNull())
        .addColumn('status', 'text', (column) => column.notNull())
        .addColumn('mode', 'text', (column) => column.notNull())
        .addColumn('models', 'text', (column) => column.notNull())
        .addColumn('tags', 'text', (column) => column.notNull())
        .addColumn('pair_id', 'text')
        .addColumn('origin', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('started_at', 'text')
        .addColumn('ended_at', 'text')
        .addColumn('error', 'text')
        .addColumn('metrics', 'text')
        .addColumn('answer', 'text')
        .addColumn('answer_inferred', 'integer', (column) => column.notNull())
        .addColumn('last_seq', 'integer', (column) => column.notNull())
        .execute();
      await database.schema
        .createIndex('sessions_by_creation')
        .on('sessions')
        .columns(['created_at', 'id'])
        .execute();
      await database.schema.createIndex('sessions_by_status').on('sessions').column('status').execute();
      await database.schema.createIndex('sessions_by_pair').on('sessions').column('pair_id').execute();
      await database.schema
        .createTable('events')
        .addColumn('session_id', 'text', (column) =>
          column.notNull().references('sessions.id').onDelete('cascade'),
        )
        .addColumn('seq', 'integer', (column) => column.notNull())
        .addColumn('at', 'double precision', (column) => column.notNull())
        .addColumn('type', 'text', (column) => column.notNull())
        .addColumn('json', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('events_primary_key', ['session_id', 'seq'])
        .execute();
      await database.schema
        .createTable('endpoints')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('definition', 'text', (column) => column.notNull())
        .addColumn('api_key', 'text')
        .addColumn('created_at', 'text', (column) => column.notNull())
        .execute();
      await database.schema
        .createTable('meta')
        .addColumn('key', 'text', (column) => column.primaryKey())
        .addColumn('value', 'text', (column) => column.notNull())
        .execute();
    },
  },
  {
    number: 2,
    name: 'library-findings-pairs',
    async up(database) {
      const columns = {
        source_name: 'text',
        expected: 'text',
        findings: 'text',
        finding_counts: 'text',
        doctor_version: 'integer',
        numbers: 'text',
      } as const;
      for (const [name, type] of Object.entries(columns))
        await database.schema.alterTable('sessions').addColumn(name, type).execute();
      await database.schema
        .alterTable('sessions')
        .addColumn('question_key', 'text', (column) => column.notNull().defaultTo(''))
        .execute();
      await fillQuestionKeys(database as Kysely<{ sessions: SessionsOfVersion2 }>);
      await database.schema
        .createIndex('sessions_by_question')
        .on('sessions')
        .columns(['question_key', 'created_at'])
        .execute();
      await database.schema
        .createIndex('sessions_by_doctor')
        .on('sessions')
        .columns(['doctor_version', 'status'])
        .execute();
    },
  },
  { number: 3, name: 'curation', up: createCurationTables },
  {
    number: 4,
    name: 'endpoint-headers',
    async up(database) {
      await database.schema.alterTable('endpoints').addColumn('headers', 'text').execute();
    },
  },
  {
    number: 5,
    name: 'summary-versions',
    async up(database) {
      for (const table of ['sessions', 'curation_records'])
        await database.schema.alterTable(table).addColumn('summary_version', 'integer').execute();
      await database.schema
        .createIndex('sessions_by_summary')
        .on('sessions')
        .columns(['summary_version', 'status'])
        .execute();
      await database.schema
        .createIndex('curation_records_by_summary')
        .on('curation_records')
        .columns(['summary_version', 'status'])
        .execute();
    },
  },
  {
    number: 6,
    name: 'annotations',
    async up(database) {
      await database.schema
        .createTable('annotations')
        .addColumn('session_id', 'text', (column) =>
          column.notNull().references('sessions.id').onDelete('cascade'),
        )
        .addColumn('seq', 'integer', (column) => column.notNull())
        .addColumn('made_at', 'text', (column) => column.notNull())
        .addColumn('json', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('annotations_primary_key', ['session_id', 'seq'])
        .execute();
      await database.schema.alterTable('sessions').addColumn('annotated', 'text').execute();
    },
  },
  {
    number: 7,
    name: 'verdicts',
    async up(database) {
      await database.schema.alterTable('sessions').addColumn('verdict', 'text').execute();
    },
  },
];

/** The columns that its migration uses: a migration must not depend on the present schema. */
interface SessionsOfVersion2 {
  id: string;
  question: string;
  question_key: string;
}

async function fillQuestionKeys(database: Kysely<{ sessions: SessionsOfVersion2 }>): Promise<void> {
  for (const { id, question } of await database.selectFrom('sessions').select(['id', 'question']).execute())
    await database
      .updateTable('sessions')
      .set({ question_key: questionKey(question) })
      .where('id', '=', id)
      .execute();
}

/** Throws unless the list counts 1, 2, 3 … with distinct names: old databases would silently skip a gap. */
export function checkNumbering(list: readonly NumberedMigration[]): void {
  list.forEach((migration, index) => {
    if (migration.number !== index + 1)
      throw new Error(`Migration "${migration.name}" is number ${migration.number}, expected ${index + 1}`);
  });
  if (new Set(list.map((migration) => migration.name)).size !== list.length)
    throw new Error('Two migrations have the same name');
}

/** Its name in the table of migrations. */
export const migrationKey = ({ number, name }: NumberedMigration) =>
  `${String(number).padStart(4, '0')}-${name}`;

/**
 * Brings the database to the newest schema; all pending migrations are one transaction.
 * Throws StorageError `newer-schema` when the database has migrations that this version does not know.
 */
export async function migrate(database: Kysely<Tables>, list = migrations): Promise<void> {
  checkNumbering(list);
  const known: Record<string, Migration> = Object.fromEntries(
    list.map((migration) => [migrationKey(migration), { up: (database) => migration.up(database) }]),
  );
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => known },
    migrationTableName: 'migrations',
    migrationLockTableName: 'migrations_lock',
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const text = error instanceof Error ? error.message : String(error);
  if (/previously executed migration .* is missing/.test(text))
    throw new StorageError(
      'newer-schema',
      'The stored sessions were written by a newer version of Sprintscope. Update Sprintscope, or set SPRINT_DATA_DIR to another folder.',
      {},
      error,
    );
  throw new StorageError(
    'migration-failed',
    `The database could not be brought up to date: ${text}`,
    {},
    error,
  );
}
