/** One row of a table as it is written. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** On which the row begins, from 1: cells may run over many lines. */
  readonly line: number;
  /** Where the next row begins: its index in the text, and its line. */
  readonly next: number;
  readonly nextLine: number;
  /** A quotation mark opens a cell that never ends: the rest of the text is in it. */
  readonly unclosed: boolean;
  /** There were more cells than the limit; the rest of the line was passed over. */
  readonly tooWide: boolean;
  /** A cell was longer than the limit; it is empty here. */
  readonly tooLong: boolean;
}

export interface CsvLimits {
  readonly maxCells: number;
  /** Of one cell, UTF-16 units. */
  readonly maxLineLength: number;
}

/**
 * The rows of a text of delimited cells (RFC 4180), one at a time: a cell in quotation marks may hold delimiters, line
 * breaks and doubled quotation marks. As spreadsheets do, a quotation mark that does not open its cell is text. Rows
 * without anything visible are passed over. One pass; what is held is one row.
 */
export function* csvCells(text: string, delimiter: string, limits: CsvLimits): Generator<CsvRow> {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const began = line;
    const cells: string[] = [];
    let unclosed = false;
    let tooLong = false;
    let tooWide = false;
    for (;;) {
      const cell = text[at] === '"' ? quotedCell(text, at, delimiter) : bareCell(text, at, delimiter);
      const { start, end } = cell;
      tooLong ||= end - start > limits.maxLineLength;
      cells.push(end - start > limits.maxLineLength ? '' : cellText(text.slice(start, end), cell.quoted));
      if (cell.quoted) line += lineBreaks(text, start, end);
      unclosed ||= cell.unclosed;
      at = cell.next;
      if (text[at] !== delimiter) break;
      at++;
      tooWide = cells.length >= limits.maxCells;
      if (tooWide) {
        at = lineEnd(text, at);
        break;
      }
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    if (at < text.length) {
      at++;
      line++;
    }
    if (unclosed || tooLong || cells.some((cell) => cell.trim() !== ''))
      yield { cells, line: began, next: at, nextLine: line, unclosed, tooWide, tooLong };
  }
}

/** Where a cell stands; its text is cut out once it is known to be no longer than it may. */
interface Cell {
  readonly start: number;
  readonly end: number;
  /** Index of the delimiter or line break after it, or the text's length. */
  readonly next: number;
  readonly quoted: boolean;
  readonly unclosed: boolean;
}

function bareCell(text: string, start: number, delimiter: string): Cell {
  let end = start;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code === 10 || code === 13 || text[end] === delimiter) break;
    end++;
  }
  return { start, end, next: end, quoted: false, unclosed: false };
}

function quotedCell(text: string, opening: number, delimiter: string): Cell {
  const start = opening + 1;
  let quote = text.indexOf('"', start);
  while (quote >= 0) {
    const after = text[quote + 1];
    if (after === undefined || after === delimiter || after === '\n' || after === '\r')
      return { start, end: quote, next: quote + 1, quoted: true, unclosed: false };
    // Doubled, or alone within the cell: the cell goes on.
    quote = text.indexOf('"', quote + (after === '"' ? 2 : 1));
  }
  return { start, end: text.length, next: text.length, quoted: true, unclosed: true };
}

const cellText = (raw: string, quoted: boolean): string => (quoted ? raw.replaceAll('""', '"') : raw);

function lineBreaks(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
