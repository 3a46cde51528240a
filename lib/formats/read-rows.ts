import Papa from 'papaparse';
import { csvDelimiter } from './csv-delimiter.ts';
import { isRecord, isTooDeep, linesOf } from './json-text.ts';
import type { ImportLimits } from './limits.ts';
import { sizeText } from './sizes.ts';
import type { ImportProblem, ImportProblemType, SourcePlace } from './source-trace.ts';

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
  if (text[start] === '[' || isSpreadOut(text, start, limits))
    yield* wholeJson(path, text.slice(start), limits);
  else yield* jsonLines(path, text, limits);
}

/** One object written over many lines: its first line is no JSON by itself. */
function isSpreadOut(text: string, start: number, limits: ImportLimits): boolean {
  if (text[start] !== '{') return false;
  const end = text.indexOf('\n', start);
  return (
    end >= 0 &&
    /^\{\s*(?:"[^"\\]*"\s*:\s*.{0,200})?$/.test(
      text.slice(start, Math.min(end, start + limits.maxLineLength)).trimEnd(),
    )
  );
}

function* jsonLines(path: string, text: string, limits: ImportLimits): Generator<SourceRow> {
  let record = 0;
  for (const { number, line } of linesOf(text)) {
    if (line.trim() === '') continue;
    record++;
    const place = { path, record, line: number };
    if (line.length > limits.maxLineLength) {
      yield fault(
        place,
        'line-too-long',
        `Line ${number} has ${sizeText(line.length)}; at most ${sizeText(limits.maxLineLength)} are read.`,
        'Leave the line out, or split the file into one file for each trace.',
      );
      continue;
    }
    yield parsed(place, line, limits, `Line ${number}`);
  }
}

function parsed(place: SourcePlace, json: string, limits: ImportLimits, where: string): SourceRow {
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
      'Correct the line, or leave it out; was the file cut off there?',
    );
  }
  return isRecord(row)
    ? { ok: true, place, row }
    : fault(
        place,
        'no-trajectory',
        `${where} is JSON, but no object with named fields.`,
        'A row is an object, for example {"question": …, "trajectory": …}.',
      );
}

function* wholeJson(path: string, json: string, limits: ImportLimits): Generator<SourceRow> {
  const place = { path };
  if (isTooDeep(json, limits.maxJsonDepth)) {
    yield fault(
      place,
      'not-json',
      `The file has lists within lists more than ${limits.maxJsonDepth} deep; it was not read.`,
      'Leave it out.',
    );
    return;
  }
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    yield fault(
      place,
      'not-json',
      'The file begins like JSON, but is not.',
      'Was it cut off? Write it again, or as one row a line.',
    );
    return;
  }
  const rows = Array.isArray(value) ? value : [value];
  for (const [index, row] of rows.entries()) {
    const record = index + 1;
    if (isRecord(row)) yield { ok: true, place: { path, record }, row };
    else
      yield fault(
        { path, record },
        'no-trajectory',
        `Row ${record} is no object with named fields.`,
        'A row is an object, for example {"question": …, "trajectory": …}.',
      );
  }
}

/** The rows of a table with a header; `line` is where the row begins, as cells may run over many lines. */
export function csvRows(path: string, text: string): SourceRow[] {
  const body = text.replace(/^\uFEFF/, '').replace(/^(?:[^\S\n]*\n)+/, '');
  const skipped = lineBreaks(text.slice(0, text.length - body.length));
  const delimiter = csvDelimiter(body.slice(0, 20_000).split(/\r?\n|\r/, 1)[0] ?? '');
  const rows: SourceRow[] = [];
  let names: readonly string[] | null = null;
  let record = 0;
  let line = 1 + skipped;
  let cursor = 0;
  Papa.parse<string[]>(body, {
    delimiter,
    skipEmptyLines: false,
    step({ data: cells, errors, meta }) {
      const beganAt = line;
      line += lineBreaks(body.slice(cursor, meta.cursor));
      cursor = meta.cursor;
      if (cells.every((cell) => cell.trim() === '')) return;
      if (!names) {
        names = cells.map((cell) => cell.trim());
        return;
      }
      record++;
      const place = { path, record, line: beganAt };
      const quotes = errors.find(({ type }) => type === 'Quotes');
      if (quotes) {
        rows.push(
          fault(
            place,
            'not-json',
            `Row ${record} (line ${beganAt}) has a quotation mark that is never closed, or stands inside a cell.`,
            'In CSV a quotation mark inside a cell is written twice.',
          ),
        );
        return;
      }
      rows.push({
        ok: true,
        place,
        row: Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])),
      });
    },
  });
  return rows;
}

function lineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
