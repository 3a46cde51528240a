import { evaluate, parseExpression } from './expression.ts';
import { add, type Rational, sameRational } from './rational.ts';

/** Longer texts are no short answers: compared letter by letter. */
const LONGEST = 500;

/** Takes off what does not change a short answer's value: dollars, `\text{…}`, sizes, spaces, a leading `x =`. */
function strip(answer: string): string {
  return (
    answer
      .trim()
      .replace(/^\$+|\$+$/g, '')
      .replace(/\\(?:left|right|displaystyle|big|Big|bigg|Bigg)(?![a-zA-Z])/g, '')
      // MATH writes 10,\!080: a negative space, which only pulls together.
      .replace(/\\!/g, '')
      .replace(/\\[,;: ]|~|\\q?quad\b/g, ' ')
      .replace(/\\(?:d|t|c)frac/g, '\\frac')
      .replace(/(\d)\{,\}(?=\d{3})/g, '$1,')
      .replace(/\^\s*\{?\s*\\circ\s*\}?|°|\\degree\b/g, '')
      .replace(/\\?%/g, '')
      .replace(/\\\$|[€£]/g, '')
      .replace(/[−–]/g, '-')
      // A unit after a number goes; words that are the answer stay.
      .replace(/(\d|\}|\))\s*\\(?:text|mathrm|mbox|textrm|textbf)\s*\{[^{}]*\}\s*(?:\^\s*\{?\d\}?)?/g, '$1')
      .replace(/\\(?:text|mathrm|mathbf|mbox|textrm|textbf)\s*\{([^{}]*)\}/g, '$1')
      .replace(/^\s*[a-zA-Z](?:_\{?\w+\}?)?\s*=\s*/, '')
      .replace(/(\d)(?:\s+[a-zA-Z]{2,20}\.?){1,4}\s*$/, '$1')
      .replace(/[.\s]+$/, '')
      .replace(/^\s+/, '')
  );
}

const MIXED = /^(-?)\s*(\d+)\s*(?:\\frac\s*\{(\d+)\}\s*\{(\d+)\}|\s(\d+)\/(\d+))$/;

/** The exact number a text denotes; null when it is not arithmetic. */
function exactValue(text: string): Rational | null {
  const mixed = MIXED.exec(text);
  if (mixed) {
    const whole = exactValue(mixed[2] ?? '');
    const part = exactValue(`${mixed[3] ?? mixed[5]}/${mixed[4] ?? mixed[6]}`);
    if (!whole || !part) return null;
    const sum = add(whole, part);
    return mixed[1] ? { numerator: -sum.numerator, denominator: sum.denominator } : sum;
  }
  const parsed = parseExpression(text);
  return parsed.ok ? evaluate(parsed.expression) : null;
}

/** Parts at commas outside brackets; a comma before exactly three digits belongs to a number. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    else if (character === ',' && depth === 0 && !/^,\d{3}(?!\d)/.test(text.slice(at, at + 5))) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

/** `(a, b)` without its outer brackets, which stay part of the comparison: an interval is not a point. */
function enclosed(text: string): { brackets: string; inside: string } | null {
  const match = /^(\\?[([{])([\s\S]*?)(\\?[)\]}])$/.exec(text);
  return match?.[1] && match[3] ? { brackets: match[1] + match[3], inside: match[2] ?? '' } : null;
}

const letters = (text: string): string =>
  text
    .replace(/\s+/g, '')
    .replace(/^\(([A-Za-z])\)$/, '$1')
    .replace(/\\(?:cdot|times)/g, '*')
    .replace(/\\frac(\d)(\d)/g, '\\frac{$1}{$2}')
    .replace(/\\sqrt(\d)/g, '\\sqrt{$1}')
    .replace(/\\pi(?![a-z])/g, 'π')
    .toLowerCase();

/**
 * Whether two short answers mean the same: exact numbers in any notation (`26000`, `26,000`; `\frac{1}{2}`, `0.5`),
 * units and text wrappers aside; lists and tuples part by part; else the same letters.
 */
export function sameAnswer(first: string, second: string): boolean {
  if (first.length > LONGEST || second.length > LONGEST) return first.trim() === second.trim();
  return same(strip(first), strip(second), 4);
}

function same(a: string, b: string, depth: number): boolean {
  if (letters(a) === letters(b)) return true;
  const [x, y] = [exactValue(a), exactValue(b)];
  if (x && y) return sameRational(x, y);
  if (depth === 0) return false;
  const [left, right] = [enclosed(a), enclosed(b)];
  if (left && right) {
    const single = partsOf(left.inside).length === 1;
    if (left.brackets !== right.brackets && !single) return false;
    return same(left.inside, right.inside, depth - 1);
  }
  const [as, bs] = [partsOf(a), partsOf(b)];
  if (as.length < 2 || as.length !== bs.length) return false;
  return as.every((part, index) => same(strip(part), strip(bs[index] ?? ''), depth - 1));
}
