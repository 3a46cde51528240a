import type { Tables } from '../../schema.ts';
import type { FoundValue } from './leaf-records.ts';

export type TableName = keyof Tables;

/** Identifies a table by how its rows look, since the tree that would assign them may be gone. */
interface Shape {
  table: TableName;
  /** Number of columns at its creation; later versions add some at the end. */
  least: number;
  fits(values: readonly FoundValue[]): boolean;
}

const isText = (value: FoundValue): value is string => typeof value === 'string';
/** A value that we cannot read may be anything. */
const text = (value: FoundValue): boolean => value === undefined || isText(value);
const textOrNull = (value: FoundValue): boolean => value === null || text(value);
const date = (value: FoundValue): boolean =>
  value === undefined || (isText(value) && /^\d{4}-\d{2}-\d{2}T/.test(value));
const whole = (value: FoundValue): boolean => value === undefined || Number.isSafeInteger(value);

/** Distinguished by their number of columns first, then by two or three of these. */
const shapes: readonly Shape[] = [
  { table: 'sessions', least: 18, fits: (row) => text(row[3]) && text(row[9]) && date(row[10]) },
  { table: 'events', least: 5, fits: (row) => Number.isSafeInteger(row[1]) && text(row[3]) && text(row[4]) },
  {
    table: 'annotations',
    least: 4,
    fits: (row) => Number.isSafeInteger(row[1]) && date(row[2]) && text(row[3]),
  },
  { table: 'endpoints', least: 4, fits: (row) => text(row[1]) && textOrNull(row[2]) && date(row[3]) },
  { table: 'meta', least: 2, fits: (row) => isText(row[1]) && !/^\d{4}-/.test(String(row[0])) },
  { table: 'curation_batches', least: 19, fits: (row) => text(row[1]) && date(row[2]) },
  {
    table: 'curation_records',
    least: 16,
    fits: (row) => textOrNull(row[1]) && whole(row[2]) && date(row[5]),
  },
  { table: 'curation_contents', least: 10, fits: (row) => text(row[1]) && textOrNull(row[2]) },
  { table: 'curation_reasons', least: 3, fits: (row) => textOrNull(row[1]) && isText(row[2]) },
];

/** @param columns the present columns, in their order */
export function tableOf(
  row: readonly FoundValue[],
  columns: Readonly<Record<TableName, readonly string[]>>,
): TableName | null {
  const shape = shapes.find(
    ({ table, least, fits }) =>
      isText(row[0]) && row.length >= least && row.length <= columns[table].length && fits(row),
  );
  return shape?.table ?? null;
}

export const tableNames = shapes.map(({ table }) => table);
