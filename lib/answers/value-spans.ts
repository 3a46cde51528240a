import { knownUnit } from './notation/units.ts';

/** A value in a sentence: a number, a short formula, a pair; with the unit behind it. */
export interface ValueSpan {
  readonly text: string;
  /** UTF-16 offsets in the sentence. */
  readonly start: number;
  readonly end: number;
}

const NUMBER = String.raw`(?:\d+(?:(?:,|\{,\}|,\\!)\d{3})*(?:\.\d+)?|\.\d+)`;
/** `3:4`, `3 : 4`, `5:30 p.m.`, `5:30 PM`; “step 3: 4 apples” is none. */
const RATIO = String.raw`\d+(?::\d+|\s:\s\d+)+(?:\s?[apAP](?:\.[mM]\b\.?|[mM]\b))?`;
const POWER = String.raw`(?:\^(?:\{[^{}]{1,20}\}|[-−]?\w)|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+|_(?:\{\w{1,6}\}|\d+))?[°%!]?`;
const BRACKETS = String.raw`[([][^()[\]]{1,60}[)\]]`;
const COMMAND = String.raw`\\(?:d?frac\s?(?:\{[^{}]{1,40}\}|\d){1,2}|sqrt(?:\[\d\])?(?:\{[^{}]{1,40}\}|\d)|pi\b|infty\b|%|circ\b)`;
const FACTOR = String.raw`(?:${RATIO}|${NUMBER}|[½¼¾⅓⅔]|√(?:\d+|\([^()]{1,30}\))|[π∞θ]|[A-Za-z](?![A-Za-z'’]|\.[A-Za-z])|${COMMAND}|${BRACKETS})${POWER}`;
/** “3 by 4” is one size. */
const BY = String.raw`(?<=\d)\s(?:by|x)\s(?=\d)`;
const TERM = String.raw`${FACTOR}(?:(?:\s?(?:[·×*/]|\\cdot|\\times)\s?|${BY})${FACTOR}|${FACTOR}|\s\d+\/\d+)*`;
const SIGN = String.raw`[-−–+±]?\s?(?:\\?[$]|[£€])?`;
const SUM = String.raw`${SIGN}${TERM}(?:\s?(?:[-−+±∪]|\\cup)\s?${TERM})*`;
/** Everything behind the first factor is optional: the pattern never goes back over what it took. */
const VALUE = new RegExp(
  String.raw`(?<![\w.])(?!\s)(?:[A-Za-zθ](?:_\w+)?\s?(?:=|≥|≤|<|>|\\ge|\\le)\s?)?${SUM}`,
  'gu',
);
const HAS_VALUE = /\d|[π√∞½¼¾⅓⅔]|\\(?:pi|infty|frac|sqrt)/;
const UNIT =
  /^\s?((?:square|cubic|sq\.?)\s)?([A-Za-z]+|°)(?:(?:\s(?:per|an?)\s|\s?\/\s?)([A-Za-z]+)(?:\^?[23]|[²³])?)?/;

/** Values of a sentence in order. Takes linear time: brackets and powers in it are short. */
export function valueSpans(sentence: string): readonly ValueSpan[] {
  const spans: ValueSpan[] = [];
  for (const match of sentence.matchAll(VALUE)) {
    if (!HAS_VALUE.test(match[0]) || isPlainWord(match[0])) continue;
    const start = match.index;
    const end = start + match[0].length + unitLength(sentence.slice(start + match[0].length));
    // A mark at the end of a sentence is no factorial.
    const text =
      end === sentence.trimEnd().length
        ? sentence.slice(start, end).replace(/!$/, '')
        : sentence.slice(start, end);
    spans.push({ text: text.trim(), start, end });
  }
  return spans;
}

/** `(see step 2)` is a remark. */
const isPlainWord = (text: string): boolean => /^[([]\s*[A-Za-z]{3,}/.test(text);

function unitLength(rest: string): number {
  const unit = UNIT.exec(rest);
  if (!unit) return 0;
  const [all, power, name = '', per] = unit;
  if (knownUnit(name) === null) return 0;
  // “5 in”: a preposition as often as a unit.
  if (!power && /^(?:in|a|second|m|s|g|l|h|A|V|W|J|N|L)$/i.test(name)) return 0;
  return per && knownUnit(per) === null ? all.indexOf(name) + name.length : all.length;
}
