export interface Column<Row> {
  readonly title: string;
  readonly align?: 'right';
  /** Longest cell, characters; what is longer ends in an ellipsis. Paths keep their end instead. */
  readonly width?: number;
  readonly keepEnd?: boolean;
  cell(row: Row): string;
}

/** Columns side by side, two spaces apart, for a terminal. */
export function textTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map((column) => shortened(printable(column.cell(row)), column)));
  const widths = columns.map((column, index) =>
    Math.max(column.title.length, ...cells.map((line) => [...(line[index] ?? '')].length)),
  );
  const line = (texts: readonly string[]) =>
    columns
      .map(({ align }, index) => {
        const text = texts[index] ?? '';
        const gap = ' '.repeat(Math.max(0, (widths[index] ?? 0) - [...text].length));
        return align === 'right' ? gap + text : text + gap;
      })
      .join('  ')
      .trimEnd();
  return [line(columns.map(({ title }) => title)), ...cells.map(line)].map((text) => `${text}\n`).join('');
}

function shortened(text: string, { width, keepEnd }: { width?: number; keepEnd?: boolean }): string {
  const letters = [...text];
  if (width === undefined || letters.length <= width) return text;
  return keepEnd ? `…${letters.slice(1 - width).join('')}` : `${letters.slice(0, width - 1).join('')}…`;
}

/** A model's text must not move a terminal's cursor or colour it. */
export const printable = (text: string): string =>
  text.replace(/\p{Cc}+/gu, ' ').replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');

export const grouped = (value: number): string => value.toLocaleString('en');
