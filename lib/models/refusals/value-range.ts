/** The values of a parameter that a server accepts; for a list, how many entries. Null = we know no bound. */
export interface ParameterRange {
  readonly min: number | null;
  readonly max: number | null;
}

/** A bound as a server names it; `open`: the bound itself is not allowed. */
export interface Bound {
  value: number;
  open: boolean;
}
export interface Bounds {
  min: Bound | null;
  max: Bound | null;
}

/** Neither part of a name (`gpt-4`, `v1.5`) nor `8k`. */
const NUMBER = String.raw`(?<![\w.-])-?\d+(?:\.\d+)?(?![\w%])`;
/** The end of an interval, after a hyphen or dots. */
const END = String.raw`-?\d+(?:\.\d+)?(?![\w%])`;
const QUOTE = '[`\'"“”*]?';
const GAP = String.raw`[^\d\n]{0,60}?`;
const number = (prefix: string, flags = 'i') => new RegExp(`${prefix}\\s*:?=?\\s*${QUOTE}(${NUMBER})`, flags);

/** "[1, 8192]", "(0, 2]", "1 to 8193 (exclusive)", "between 0 and 1", "1 <= x <= 8192". */
const INTERVALS: readonly RegExp[] = [
  new RegExp(
    String.raw`(?<from>[\[(（【])\s*(?<min>${NUMBER})\s*(?:[,，;~:]|\.\.\.?=?|-|–|to)\s*(?<max>${END})\s*(?<to>[\])）】])`,
  ),
  new RegExp(
    String.raw`\b(?:between|from)\s+${QUOTE}(?<min>${NUMBER})${QUOTE}(?:\s*\((?<from>\w+)\))?\s*(?:and|to|-|–)\s*${QUOTE}(?<max>${END})${QUOTE}(?:\s*\((?<to>\w+)\))?`,
    'i',
  ),
  new RegExp(
    String.raw`\b(?:range|within|values?|in|be)\b[^\d\n]{0,30}?${QUOTE}(?<min>${NUMBER})${QUOTE}\s*(?:to|-|–|~|\.\.\.?=?)\s*${QUOTE}(?<max>${END})`,
    'i',
  ),
  new RegExp(
    String.raw`(?<min>${NUMBER})\s*(?<from><=?|≤)\s*[\w\s\`'".]{1,40}?(?<to><=?|≤)\s*(?<max>${END})`,
  ),
  new RegExp(
    String.raw`(?:>=|at least|greater than or equal to|≥)\s*(?<min>${NUMBER})[^\d\n]{0,30}(?:<=|at most|less than or equal to|≤)\s*(?<max>${END})`,
    'i',
  ),
];

const MAXIMA: readonly RegExp[] = [
  number(String.raw`(?:less|lesser|lower|smaller|fewer) than or equal (?:to)?`), // Pydantic, Groq, Cohere
  number('<='), // OpenAI "Expected a value <= 16384"
  number('(?:≤|=<)'),
  number(String.raw`\bat most`), // OpenAI
  number(String.raw`(?:no|not(?: be)?) (?:more|greater|larger|higher|longer|bigger) than`),
  number(String.raw`(?:cannot|can't|must not|may not|should not|not) exceed${GAP}`),
  number(String.raw`\bmax(?:imum)?\b${GAP}\b(?:is|of|to|was|be|allowed|length|value)\b`),
  number(String.raw`\bmax(?:imum)?(?: allowed)?(?: value)?\b[ \`'"a-z_()]{0,30}`), // "maximum value for max_tokens: 8192"
  number(String.raw`\blimit(?:ed)?\b[^\d\n]{0,20}?(?:is|of|to|\()`),
  number(String.raw`\blimit`),
  number(String.raw`\bup to`),
  number(String.raw`\bsupports? (?:only |a maximum of )?`),
  number(String.raw`\bonly supports?(?: up to)?`),
  // Anthropic: "max_tokens: 36000 > 8192, which is the maximum"
  new RegExp(String.raw`${NUMBER}\s*>\s*(${NUMBER})`),
];
const OPEN_MAXIMA: readonly RegExp[] = [
  number(String.raw`(?:less|lesser|lower|smaller|fewer) than`),
  number(String.raw`\b(?:below|under)`),
  new RegExp(String.raw`(?<![<>=\d])\s<\s*(${NUMBER})`),
];
const MINIMA: readonly RegExp[] = [
  number(String.raw`(?:greater|more|larger|higher) than or equal (?:to)?`),
  number('>='),
  number('≥'),
  number(String.raw`\bat least`),
  number(String.raw`(?:no|not(?: be)?) (?:less|lesser|lower|smaller|fewer) than`),
  number(String.raw`\bmin(?:imum)?\b${GAP}\b(?:is|of|to|be|value)\b`),
  number(String.raw`\bmin(?:imum)?(?: allowed)?(?: value)?\b[ \`'"a-z_()]{0,30}`),
];
const OPEN_MINIMA: readonly RegExp[] = [
  number(String.raw`(?:greater|more|larger|higher) than`),
  number(String.raw`\babove`),
  new RegExp(String.raw`(?<![\d.])\s>\s*(${NUMBER})`),
];

