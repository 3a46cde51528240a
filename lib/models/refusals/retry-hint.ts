const UNITS: readonly [RegExp, number][] = [
  [/^(?:ms|msec|milli)/i, 1],
  [/^s/i, 1000],
  [/^m/i, 60_000],
  [/^h/i, 3_600_000],
  [/^d/i, 86_400_000],
];
const UNIT = '(?:ms|msecs?|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)';
const STEP = new RegExp(`(\\d+(?:\\.\\d+)?)\\s*(${UNIT})(?![a-z])`, 'gi');
const DURATION = `\\d+(?:\\.\\d+)?(?![\\d:])(?:\\s*${UNIT}(?![a-z]))?(?:(?:\\s|,|and)*\\d+(?:\\.\\d+)?\\s*${UNIT}(?![a-z]))*`;

/** `2.3s`, `1m12.5s`, `6 seconds`, `20ms`; a bare number is in `bareUnitMs`. Null for anything else. */
export function durationMs(text: string, bareUnitMs: number): number | null {
  const bare = text.trim();
  if (/^\d+(?:\.\d+)?$/.test(bare)) return Number(bare) * bareUnitMs;
  // Go writes "1m12.5s": no letter may follow a unit, but the next number may.
  const steps = [...bare.replace(/([a-z])(?=\d)/gi, '$1 ').matchAll(STEP)];
  if (steps.length === 0) return null;
  return steps.reduce((sum, [, number, unit]) => {
    const scale = UNITS.find(([name]) => name.test(unit ?? ''))?.[1] ?? bareUnitMs;
    return sum + Number(number) * scale;
  }, 0);
}

const HINTS: readonly RegExp[] = [
  // Google "Please retry in 2.3s.", OpenAI and Groq "try again in 1m12.5s", Azure "retry after 6 seconds"
  new RegExp(
    `\\b(?:re-?try|try(?:ing)?(?: your request)? again|again|wait(?: for)?|available|resets?)\\b[^.\\d]{0,40}?(?:\\b(?:in|after|for|within|least)|:)\\s*(?:about |approximately |another )?(${DURATION})`,
    'i',
  ),
  new RegExp(`\\bwait (?:for )?(?:about |at least )?(${DURATION})`, 'i'),
  new RegExp(`\\bretry[-_ ]after["'\`]?\\s*[:=]?\\s*["'\`]?(${DURATION})`, 'i'),
];
const AT =
  /\b(?:resets?|again|retry|available)\b[^.\d]{0,30}(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d))/i;

/** The wait that an error's words ask for, ms; null when they ask for none. */
export function waitInWords(text: string, now: Date): number | null {
  // Go's "1m12.5s" is one duration.
  const spaced = text.replace(/(\d(?:ms|[smh]))(?=\d)/gi, '$1 ');
  const at = AT.exec(spaced)?.[1];
  if (at !== undefined) return Math.max(0, Date.parse(at) - now.getTime());
  for (const hint of HINTS) {
    const match = hint.exec(spaced)?.[1];
    const asked = match === undefined ? null : durationMs(match, 1000);
    if (asked !== null) return asked;
  }
  return null;
}

/** Reads `retry-after-ms`, or `retry-after` as seconds or as a date; milliseconds from now, never negative. */
export function retryAfterMs(headers: Headers, now: Date): number | undefined {
  const precise = Number(headers.get('retry-after-ms') ?? Number.NaN);
  if (precise >= 0) return precise;
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  const inSeconds = Number(value);
  if (Number.isFinite(inSeconds)) return Math.max(0, inSeconds * 1000);
  const date = Date.parse(value);
  // Some servers write a duration where a number belongs.
  return Number.isNaN(date) ? (durationMs(value, 1000) ?? undefined) : Math.max(0, date - now.getTime());
}

const RESETS = [
  'x-ratelimit-reset-requests',
  'x-ratelimit-reset-tokens',
  'x-ratelimit-reset',
  'x-ratelimit-reset-after',
  'ratelimit-reset',
  'anthropic-ratelimit-requests-reset',
  'anthropic-ratelimit-tokens-reset',
] as const;

/** A duration, a moment in seconds or milliseconds, or a date. */
function resetMs(value: string, now: Date): number | null {
  const number = Number(value);
  if (value.trim() !== '' && Number.isFinite(number)) {
    if (number > 1e12) return Math.max(0, number - now.getTime());
    return number > 1e9 ? Math.max(0, number * 1000 - now.getTime()) : Math.max(0, number * 1000);
  }
  if (/^\d{4}-/.test(value)) return Math.max(0, Date.parse(value) - now.getTime()) || null;
  return durationMs(value, 1000);
}

/** How long until the used-up limits are full again, by headers that come with every reply. */
export function resetAfterMs(headers: Headers, now: Date): number | null {
  const waits = RESETS.flatMap((name) => {
    const value = headers.get(name);
    const remaining = headers.get(name.replace('reset', 'remaining'));
    if (value === null || (remaining !== null && Number(remaining) > 0)) return [];
    return resetMs(value, now) ?? [];
  });
  // IETF draft: `ratelimit: "default";r=0;t=5`, earlier `limit=10, remaining=0, reset=5`
  const combined = /(?:^|[;,\s])(?:t|reset)=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1];
  if (combined !== undefined) waits.push(Number(combined) * 1000);
  return waits.length > 0 ? Math.max(...waits) : null;
}

/** Longer waits are a mistake of units, or mean the day's limit. */
const LONGEST_SANE_MS = 7 * 86_400_000;

/**
 * The wait that a refusal asks for: the longest of words, fields and `retry-after`. A value that only rounds the words
 * (`retryDelay: "2s"` beside "2.3s") is ignored in their favour. Headers that tell when a limit is full again count
 * only if nothing else names a wait.
 */
export function waitAskedFor(asked: {
  words: number | null;
  field: number | null;
  header: number | null;
  reset: number | null;
}): number | undefined {
  const sane = (value: number | null): value is number =>
    value !== null && value >= 0 && value <= LONGEST_SANE_MS;
  const { words, field, header, reset } = asked;
  const coarse = [field, header].filter(sane);
  if (sane(words)) {
    const longer = coarse.filter((value) => Math.abs(value - words) >= 1000);
    return Math.max(words, ...longer);
  }
  if (coarse.length > 0) return Math.max(...coarse);
  return sane(reset) ? reset : undefined;
}
