import { spansOf, type TextSpan } from '#lib/text/spans.ts';
import { anyPhrase, anyWord } from '#lib/text/word-lists.ts';
import { knownUnit } from './notation/units.ts';

/** A text such as “The answer is correct” states no answer. */
const VERDICT = new RegExp(
  `^[*_\\s]*(?:${anyWord(`
    indeed definitely still also therefore certainly probably all now quite very perfectly`)}[*_\\s]+)?${anyPhrase(`
    # of its truth
    correct / right / wrong / incorrect / valid / invalid / confirmed / consistent / accurate / verified
    reasonable / plausible / sensible / the same
    # of the work
    fine / good / okay / ok / done / complete / clear / solved / satisfied / possible / simple / easy
    # where it stands
    here / there / below / above / as follows
    not`)}\\b`,
  'i',
);

export const isVerdict = (text: string): boolean => VERDICT.test(text);

/** Verbs that introduce what something is, has or equals. */
const VERB = new RegExp(
  `(?:=|≈|:|\\b${anyPhrase(`
    # is
    is / are / was / were / be / equals? / equal to / means / becomes? / it['’]s / that['’]s / there['’]s
    # comes to
    comes? (?:out )?to / evaluates? to / simplif(?:y|ies) to / reduces? to / amounts? to / totals? / value of
    works? out to / boils? down to / adds? up to / sums? to / results? in / produces? / yields?
    lies? in / in the (?:interval|range)
    # has, holds, is left with
    has / have / had / holds? / contains? / gives? / leaves? / left with / with / form
    get / gets / got / obtain / giving / yielding
    # what people in exercises do
    need / needs / costs? / pays? / paid / earns? / takes? / makes? / travels? / uses? / buys? / sells?
    receives? / saves? / spends? / weighs? / measures? / reach(?:es)? / prints? / outputs?
    # what the writer settles on
    choose / pick / find / conclude / answer / guess / go with / say`)})(?=[\\s$*\\\\(−-]|$)`,
  'gi',
);

/** Parts of a sentence that deny something, or contrast it with the claim. */
const DENIED =
  /\b(?:not|isn['’]t|aren['’]t|wasn['’]t|never|rather than|instead of|no longer)\s+(?:just\s+|the\s+)?[^\s,;.]+(?:\s\w+)?/gi;
const ASIDE =
  /,\s+(?:because|since|as|which|where|using|but|if|when|while|out of|attained|achieved|reached|occurring)\b.*$|\s+(?:because|since|if|when)\b.*$|\s*(?:≈|\\approx)\s*.*$|\((?:or|about|approximately|i\.e\.|since|because)[^)]*\)/i;

/** Most characters between a verb and its value. */
const MOST_BETWEEN = 60;

/**
 * The value that a sentence claims: the one behind its last verb, otherwise its last value. With `needsVerb`, a
 * sentence that only mentions a value claims none. Null if the sentence claims none.
 */
export function valueClaim(sentence: string, { needsVerb = false } = {}): string | null {
  const blank = (text: string) => ' '.repeat(text.length);
  const affirmed = sentence.replace(DENIED, blank).replace(/\*\*/g, '  ');
  const main = affirmed.replace(ASIDE, blank);
  // “The remainder when 2^10 is divided by 7 is 2.”: what looked like an aside holds the whole claim.
  return claimIn(main, needsVerb) ?? (main === affirmed ? null : claimIn(affirmed, needsVerb));
}

function claimIn(text: string, needsVerb: boolean): string | null {
  const inMath = mathClaim(text);
  if (inMath !== null) return inMath;
  const spans = valueSpans(text);
  if (spans.length === 0) return null;
  // The sign in `x = 3` is part of the value, not a verb.
  const verbs = [...text.matchAll(VERB)]
    .map((match) => match.index + match[0].length)
    .filter((verb) => !spans.some(({ start, end }) => start < verb && verb < end));
  // “x must be greater than 3, i.e. x > 3”
  const relation = spans.findLast((span) => /[<>≤≥]|\\[gl]e/.test(span.text));
  if (relation) return relation.text;
  for (const verb of verbs.toReversed()) {
    const at = spans.findIndex(({ start }) => start >= verb && start - verb <= MOST_BETWEEN);
    const span = spans[at];
    if (span) return withSiblings(text, spans, at);
  }
  const named = assignments(text, spans);
  if (named !== null) return named;
  if (needsVerb && !VERB_BEHIND.test(text)) return null;
  return withoutName(spans.at(-1)?.text ?? '') || null;
}

/** “24 must be the answer”, “x = 4 is the only solution” */
const VERB_BEHIND =
  /\b(?:it is|in total|(?:is|are|must be|should be|would be) (?:the|my) (?:only|right|correct|final|required)?\s?(?:answer|solution|one|result|value)s?|\bis (?:indeed |definitely )?(?:correct|right|it))\b/i;

/** `a = 1, b = 2` at the end, each value with a name of its own. */
function assignments(text: string, spans: ReturnType<typeof valueSpans>): string | null {
  const isNamed = ({ text: value }: { text: string }) => /^\w+\s?=/.test(value);
  let from = spans.length;
  while (from > 0) {
    const [span, next] = [spans[from - 1], spans[from]];
    if (!span || !isNamed(span)) break;
    if (next && !BETWEEN_SIBLINGS.test(text.slice(span.end, next.start))) break;
    from--;
  }
  const group = spans.slice(from).map((span) => span.text);
  return group.length > 1 ? group.join(', ') : null;
}

const withoutName = (value: string): string => value.replace(/^\w+\s?=\s?/, '');

/** “1, 2 and 3” */
const BETWEEN_SIBLINGS = /^\s*(?:,|,?\s*(?:and|or)(?:\s+also)?)\s*$/i;

/** `2 and −3`, `x = 1 or x = 4`: values that the sentence claims together. */
function withSiblings(text: string, spans: ReturnType<typeof valueSpans>, from: number): string {
  const claimed = [spans[from]?.text ?? ''];
  for (let at = from + 1; at < spans.length; at++) {
    const between = text.slice(spans[at - 1]?.end, spans[at]?.start);
    if (!BETWEEN_SIBLINGS.test(between)) break;
    claimed.push(spans[at]?.text ?? '');
  }
  const names = new Set(claimed.map((value) => /^\w+(?=\s?=)/.exec(value)?.[0] ?? ''));
  const isNamed = claimed.length > 1 && names.size > 1;
  return claimed.map((value) => (isNamed ? value : withoutName(value))).join(', ');
}

const formulasIn = (text: string): readonly TextSpan[] =>
  spansOf(text).filter(({ kind, opening }) => kind === 'mathematics' && !opening.startsWith('\\begin'));

/** The last formula between dollars or brackets, with those listed before it. */
function mathClaim(text: string): string | null {
  const found = formulasIn(text);
  const last = found.at(-1);
  if (!last) return null;
  const group = [last];
  for (const match of found.slice(0, -1).toReversed()) {
    const next = group[0];
    const between = text.slice(match.end, next?.start);
    if (!BETWEEN_SIBLINGS.test(between)) break;
    group.unshift(match);
  }
  // A plain number that the sentence claims behind the last formula counts more: “for $n = 3$ there are 12 ways”.
  const rest = text.slice(last.end);
  if (/\b(?:is|are|equals?|gives?)\b/i.test(rest) && valueSpans(rest).length > 0) return null;
  return group.map(({ inner }) => lastSide(text.slice(inner.start, inner.end).trim())).join(', ');
}

/** The formula that a text begins with, and those listed after it. */
export function leadingMath(text: string): string | undefined {
  const group: TextSpan[] = [];
  for (const match of formulasIn(text)) {
    const last = group.at(-1);
    const between = text.slice(last?.end ?? 0, match.start);
    if (!(last ? BETWEEN_SIBLINGS : /^\s*$/).test(between)) break;
    group.push(match);
  }
  const formulas = group.map(({ inner }) => text.slice(inner.start, inner.end).trim());
  return formulas.length === 0 ? undefined : formulas.join(', ');
}

/** `a = 1, b = 2` */
const ASSIGNMENTS =
  /^\s*[A-Za-z](?:_\w+)?\s?=[^=,;]{1,40}(?:(?:[,;]|\band\b|\bor\b)\s*[A-Za-z](?:_\w+)?\s?=[^=,;]{1,40})+$/;

/** `a + b = 3 + 4 = 7` is reduced to 7; `x = 3` and `(x, y) = (1, 2)` keep their names. */
export function lastSide(formula: string): string {
  if (ASSIGNMENTS.test(formula)) return formula.replace(/[.,;]+$/, '');
  const parts = formula.split(/(?<![<>\\])=/);
  const [first = ''] = parts;
  if (
    parts.length < 2 ||
    (parts.length === 2 && /^\s*(?:\\?[A-Za-z]+(?:_\w+)?(?:\([a-z]\))?|\([^()]*\))\s*$/.test(first))
  )
    return formula.replace(/[.,;]+$/, '');
  return (parts.at(-1) ?? formula).trim().replace(/[.,;]+$/, '');
}

/** `B) 12 V`, `(C) It stays the same`, `D. 138`: the letter, with the text behind it if that is a value. */
export function choiceWithContent(line: string): string | null {
  const found = /^(\(([A-J])\)|([A-J])[).:](?=[\s\d]|$))\s*(.*)$/.exec(line);
  if (!found) return null;
  const letter = found[2] ?? found[3] ?? '';
  const content = (found[4] ?? '').trim();
  const isValue =
    content !== '' && content.length <= 40 && !/[A-Za-z]{4}/.test(content) && /[\d\\]/.test(content);
  return isValue ? `(${letter}) ${content}` : letter;
}

const CHOICE =
  /\b(?:[Oo]ption|[Cc]hoice|[Aa]nswer|[Ss]tatement|OPTION|ANSWER)\b(?:\s+(?:is|would be|must be|should be))?:?\s*(?:[Oo]ption\s+)?[*$\s]*\(?\\?(?:text|textbf|mathrm)?\{?\(?([A-J])\b(?!['’])\)?/;

/** “I think it's B then.”, “So D.”, “I choose (A)”, “it's B (12 V)”, not “is C(8,3)”: a letter by itself, at the end. */
const LETTER =
  /(?:^\W*(?:so|thus|hence|therefore),?|\b(?:it['’]s|it is|is|be|choose|pick|with|say|answer|for))\s+[*$]*\(?([A-H])\)?[*$]*(?=\s*(?:(?:then|instead|here|now)\b\s*)?(?:[.!*]|$)|\s+\()/;
/** “C is the right one” */
const LETTER_FIRST =
  /(?:^|\s)\(?([A-H])\)?\s+(?:is|must be|should be|would be)\s+(?:the\s+)?(?:(?:only|most|best|right|correct|true|closest|likely|plausible)\s+)*(?:one|answer|option|choice|correct|right|true|statement)\b/;

/** “I'd pick option D.”; the last one if the sentence names several. */
export function choiceIn(sentence: string): string | null {
  const all = [...sentence.matchAll(new RegExp(CHOICE.source, 'g'))];
  const [first] = all;
  const isOneOfMany = all.length > 1 ? all.at(-1) : first;
  return isOneOfMany?.[1] ?? LETTER_FIRST.exec(sentence)?.[1] ?? LETTER.exec(sentence)?.[1] ?? null;
}

/** “He needs three more coins”, “it takes twenty-one days”: a number in words behind the verb of a conclusion. */
export function numberWordClaim(sentence: string): string | null {
  const found = [...sentence.matchAll(NUMBER_WORDS)].at(-1)?.[1];
  return found ?? null;
}
const SMALL_NUMBERS =
  'two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen';
const TENS = 'twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety';
const NUMBER_WORDS = new RegExp(
  `\\b(?:is|are|was|were|be|takes?|take|needs?|has|have|had|exactly|only|total of|leaves?|gets?|makes?)\\s+(?:another\\s+)?((?:(?:${TENS})(?:-(?:one|${SMALL_NUMBERS}))?|${SMALL_NUMBERS})(?:\\s+(?:hundred|thousand|million))?)\\b`,
  'gi',
);

const MOST_WORDS = 4;

/** “Hence this number is irrational.”: a few words behind the last “is” of a conclusion. */
export function wordClaim(sentence: string): string | null {
  const found =
    /^.*\b(?:is|are|was|must be|it['’]s)\s+(?:\*\*)?(?:an?\s+|the\s+)?([A-Za-z][A-Za-z' -]{1,40}?)(?:\*\*)?[.!]?$/i.exec(
      sentence,
    );
  const words = found?.[1]?.trim();
  return words &&
    words.split(/\s+/).length <= MOST_WORDS &&
    !isVerdict(words) &&
    (/^no\s/i.test(words) || !/\b(?:answer|solution|result|value|one)s?\b/i.test(words)) &&
    !/^(?:for|in|at|to|on|by|with|what|how|that|of)\b/i.test(words)
    ? words
    : null;
}

/** A value in a sentence: a number, a short formula, a pair; with the unit that follows it. */
interface ValueSpan {
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
/** Everything after the first factor is optional, so the pattern never backtracks over what it matched. */
const VALUE = new RegExp(
  String.raw`(?<![\w.])(?!\s)(?:[A-Za-zθ](?:_\w+)?\s?(?:=|≥|≤|<|>|\\ge|\\le)\s?)?${SUM}`,
  'gu',
);
const HAS_VALUE = /\d|[π√∞½¼¾⅓⅔]|\\(?:pi|infty|frac|sqrt)/;
const UNIT =
  /^\s?((?:square|cubic|sq\.?)\s)?([A-Za-z]+|°)(?:(?:\s(?:per|an?)\s|\s?\/\s?)([A-Za-z]+)(?:\^?[23]|[²³])?)?/;

/** The values in a sentence, in order. Takes linear time, because its brackets and powers are short. */
function valueSpans(sentence: string): readonly ValueSpan[] {
  const spans: ValueSpan[] = [];
  for (const match of sentence.matchAll(VALUE)) {
    if (!HAS_VALUE.test(match[0]) || isPlainWord(match[0])) continue;
    const start = match.index;
    const end = start + match[0].length + unitLength(sentence.slice(start + match[0].length));
    // An exclamation mark at the end of a sentence is no factorial.
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
  // “5 in”: “in” is a preposition as often as a unit.
  if (!power && /^(?:in|a|second|m|s|g|l|h|A|V|W|J|N|L)$/i.test(name)) return 0;
  return per && knownUnit(per) === null ? all.indexOf(name) + name.length : all.length;
}
