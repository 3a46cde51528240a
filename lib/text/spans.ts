/** A range of a text; UTF-16 offsets. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export interface TextSpan extends TextRange {
  readonly kind: 'prose' | 'mathematics' | 'code';
  /** What opens it: `$`, `\\[`, `\\begin{align}`, a row of backticks; empty for prose. */
  readonly opening: string;
  /** What stands between the two delimiters; an environment keeps its own, which say what it is. */
  readonly inner: TextRange;
}

const OPENING = /\\begin\{[a-zA-Z]+\*?\}|\\[\s\S]|`+|~{3,}|\$\$?/g;
const ENVIRONMENT = /\\(begin|end)\{([a-zA-Z]+\*?)\}/g;
const FENCE = /^[^\S\n]*(`{3,}|~{3,})([^\n]*)$/gm;
const BLANK_LINE = /\n[^\S\n]*\n/g;

/**
 * A text as prose, mathematics (`$…$`, `$$…$$`, `\\(…\\)`, `\\[…\\]`, environments) and code (fences, backticks), in order,
 * without a gap. What is opened and never closed is prose; formulas and inline code end at a blank line at the latest,
 * as in LaTeX and Markdown. Linear: every search starts where the one before it ended. Takes any text.
 * @param openFenceIsCode for a text that still grows: a fenced block without an end is code up to the text's end
 */
