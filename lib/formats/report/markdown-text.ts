/**
 * Foreign text in a Markdown document: whatever its content, it ends no block, opens no element and makes no link.
 * Pieces go into fences longer than any run of backticks in them; text within a line has its marks escaped.
 */

// Characters without a use in a document: terminals obey some of them, and bidirectional marks reorder the text after
// them.
const CONTROLS = /[^\P{C}\n\t\u200c\u200d]/gu;
const MARKS = /[\\`*_{}[\]#|~$^]/g;

const visible = (text: string): string =>
  text.replace(/\r\n?|[\u2028\u2029]/g, '\n').replace(CONTROLS, '\ufffd');

/**
 * Text within a line or a table's cell: on one line, every mark escaped, `<` and `&` as entities, addresses not linked.
 */
export function inline(text: string): string {
  return visible(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(MARKS, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/:\/\//g, '&#58;//')
    .replace(/@/g, '&#64;')
    .replace(
      /www(?=\.)/gi,
      (www) => `${www[0] ?? ''}&#${(www.codePointAt(1) ?? 119).toString()};${www[2] ?? ''}`,
    );
}

/** A text of any kind as it is, in a fence that nothing in it can close. */
export function fence(text: string, language = 'text'): string {
  const shown = visible(text);
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map((run) => run[0].length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${language}\n${shown}${shown.endsWith('\n') ? '' : '\n'}${ticks}`;
}

/** Text in backticks, where no character acts as a mark: numbers of a tokenizer, names of models. */
export function code(text: string): string {
  const shown = visible(text).replace(/\s+/g, ' ').trim();
  if (shown === '') return '–';
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map((run) => run[0].length));
  const ticks = '`'.repeat(longest + 1);
  const pad = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${ticks}${pad}${shown}${pad}${ticks}`;
}

/** A code span inside a table: there a pipe ends the cell even between backticks (GFM). */
export const codeCell = (text: string): string => code(text).replace(/\|/g, '\\|');

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
