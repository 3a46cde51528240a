import type { Kysely } from 'kysely';

/** Migration 3: curation records and batches. */
export async function createCurationTables(database: Kysely<unknown>): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('curation_batches')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('settings', 'text', (column) => column.notNull())
    .addColumn('proposer', 'text', (column) => column.notNull())
    .addColumn('concurrency', 'integer', (column) => column.notNull())
    .addColumn('file', 'text', (column) => column.notNull())
    .addColumn('columns', 'text')
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('imported', 'integer', (column) => column.notNull())
    .addColumn('import_done', 'integer', (column) => column.notNull())
    .addColumn('problems', 'text', (column) => column.notNull())
    .addColumn('problem_count', 'integer', (column) => column.notNull())
    .addColumn('error', 'text')
    .addColumn('sample', 'text')
    .addColumn('calls', 'bigint', (column) => column.notNull())
    .addColumn('input_tokens', 'bigint', (column) => column.notNull())
    .addColumn('output_tokens', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createTable('curation_records')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('batch_id', 'text', (column) => column.references('curation_batches.id').onDelete('cascade'))
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('source_name', 'text', (column) => column.notNull())
    .addColumn('question', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('stage', 'text', (column) => column.notNull())
    .addColumn('summary', 'text')
    .addColumn('review', 'text')
    .addColumn('sampled', 'integer', (column) => column.notNull())
    .addColumn('edited', 'integer', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('error', 'text')
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('request', 'text')
    .execute();
  // Each row of a file becomes one record: the database itself refuses a second. Single records have no batch (null).
  await schema
    .createIndex('curation_records_by_place')
    .unique()
    .on('curation_records')
    .columns(['batch_id', 'place'])
    .execute();
  await schema
    .createIndex('curation_records_by_status')
    .on('curation_records')
    .columns(['batch_id', 'status', 'stage', 'place'])
    .execute();
  await schema
    .createIndex('curation_records_by_attempts')
    .on('curation_records')
    .columns(['batch_id', 'status', 'attempts', 'place'])
    .execute();
  await schema
    .createIndex('curation_records_by_review')
    .on('curation_records')
    .columns(['batch_id', 'sampled', 'review', 'status'])
    .execute();
  await schema
    .createIndex('curation_records_by_creation')
    .on('curation_records')
    .columns(['batch_id', 'created_at', 'id'])
    .execute();
  await schema
    .createTable('curation_contents')
    .addColumn('record_id', 'text', (column) =>
      column.primaryKey().references('curation_records.id').onDelete('cascade'),
    )
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('question', 'text')
    .addColumn('expected', 'text')
    .addColumn('answer', 'text')
    .addColumn('lines', 'text')
    .addColumn('line_tokens', 'text')
    .addColumn('settings', 'text', (column) => column.notNull())
    .addColumn('proposal', 'text')
    .addColumn('edit_log', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('curation_reasons')
    .addColumn('record_id', 'text', (column) =>
      column.notNull().references('curation_records.id').onDelete('cascade'),
    )
    .addColumn('batch_id', 'text')
    .addColumn('code', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('curation_reasons_primary_key', ['record_id', 'code'])
    .execute();
  await schema
    .createIndex('curation_reasons_by_code')
    .on('curation_reasons')
    .columns(['batch_id', 'code', 'record_id'])
    .execute();
}
