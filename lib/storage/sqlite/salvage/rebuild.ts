import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { questionKey } from '../../question-key.ts';
import { UNKNOWN_DATE } from '../../row-reader.ts';
import { type TableName, tableNames, tableOf } from './find-table.ts';
import { type FoundValue, leafRecords } from './leaf-records.ts';
import { mendLogs, type SalvagedLogs } from './mend-logs.ts';
import { openPageFile } from './page-file.ts';

export interface Salvage extends SalvagedLogs {
  endpoints: number;
  curationBatches: number;
  curationRecords: number;
  /** Records of which we found only the texts, or only the entry. */
  curationRecordsLost: number;
}

/** The value for a required column that we cannot read; lists then show it as damaged. */
const STAND_INS: Readonly<Record<string, SQLInputValue>> = {
  status: 'failed',
  created_at: UNKNOWN_DATE,
  last_seq: -1,
  answer_inferred: 0,
};
const OF_NUMBER = /int|real|double/i;

/**
 * Fills an empty database of the present schema with every row found in a damaged file, of this version or an earlier
 * one. Only reads the file. Corrects references to missing data: see mend-logs.ts for sessions.
 */
export function salvageInto(database: DatabaseSync, damaged: string): Salvage {
  database.exec('pragma foreign_keys = off; begin');
  try {
    const insert = inserter(database);
    const file = openPageFile(damaged);
    try {
      for (const row of leafRecords(file)) insert(row);
    } finally {
      file.close();
    }
    const logs = mendLogs(database);
    const curation = mendCuration(database);
    database.exec('commit');
    return { ...logs, endpoints: count(database, 'endpoints'), ...curation };
  } catch (error) {
    database.exec('rollback');
    throw error;
  } finally {
    database.exec('pragma foreign_keys = on');
  }
}

interface Column {
  name: string;
  type: string;
  notnull: number;
}

function inserter(database: DatabaseSync): (row: readonly FoundValue[]) => void {
  const columns = new Map<TableName, Column[]>();
  for (const table of tableNames)
    columns.set(table, database.prepare(`pragma table_info(${table})`).all() as unknown as Column[]);
  const names = Object.fromEntries(
    [...columns].map(([table, list]) => [table, list.map(({ name }) => name)]),
  ) as Record<TableName, string[]>;
  const statements = new Map(
    tableNames.map((table) => [
      table,
      database.prepare(
        // We may find a row twice, in its present and a former state: the first one found stays.
        `insert or ignore into ${table} (${names[table].map((name) => `"${name}"`).join(', ')})
         values (${names[table].map(() => '?').join(', ')})`,
      ),
    ]),
  );
  return (row) => {
    const table = tableOf(row, names);
    if (!table) return;
    const values = (columns.get(table) ?? []).map((column, index) => valueFor(column, row[index]));
    // Earlier versions had no such column.
    if (table === 'sessions') {
      const question = row[2];
      values[names.sessions.indexOf('question_key')] =
        typeof question === 'string' ? questionKey(question) : '';
    }
    statements.get(table)?.run(...values);
  };
}

function valueFor({ name, type, notnull }: Column, value: FoundValue): SQLInputValue {
  if (value !== undefined && value !== null) return value;
  if (notnull === 0) return null;
  return STAND_INS[name] ?? (OF_NUMBER.test(type) ? 0 : '');
}

/** Records need their texts and texts their record; records of a missing batch become single ones. */
function mendCuration(database: DatabaseSync) {
  const without = (sql: string) => Number(database.prepare(sql).run().changes);
  database.exec('delete from curation_reasons where record_id not in (select id from curation_records)');
  const curationRecordsLost =
    without('delete from curation_contents where record_id not in (select id from curation_records)') +
    without('delete from curation_records where id not in (select record_id from curation_contents)');
  for (const table of ['curation_records', 'curation_reasons'])
    database.exec(
      `update ${table} set batch_id = null where batch_id is not null
       and batch_id not in (select id from curation_batches)`,
    );
  database.exec('delete from curation_reasons where record_id not in (select id from curation_records)');
  // The app recounts them, as it does with everything that is stored beside the texts it is counted from.
  database.exec('update curation_records set summary_version = null');
  return {
    curationBatches: count(database, 'curation_batches'),
    curationRecords: count(database, 'curation_records'),
    curationRecordsLost,
  };
}

const count = (database: DatabaseSync, table: TableName): number =>
  Number((database.prepare(`select count(*) as n from ${table}`).get() as { n: number }).n);
