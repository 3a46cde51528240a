/** One row of a table as it is written. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** On which the row begins, from 1: cells may run over many lines. */
  readonly line: number;
  /** A quotation mark opens a cell that never ends: the rest of the text is in it. */
  readonly unclosed: boolean;
  /** There were more cells than `maxCells`; they were left out. */
  readonly tooWide: boolean;
}

/**
 * The rows of a text of delimited cells (RFC 4180), one at a time: a cell in quotation marks may hold delimiters, line
 * breaks and doubled quotation marks. As spreadsheets do, a quotation mark that does not open its cell is text. Rows
 * without anything visible are passed over. One pass; what is held is one row.
 */
export function* csvCells(text: string, delimiter: string, maxCells: number): Generator<CsvRow> {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const began = line;
    const cells: string[] = [];
    let count = 0;
    let unclosed = false;
    for (;;) {
      const cell = text[at] === '"' ? quotedCell(text, at, delimiter) : bareCell(text, at, delimiter);
      if (count++ < maxCells) cells.push(cell.value);
      line += cell.breaks;
      unclosed ||= cell.unclosed;
      at = cell.end;
      if (text[at] !== delimiter) break;
      at++;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    if (at < text.length) {
      at++;
      line++;
    }
    if (unclosed || cells.some((cell) => cell.trim() !== ''))
      yield { cells, line: began, unclosed, tooWide: count > maxCells };
  }
}

interface Cell {
  readonly value: string;
  /** Index of the delimiter or line break after it, or the text's length. */
  readonly end: number;
  readonly breaks: number;
  readonly unclosed: boolean;
}

function bareCell(text: string, start: number, delimiter: string): Cell {
  let end = start;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code === 10 || code === 13 || text[end] === delimiter) break;
    end++;
  }
  return { value: text.slice(start, end), end, breaks: 0, unclosed: false };
}

/** Nothing is cut out until the end is found: sixty megabytes of quotation marks must not make thirty million pieces. */
function quotedCell(text: string, start: number, delimiter: string): Cell {
  const found = (close: number, end: number): Cell => {
    const raw = text.slice(start + 1, close);
    let breaks = 0;
    for (let at = raw.indexOf('\n'); at >= 0; at = raw.indexOf('\n', at + 1)) breaks++;
    return { value: raw.replaceAll('""', '"'), end, breaks, unclosed: close === text.length };
  };
  let quote = text.indexOf('"', start + 1);
  while (quote >= 0) {
    const next = text[quote + 1];
    if (next === undefined || next === delimiter || next === '\n' || next === '\r')
      return found(quote, quote + 1);
    // Doubled, or alone within the cell: the cell goes on.
    quote = text.indexOf('"', quote + (next === '"' ? 2 : 1));
  }
  return found(text.length, text.length);
}
