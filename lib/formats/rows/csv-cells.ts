/** One row of a table as it is written. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** Line on which the row begins, from 1: cells may extend over many lines. */
  readonly line: number;
  /** The start of the next row: its index in the text, and its line. */
  readonly next: number;
  readonly nextLine: number;
  /** A quotation mark opens a cell that never ends: the cell contains the rest of the text. */
  readonly unclosed: boolean;
  /** The row had more cells than the limit; the parser skipped the rest of the line. */
  readonly tooWide: boolean;
  /** A cell was longer than the limit, and is empty here. */
  readonly tooLong: boolean;
}

export interface CsvLimits {
  readonly maxCells: number;
  /** Limit for one cell, in UTF-16 units. */
  readonly maxLineLength: number;
}

/** Where reading stopped: at the text's end, or at the beginning of a row that may continue. */
export interface CsvEnd {
  readonly next: number;
  readonly nextLine: number;
}

/**
 * The rows of a text of delimited cells (RFC 4180), one at a time: a cell in quotation marks may contain delimiters,
 * line breaks and doubled quotation marks. As in spreadsheets, a quotation mark that does not open its cell is text.
 * Skips rows without anything visible. One pass; holds one row in memory. `goesOn`: more text follows; the parser
 * leaves a row that ends with this text for the next call.
 */
export function* csvCells(
  text: string,
  delimiter: string,
  limits: CsvLimits,
  goesOn = false,
): Generator<CsvRow, CsvEnd> {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const first = text.charCodeAt(at);
    // Skip blank lines here: sixty million of them must not become sixty million rows.
    if (first === LINE_FEED || (first === RETURN && at + 1 < text.length)) {
      at += first === RETURN && text.charCodeAt(at + 1) === LINE_FEED ? 2 : 1;
      line++;
      continue;
    }
    const start = at;
    const began = line;
    const found: Cell[] = [];
    let unclosed = false;
    let tooLong = false;
    let tooWide = false;
    for (;;) {
      const cell = text[at] === '"' ? quotedCell(text, at, delimiter) : bareCell(text, at, delimiter);
      tooLong ||= cell.end - cell.from > limits.maxLineLength;
      found.push(cell);
      if (cell.quoted) line += lineBreaks(text, cell.from, cell.end);
      unclosed ||= cell.unclosed;
      at = cell.next;
      if (text[at] !== delimiter) break;
      at++;
      tooWide = found.length >= limits.maxCells;
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
    if (goesOn && at >= text.length) return { next: start, nextLine: began };
    const cells = found.map((cell) => cellText(text, cell, limits));
    if (unclosed || tooLong || cells.some((cell) => cell.trim() !== ''))
      yield { cells, line: began, next: at, nextLine: line, unclosed, tooWide, tooLong };
  }
  return { next: at, nextLine: line };
}

const LINE_FEED = 10;
const RETURN = 13;
const QUOTE = 34;

/** The position of a cell; we cut out its text once we know that it is within the limit. */
interface Cell {
  readonly from: number;
  readonly end: number;
  /** Index of the delimiter or line break after it, or the text's length. */
  readonly next: number;
  readonly quoted: boolean;
  readonly unclosed: boolean;
}

function bareCell(text: string, from: number, delimiter: string): Cell {
  const ends = delimiter.charCodeAt(0);
  let end = from;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code === LINE_FEED || code === RETURN || code === ends) break;
    end++;
  }
  return { from, end, next: end, quoted: false, unclosed: false };
}

function quotedCell(text: string, opening: number, delimiter: string): Cell {
  const from = opening + 1;
  const ends = delimiter.charCodeAt(0);
  // Goes character by character: a search that stops at each of ten million quotation marks takes ten times as long.
  for (let at = from; at < text.length; at++) {
    if (text.charCodeAt(at) !== QUOTE) continue;
    const after = text.charCodeAt(at + 1);
    if (Number.isNaN(after) || after === ends || after === LINE_FEED || after === RETURN)
      return { from, end: at, next: at + 1, quoted: true, unclosed: false };
    // Doubled, or alone within the cell: the cell continues.
    if (after === QUOTE) at++;
  }
  return { from, end: text.length, next: text.length, quoted: true, unclosed: true };
}

/** Empty where the cell is longer than the limit: such a cell is not copied. */
function cellText(text: string, { from, end, quoted }: Cell, { maxLineLength }: CsvLimits): string {
  if (end - from > maxLineLength) return '';
  const raw = text.slice(from, end);
  return quoted && raw.includes('""') ? withSingleMarks(raw) : raw;
}

/** UTF-16 units that we convert to text at a time. */
const RUN = 8192;

/**
 * Turns doubled quotation marks into single ones. `replaceAll` would list all places first: four times as long for
 * eight million marks.
 */
function withSingleMarks(raw: string): string {
  const units = new Uint16Array(RUN);
  let text = '';
  let filled = 0;
  for (let at = 0; at < raw.length; at++) {
    const code = raw.charCodeAt(at);
    units[filled++] = code;
    if (code === QUOTE && raw.charCodeAt(at + 1) === QUOTE) at++;
    if (filled < RUN) continue;
    text += String.fromCharCode(...units);
    filled = 0;
  }
  return text + String.fromCharCode(...units.subarray(0, filled));
}

/** Searches no further than `end`: a search for the next line feed would go to the end of the file for every cell. */
function lineBreaks(text: string, from: number, end: number): number {
  let count = 0;
  for (let at = from; at < end; at++) if (text.charCodeAt(at) === LINE_FEED) count++;
  return count;
}

function lineEnd(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED || code === RETURN) break;
  }
  return at;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** The delimiter that a table's first line uses most, outside quotes; a comma where there is none. */
export function csvDelimiter(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '');
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, count: bare.split(delimiter).length - 1 }));
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
}
