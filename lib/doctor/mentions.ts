/** A shorter answer (a digit, a letter) stands in every text by chance. */
const SHORTEST = 2;

/** Where `answer` first stands in `text` in one of the ways it is written; null where the question says it already. */
export function firstMention(
  text: string,
  answer: string,
  question: string,
): { offset: number; end: number } | null {
  const spellings = spellingsOf(answer).filter((spelling) => /\w.*\w/s.test(spelling));
  if (spellings.length === 0) return null;
  const pattern = new RegExp(spellings.map(patternOf).join('|'));
  if (pattern.test(question)) return null;
  const match = pattern.exec(text);
  return match ? { offset: match.index, end: match.index + match[0].length } : null;
}

/** As given, with fractions on one line, without the wrapping of words, without and with commas in numbers. */
function spellingsOf(answer: string): string[] {
  const given = answer.trim();
  const flat = given
    .replace(/\\[dtc]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, '$1/$2')
    .replace(/\\(?:text|mathrm|mathbf|textbf)\s*\{([^{}]*)\}/g, '$1')
    .replace(/\\(?:left|right|[,;:! ])/g, '')
    .trim();
  const ungrouped = flat.replace(/(\d)(?:\{,\}|,)(?=\d{3}(?!\d))/g, '$1');
  const grouped = ungrouped.replace(/(?<![\d.])\d{4,15}(?![\d.])/g, groupThousands);
  const all = [given, flat, ungrouped, grouped];
  return [...new Set(all)].filter((spelling) => spelling.length >= SHORTEST);
}

const groupThousands = (digits: string): string => digits.replace(/\B(?=(?:\d{3})+$)/g, ',');

/** White space is free, but the whole must not be part of a longer number or word. */
function patternOf(spelling: string): string {
  const body = spelling
    .split(/\s+/)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    .join('\\s*');
  const before = /^\w/.test(spelling) ? '(?<![\\w.])' : '';
  const after = /\w$/.test(spelling) ? '(?!\\w|[.,]\\d)' : '';
  return `${before}${body}${after}`;
}
