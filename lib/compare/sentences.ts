/** A range of UTF-16 offsets. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Longer "mathematics" is a stray dollar sign ("$5 and later $10"). */
const LONGEST_INLINE = 400;
const LONGEST_DISPLAY = 4000;
/** A sentence longer than this (a table, a text without full stops) is cut at the next space. */
const LONGEST_SENTENCE = 600;

const OPENINGS = /\$\$|\$|\\\(|\\\[|\\begin\{([a-zA-Z*]+)\}|```/g;
const ABBREVIATION = /(?:^|[\s(])(?:e\.g|i\.e|vs|cf|approx|resp|eqs?|fig|dr|mrs?|ms|st)\.$/i;
const CLOSERS = `"'”’)]}*_`;

/**
 * Sentences and lines of a text, without the white space around them. Mathematics (`$…$`, `\[…\]`, environments),
 * code blocks, decimals and abbreviations are never torn. Linear in the text.
 */
export function sentences(text: string, from = 0, to = text.length): TextRange[] {
  const closed = protectedRanges(text, from, to);
  const found: TextRange[] = [];
  let begin = from;
  let next = 0;

  function push(end: number): void {
    let start = begin;
    while (start < end && isSpace(text, start)) start++;
    let last = end;
    while (last > start && isSpace(text, last - 1)) last--;
    if (last > start) found.push({ start, end: last });
    begin = end;
  }

  for (let at = from; at < to; at++) {
    while (next < closed.length && (closed[next]?.end ?? 0) <= at) next++;
    const inside = closed[next];
    if (inside && at >= inside.start) {
      at = inside.end - 1;
      continue;
    }
    const character = text[at];
    if (character === '\n') push(at + 1);
    else if (character === '.' || character === '!' || character === '?') {
      const end = endOfSentence(text, begin, at, to);
      if (end !== null) {
        push(end);
        at = end - 1;
      }
    } else if (at - begin > LONGEST_SENTENCE && character === ' ') push(at + 1);
  }
  push(to);
  return found;
}

/** One past the sentence that a mark at `at` ends, closing quotes included; null where it ends none. */
function endOfSentence(text: string, begin: number, at: number, to: number): number | null {
  let end = at + 1;
  while (end < to && '.!?'.includes(text[end] ?? '')) end++;
  while (end < to && CLOSERS.includes(text[end] ?? '')) end++;
  if (end < to && !isSpace(text, end)) return null;
  let next = end;
  while (next < to && (text[next] === ' ' || text[next] === '\t')) next++;
  const following = text[next] ?? '';
  // "approx. half of it": what goes on in lower case goes on.
  if (/\p{Ll}/u.test(following) && text[at] === '.') return null;
  if (text[at] !== '.') return end;
  const head = text.slice(begin, at + 1).trimStart();
  // The number of a list item is no sentence.
  if (/^(?:[-*]\s*)?\(?\d{1,3}\.$/.test(head)) return null;
  return ABBREVIATION.test(text.slice(Math.max(begin, at - 8), at + 1)) ? null : end;
}

/** Mathematics and code, ascending and apart; what opens without closing in reach protects nothing. */
function protectedRanges(text: string, from: number, to: number): TextRange[] {
  const ranges: TextRange[] = [];
  /** An opening that was not closed once is not looked for again: a text full of them stays linear. */
  const hopeless = new Set<string>();
  OPENINGS.lastIndex = from;
  for (let match = OPENINGS.exec(text); match && match.index < to; match = OPENINGS.exec(text)) {
    const open = match[0];
    if (text[match.index - 1] === '\\' && open.startsWith('$')) continue;
    const inner = match.index + open.length;
    const close = closeOf(open, match[1] ?? '');
    if (hopeless.has(close)) continue;
    const reach = Math.min(to, inner + (open === '$' || open === '\\(' ? LONGEST_INLINE : LONGEST_DISPLAY));
    const at = text.slice(inner, reach).indexOf(close);
    if (at < 0) {
      if (reach === to) hopeless.add(close);
      continue;
    }
    if (open === '$' && !isInline(text.slice(inner, inner + at))) continue;
    const end = inner + at + close.length;
    ranges.push({ start: match.index, end });
    OPENINGS.lastIndex = end;
  }
  return ranges;
}

function closeOf(open: string, environment: string): string {
  if (open === '\\(') return '\\)';
  if (open === '\\[') return '\\]';
  return environment ? `\\end{${environment}}` : open;
}

/** Whether what stands between two dollars can be a formula: on one paragraph, no space inside its edges. */
const isInline = (inner: string): boolean =>
  inner !== '' && !/^\s|\s$|\n\s*\n/.test(inner) && !/^\d[\d.,]*\s+[a-z]{2,}\s/i.test(inner);

const isSpace = (text: string, at: number): boolean => /\s/.test(text[at] ?? '');