/** 8,192, 8_192 and 8 192 are one number; in "[1,8192]" and "[1,100]" they are two. */
const joinThousands = (text: string): string =>
  text.replace(
    /(?<![\d.,[(（])(\d{1,3})((?:[,_' \u00a0\u202f]\d{3})+)(?!\d)/g,
    (_, head: string, tail: string) => head + tail.replace(/\D/g, ''),
  );

const isOpen = (mark: string | undefined): boolean =>
  mark !== undefined && /^(?:\(|\)|（|）|<|exclusive)$/i.test(mark);

/**
 * Every reading that the wordings allow, the surest first; only the value that we sent shows which one the server
 * means.
 */
export function* boundsIn(message: string): Generator<Bounds> {
  // A server's "36000 > 32768 - 100" and links hold numbers too; we read only sentences of a usual length.
  const texts = new Set([joinThousands(message.slice(0, 2000)), message.slice(0, 2000)]);
  for (const text of texts) {
    for (const interval of INTERVALS) {
      const groups = interval.exec(text)?.groups;
      if (!groups) continue;
      yield {
        min: { value: Number(groups.min), open: isOpen(groups.from) },
        max: { value: Number(groups.max), open: isOpen(groups.to) },
      };
    }
    const all = (wordings: readonly RegExp[], open: boolean): Bound[] =>
      wordings.flatMap((wording) =>
        [...text.matchAll(new RegExp(wording, `${wording.flags}g`))].map(([, value]) => ({
          value: Number(value),
          open,
        })),
      );
    for (const max of [...all(MAXIMA, false), ...all(OPEN_MAXIMA, true)]) yield { min: null, max };
    for (const min of [...all(MINIMA, false), ...all(OPEN_MINIMA, true)]) yield { min, max: null };
    if (/\bpositive\b/i.test(text)) yield { min: { value: 0, open: true }, max: null };
    if (/\bnon-?negative\b/i.test(text)) yield { min: { value: 0, open: false }, max: null };
  }
}

/**
 * "max_tokens is too large: 36000 (8192)": if the server complains only about size, the one smaller number is the
 * bound.
 */
export function onlySmallerNumber(message: string, sent: number): number | null {
  if (!/too (?:large|big|high|long|many)|exceed|greater|larger|above|over|max|limit|at most/i.test(message))
    return null;
  const numbers = [...joinThousands(message).matchAll(/(?<![\w.-])\d+(?:\.\d+)?(?![\w-]|\.\d)/g)].map(
    ([text]) => Number(text),
  );
  const smaller = new Set(numbers.filter((value) => value >= 16 && value < sent));
  return smaller.size === 1 ? ([...smaller][0] ?? null) : null;
}

const FRACTIONS = /temperature|_p$|^topP$|penalty/i;
const FINEST = 0.01;

/**
 * The range that a sentence names, if the sent value lies outside it; for a list its length counts. Null if the
 * sentence names none: then the server does not refuse the value.
 */
export function rangeRefusing(
  parameter: string,
  sent: unknown,
  message: string,
  known: Bounds,
): ParameterRange | null {
  const value = Array.isArray(sent) ? sent.length : sent;
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  const step = FRACTIONS.test(parameter) ? FINEST : 1;
  const within = (bound: Bound | null, direction: 1 | -1): number | null =>
    bound === null ? null : bound.open ? Number((bound.value + direction * step).toFixed(2)) : bound.value;
  const readings: Bounds[] = [known, ...boundsIn(message)];
  for (const { min, max } of readings) {
    const range = { min: within(min, 1), max: within(max, -1) };
    if (range.min !== null && range.max !== null && range.min > range.max) continue;
    if (range.max !== null && value > range.max && isPlausible(range.max, value)) return whole(range, value);
    if (range.min !== null && value < range.min) return whole(range, value);
  }
  const smaller = onlySmallerNumber(message, value);
  return smaller === null ? null : { min: null, max: smaller };
}

/** A cap of no tokens at all would be a misreading, and so would a list of no entries. */
const isPlausible = (max: number, value: number): boolean => max >= 1 || (max >= 0 && value <= 2);

/** Token counts are whole: 8192.0 and 8192.5 ask for the same. */
const whole = ({ min, max }: ParameterRange, value: number): ParameterRange =>
  value > 16
    ? { min: min === null ? null : Math.ceil(min), max: max === null ? null : Math.floor(max) }
    : { min, max };

/** The value that we send instead of one outside the range. */
export function clamp(value: unknown, { min, max }: ParameterRange): unknown {
  if (Array.isArray(value))
    return max !== null && value.length > max ? value.slice(0, Math.max(0, max)) : value;
  if (typeof value !== 'number') return value;
  if (max !== null && value > max) return max;
  return min !== null && value < min ? min : value;
}
