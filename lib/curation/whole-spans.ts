/** A range of a text in which no line ends; UTF-16 offsets. */
export interface WholeSpan {
  readonly start: number;
  readonly end: number;
}

const OPENER = /\\begin\{[a-zA-Z]+\*?\}|\\[\s\S]|`+|~{3,}|\$\$?/g;
const ENVIRONMENT = /\\(begin|end)\{([a-zA-Z]+\*?)\}/g;
const FENCE = /^[^\S\n]*(`{3,}|~{3,})([^\n]*)$/gm;
const BLANK_LINE = /\n[^\S\n]*\n/g;

/**
 * Mathematics (`$…$`, `$$…$$`, `\(…\)`, `\[…\]`, environments) and code (fences, backticks) of a text, ascending and
 * apart. What is opened and never closed is none; formulas and inline code end at a blank line at the latest, as in
 * LaTeX and Markdown. Linear: every search starts where the one before it ended.
 */
export function wholeSpans(text: string): WholeSpan[] {
  const spans: WholeSpan[] = [];
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

  function endOf(mark: string, start: number): number | null {
    const inside = start + mark.length;
    if (mark.startsWith('\\begin')) return environments.get(start) ?? null;
    if (mark.length >= 3 && (mark.startsWith('`') || mark.startsWith('~'))) {
      const end = fenceEnd(start, mark);
      if (end !== null || mark.startsWith('~')) return end;
    }
    const limit = blankLine(inside) ?? text.length;
    if (mark.startsWith('`')) return within(backticks(mark.length, inside), mark.length, limit);
    if (mark === '\\(' || mark === '\\[' || mark === '$$') return within(closing[mark](inside), 2, limit);
    if (mark !== '$') return null;
    let close = closing.$(inside);
    while (close !== null && text[close - 1] === '\\') close = closing.$(close + 1);
    return close !== null && isFormula(text, inside, close) ? within(close, 1, limit) : null;
  }

  OPENER.lastIndex = 0;
  for (let match = OPENER.exec(text); match; match = OPENER.exec(text)) {
    const end = endOf(match[0], match.index);
    if (end === null) continue;
    spans.push({ start: match.index, end });
    OPENER.lastIndex = end;
  }
  return spans;
}

const within = (close: number | null, length: number, limit: number): number | null =>
  close !== null && close < limit ? close + length : null;

/** Prices are none: "$5 and $10" has a digit after the second sign, "a $5 or $ 6" a blank before or after one. */
const isFormula = (text: string, from: number, close: number): boolean =>
  close > from &&
  !/\s/.test(text[from] ?? '') &&
  !/\s/.test(text[close - 1] ?? '') &&
  !/\d/.test(text[close + 1] ?? '');

/** The next place of `wanted` at or after an offset that never gets smaller; null where there is none. */
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

/** Where a run of exactly so many backticks stands next. */
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

/** By the offset of each outermost `\begin{…}`, the end of its `\end{…}`. */
function environmentEnds(text: string): Map<number, number> {
  const ends = new Map<number, number>();
  const open: { name: string; start: number }[] = [];
  // Without the counts an `\end` of nothing would look through all that is open.
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

/** The end of the fenced block whose opening marks stand at an offset; null where they open none. */
function fenceFinder(text: string): (start: number, marks: string) => number | null {
  const lines = [...text.matchAll(FENCE)].map(({ 0: line, 1: marks = '', 2: rest = '', index }) => ({
    at: index + line.indexOf(marks),
    end: index + line.length,
    marks,
    closes: rest.trim() === '',
  }));
  let next = 0;
  /** Marks for which no closing line is left: else each of many openings would look for one. */
  const hopeless = new Map<string, number>();
  return (start, marks) => {
    while ((lines[next]?.at ?? Number.POSITIVE_INFINITY) < start) next++;
    if (lines[next]?.at !== start) return null;
    const sign = marks.charAt(0);
    if (marks.length >= (hopeless.get(sign) ?? Number.POSITIVE_INFINITY)) return null;
    for (let index = next + 1; index < lines.length; index++) {
      const line = lines[index];
      if (line?.closes && line.marks.startsWith(sign) && line.marks.length >= marks.length)
        return line.end - trailing(text, line.end);
    }
    hopeless.set(sign, marks.length);
    return null;
  };
}

/** White space before an offset. */
function trailing(text: string, end: number): number {
  let count = 0;
  while (/\s/.test(text.charAt(end - count - 1))) count++;
  return count;
}
