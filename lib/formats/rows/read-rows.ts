import { formatBytes } from '#lib/base/format.ts';
import type { ImportProblem, ImportProblemType, SourcePlace } from '#lib/contract/imports.ts';
import type { ImportLimits } from '../limits.ts';
import { type CsvRow, csvCells, csvDelimiter } from './csv-cells.ts';
import { isRecord, isTooDeep, jsonElements, linesOf } from './json-text.ts';

export type SourceRow =
  | { readonly ok: true; readonly place: SourcePlace; readonly row: Record<string, unknown> }
  | { readonly ok: false; readonly problem: ImportProblem };

const fault = (place: SourcePlace, type: ImportProblemType, message: string, remedy: string): SourceRow => ({
  ok: false,
  problem: { place, type, message, remedy },
});

/** The rows of JSONL, of a JSON list, or of one JSON object; one at a time, faulty ones as problems. */
export function* jsonRows(path: string, text: string, limits: ImportLimits): Generator<SourceRow> {
  const start = text.search(/[^\s\uFEFF]/);
  if (text[start] === '[') yield* listRows(path, text, start, limits);
  else if (isSpreadOut(text, start)) yield readRow({ path, record: 1 }, text.slice(start), limits);
  else yield* lineRows(path, text, limits);
}

/** One object over many lines: its first line ends before the object does. */
export function isSpreadOut(text: string, start: number): boolean {
  if (text[start] !== '{') return false;
  const end = text.indexOf('\n', start);
  const line = end < 0 || end - start > 300 ? '' : text.slice(start, end).trimEnd();
  return /^\{\s*(?:"[^"\\]*"\s*:.*)?$/.test(line) && !line.endsWith('}');
}

function* lineRows(path: string, text: string, limits: ImportLimits): Generator<SourceRow> {
  let record = 0;
  for (const { number, line } of linesOf(text)) {
    if (line.trim() === '') continue;
    record++;
    yield readRow({ path, record, line: number }, line, limits);
  }
}

function* listRows(path: string, text: string, start: number, limits: ImportLimits): Generator<SourceRow> {
  const elements = jsonElements(text, start);
  let record = 0;
  for (;;) {
    const { done, value } = elements.next();
    if (done) {
      if (!value)
        yield fault(
          { path },
          'not-json',
          'The list is not closed: the file ends within it.',
          'Was it cut off? What came before the end was read.',
        );
      return;
    }
    record++;
    yield readRow({ path, record, line: value.line }, value.json, limits);
  }
}

/** One row of JSON; an invalid one becomes a problem with its place. */
export function readRow(place: SourcePlace, json: string, limits: ImportLimits): SourceRow {
  const where = place.line === undefined ? 'The file' : `Line ${place.line}`;
  if (json.length > limits.maxLineLength)
    return fault(
      place,
      'line-too-long',
      `${where} has ${formatBytes(json.length)} in one row; at most ${formatBytes(limits.maxLineLength)} are read.`,
      'Leave the row out, or give the trace as a file of its own.',
    );
  if (isTooDeep(json, limits.maxJsonDepth))
    return fault(
      place,
      'not-json',
      `${where} has lists within lists more than ${limits.maxJsonDepth} deep; it was not read.`,
      'Leave it out.',
    );
  let row: unknown;
  try {
    row = JSON.parse(json);
  } catch {
    return fault(
      place,
      'not-json',
      `${where} is not JSON.`,
      'Correct it, or leave it out; was the file cut off there?',
    );
  }
  if (isRecord(row)) return { ok: true, place, row };
  return fault(
    place,
    'no-trajectory',
    `${where} is JSON, but no object with named fields.`,
    'A row is an object, for example {"question": …, "trajectory": …}.',
  );
}

/** The rows of a table whose first row names its columns. */
export function* csvRows(path: string, text: string, limits: ImportLimits): Generator<SourceRow> {
  const header = text.slice(0, 20_000).trimStart();
  const delimiter = csvDelimiter(header.split(/\r?\n|\r/, 1)[0] ?? '');
  let names: readonly string[] | null = null;
  let record = 0;
  for (const row of csvCells(text, delimiter, limits)) {
    if (!names && !row.unclosed) names = columnNames(row.cells);
    else yield csvRow({ path, record: ++record, line: row.line }, names ?? [], row, limits);
  }
}

export const columnNames = (cells: readonly string[]): string[] => cells.map((name) => name.trim());

/** One row of a table whose columns are known. */
export function csvRow(
  place: SourcePlace,
  names: readonly string[],
  { cells, unclosed, tooWide, tooLong }: CsvRow,
  limits: ImportLimits,
): SourceRow {
  const { record, line } = place;
  if (unclosed)
    return fault(
      place,
      'no-trajectory',
      `Row ${record} (line ${line}) opens a quotation mark that is never closed; everything after it is in that cell.`,
      'Close it; a quotation mark inside a cell is written twice.',
    );
  if (tooWide)
    return fault(
      place,
      'too-large',
      `Row ${record} has more than ${limits.maxCells.toLocaleString('en')} cells.`,
      'Check that its delimiters are those of the first line.',
    );
  if (tooLong)
    return fault(
      place,
      'line-too-long',
      `Row ${record} (line ${line}) has a cell of more than ${formatBytes(limits.maxLineLength)}.`,
      'Leave the row out, or give the trace as a file of its own.',
    );
  return { ok: true, place, row: named(names, cells) };
}

function named(names: readonly string[], cells: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
}