export function spansOf(text: string, { openFenceIsCode = false } = {}): TextSpan[] {
  const found: TextSpan[] = [];
  const environments = environmentEnds(text);
  const fenceEnd = fenceFinder(text);
  const backticks = backtickFinder(text);
  const blankLine = patternFinder(text, BLANK_LINE);
  const closing = {
    '\\(': stringFinder(text, '\\)'),
    '\\[': stringFinder(text, '\\]'),
    $$: stringFinder(text, '$$'),
    $: stringFinder(text, '$'),
  };

  /** Where the span ends that a delimiter opens, and how much of its end is the closing delimiter; null where it is not closed. */
  function closeOf(delimiter: string, start: number): { end: number; length: number } | null {
    const inside = start + delimiter.length;
    if (delimiter.startsWith('\\begin')) return closedBy(0, environments.get(start) ?? null);
    if (isFence(delimiter)) {
      const end = fenceEnd(start, delimiter);
      if (end !== null) return closedBy(end - runStart(text, end, delimiter.charAt(0)), end);
      if (delimiter.startsWith('~')) return null;
    }
    const limit = blankLine(inside) ?? text.length;
    const within = (close: number | null) =>
      close !== null && close < limit ? closedBy(delimiter.length, close + delimiter.length) : null;
    if (delimiter.startsWith('`'))
      return (
        within(backticks(delimiter.length, inside)) ??
        (openFenceIsCode && isFence(delimiter) ? closedBy(0, text.length) : null)
      );
    if (delimiter === '\\(' || delimiter === '\\[' || delimiter === '$$')
      return within(closing[delimiter](inside));
    if (delimiter !== '$') return null;
    let close = closing.$(inside);
    while (close !== null && text[close - 1] === '\\') close = closing.$(close + 1);
    return close !== null && isFormula(text.slice(inside, Math.min(close, limit)), text.charAt(close + 1))
      ? within(close)
      : null;
  }

  let at = 0;
  const addProse = (end: number) => {
    if (end > at) found.push({ kind: 'prose', opening: '', start: at, end, inner: { start: at, end } });
  };
  OPENING.lastIndex = 0;
  for (let match = OPENING.exec(text); match; match = OPENING.exec(text)) {
    const [opening] = match;
    const start = match.index;
    const close = closeOf(opening, start);
    if (close === null) continue;
    addProse(start);
    const { end } = close;
    const isWhole = opening.startsWith('\\begin');
    const inner = { start: isWhole ? start : start + opening.length, end: end - close.length };
    found.push({ kind: /^[`~]/.test(opening) ? 'code' : 'mathematics', opening, start, end, inner });
    at = end;
    OPENING.lastIndex = end;
  }
  addProse(text.length);
  return found;
}

/** A sum of money: a number, then a word or the end of a clause. */
const PRICE = /^\$\d[\d.,]*(?:\s+[a-z]|[.,;:)?!]*(?:\s|$))/i;

/** Where a formula begins that the end of a text leaves open; null where none does. */
export function openFormulaAt(text: string): number | null {
  for (const { kind, start, end } of spansOf(text)) {
    if (kind !== 'prose') continue;
    for (const { 0: opening, index } of text.slice(start, end).matchAll(OPENING)) {
      const at = start + index;
      if (opening.startsWith('$') ? isOpenDollar(text.slice(at)) : /^\\(?:begin|[([])/.test(opening))
        return at;
    }
  }
  return null;
}

const isOpenDollar = (rest: string): boolean => /^\$+\S/.test(rest) && !PRICE.test(rest);

const isFence = (delimiter: string): boolean => delimiter.length >= 3 && /^[`~]/.test(delimiter);

const closedBy = (length: number, end: number | null) => (end === null ? null : { end, length });

/**
 * Pandoc's rule, which tells formulas from prices: no white space inside either dollar, no digit behind the second. So
 * "$5 and $10" is none, nor is "a $5 or $ 6"; nor is a number that a word follows ("$5 or US$").
 */
const isFormula = (inner: string, behind: string): boolean =>
  inner !== '' &&
  !/^\s|\s$/.test(inner) &&
  !/\d/.test(behind) &&
  !/^\d[\d.,]*\s+(?!(?:mod|sin|cos|tan|log|ln)\b)[a-z]{2,}\s/i.test(inner);

/** Where the row of one character begins that ends at an offset. */
function runStart(text: string, end: number, character: string): number {
  let from = end;
  while (text.charAt(from - 1) === character) from--;
  return from;
}

/** The next position of `wanted` at or after an offset that never decreases; null if there is none. */
function stringFinder(text: string, wanted: string): (from: number) => number | null {
  let found = -1;
  return (from) => {
    if (found < from && found !== Number.POSITIVE_INFINITY) {
      found = text.indexOf(wanted, from);
      if (found < 0) found = Number.POSITIVE_INFINITY;
    }
    return found === Number.POSITIVE_INFINITY ? null : found;
  };
}

function patternFinder(text: string, pattern: RegExp): (from: number) => number | null {
  const places = text.matchAll(pattern);
  let found: number | null = -1;
  return (from) => {
    while (found !== null && found < from) {
      const next = places.next();
      found = next.done ? null : next.value.index;
    }
    return found;
  };
}

/** Finds the next run of exactly this many backticks. */
function backtickFinder(text: string): (length: number, from: number) => number | null {
  const runs = new Map<number, { starts: number[]; next: number }>();
  for (const { 0: run, index } of text.matchAll(/`+/g)) {
    const known = runs.get(run.length);
    if (known) known.starts.push(index);
    else runs.set(run.length, { starts: [index], next: 0 });
  }
  return (length, from) => {
    const known = runs.get(length);
    if (!known) return null;
    while ((known.starts[known.next] ?? Number.POSITIVE_INFINITY) < from) known.next++;
    return known.starts[known.next] ?? null;
  };
}

/** Maps the offset of each outermost `\begin{…}` to the end of its `\end{…}`. */
function environmentEnds(text: string): Map<number, number> {
  const ends = new Map<number, number>();
  const open: { name: string; start: number }[] = [];
  // Without these counts an unmatched `\end` would search all open environments.
  const counts = new Map<string, number>();
  for (const match of text.matchAll(ENVIRONMENT)) {
    const [raw, kind, name = ''] = match;
    const count = counts.get(name) ?? 0;
    if (kind === 'begin') {
      open.push({ name, start: match.index });
      counts.set(name, count + 1);
      continue;
    }
    if (count === 0) continue;
    for (let last = open.pop(); last; last = open.pop()) {
      counts.set(last.name, (counts.get(last.name) ?? 1) - 1);
      if (last.name !== name) continue;
      ends.set(last.start, match.index + raw.length);
      break;
    }
  }
  return ends;
}

/** The end of the fenced block whose opening delimiters stand at an offset; null where they open none. */
function fenceFinder(text: string): (start: number, delimiters: string) => number | null {
  const lines = [...text.matchAll(FENCE)].map(({ 0: line, 1: delimiters = '', 2: rest = '', index }) => ({
    at: index + line.indexOf(delimiters),
    end: index + line.length,
    delimiters,
    closes: rest.trim() === '',
  }));
  let next = 0;
  /** Marks without a closing line in the rest: otherwise each of many openings would search for one. */
  const hopeless = new Map<string, number>();
  return (start, delimiters) => {
    while ((lines[next]?.at ?? Number.POSITIVE_INFINITY) < start) next++;
    if (lines[next]?.at !== start) return null;
    const sign = delimiters.charAt(0);
    if (delimiters.length >= (hopeless.get(sign) ?? Number.POSITIVE_INFINITY)) return null;
    for (let index = next + 1; index < lines.length; index++) {
      const line = lines[index];
      if (line?.closes && line.delimiters.startsWith(sign) && line.delimiters.length >= delimiters.length)
        return line.end - trailing(text, line.end);
    }
    hopeless.set(sign, delimiters.length);
    return null;
  };
}

/** White space before an offset. */
function trailing(text: string, end: number): number {
  let count = 0;
  while (/\s/.test(text.charAt(end - count - 1))) count++;
  return count;
}
