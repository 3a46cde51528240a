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

function quotedCell(text: string, start: number, delimiter: string): Cell {
  const parts: string[] = [];
  let breaks = 0;
  let from = start + 1;
  const take = (to: number) => {
    const part = text.slice(from, to);
    for (let found = part.indexOf('\n'); found >= 0; found = part.indexOf('\n', found + 1)) breaks++;
    parts.push(part);
  };
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) {
      take(text.length);
      return { value: parts.join(''), end: text.length, breaks, unclosed: true };
    }
    const next = text[quote + 1];
    take(quote);
    if (next === undefined || next === delimiter || next === '\n' || next === '\r')
      return { value: parts.join(''), end: quote + 1, breaks, unclosed: false };
    parts.push('"');
    // Doubled, or alone within the cell: either way one quotation mark.
    from = next === '"' ? quote + 2 : quote + 1;
  }
}
