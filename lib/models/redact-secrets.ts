const MASK = '[key]';

/** Shorter secrets are words: removing them from messages would garble these and protect nothing. */
const MIN_SECRET_LENGTH = 6;

/** What people enter for a server that requires some key and checks none. */
const PLACEHOLDERS = new Set([
  'ollama',
  'lm-studio',
  'not-needed',
  'no-key',
  'dummy-key',
  'sk-no-key-required',
]);

/** Shapes of keys other than the one we sent: servers echo headers, and proxies have keys of their own. */
const KEY_SHAPES: readonly [RegExp, string][] = [
  [/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${MASK}`],
  [/\bsk-[\w*-]{6,}/g, MASK],
  [/\b((?:api[-_]?key|access[-_]?token|x-api-key)["']?\s*[:=]\s*["']?)[^\s"'&,;}]{6,}/gi, `$1${MASK}`],
];

const isSecret = (secret: string | null): secret is string =>
  secret !== null && secret.length >= MIN_SECRET_LENGTH && !PLACEHOLDERS.has(secret.toLowerCase());

/** A key alone, or every secret that we send to an endpoint; null and placeholders for a key are no secrets. */
export type Secrets = string | null | readonly (string | null)[];

function finderOf(secrets: Secrets): SpellingFinder {
  const list = typeof secrets === 'string' || secrets === null ? [secrets] : secrets;
  return createSpellingFinder([...new Set(list.filter(isSecret))]);
}

/**
 * Removes spellings from a text, the longest first if several begin at one place. While more text may come, it returns
 * as `held`, not `said`, whatever that text could still complete to a (longer) spelling.
 */
function mask(text: string, finder: SpellingFinder, mayGoOn: boolean): { said: string; held: string } {
  const said: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const { length, open } = finder.at(text, at);
    if (open && mayGoOn) return { said: said.join('') + text.slice(from, at), held: text.slice(at) };
    if (length === 0) continue;
    said.push(text.slice(from, at), MASK);
    from = at + length;
    at = from - 1;
  }
  return { said: said.join('') + text.slice(from), held: '' };
}

/** Makes a function that takes secrets, however encoded, and anything shaped like a key out of a message. */
export function createRedactor(secrets: Secrets): (text: string) => string {
  const finder = finderOf(secrets);
  return (text) => {
    let clean = mask(text, finder, false).said;
    for (const [shape, replacement] of KEY_SHAPES) clean = clean.replace(shape, replacement);
    return clean;
  };
}

/** Removes secrets, in each of their spellings, from a text that comes in pieces, wherever it is split. */
export interface StreamRedactor {
  /** Returns the text that we may show now; the rest could still become a secret. */
  feed(text: string): string;
  /** Returns the text that `feed` held back. */
  end(): string;
}

/**
 * For model output: a debugging server may echo the request's headers as text, and streamed text ends up in the log.
 * Holds back only a tail that a secret begins with, so that ordinary text passes unchanged and at once.
 */
export function createStreamRedactor(secrets: Secrets): StreamRedactor {
  const finder = finderOf(secrets);
  if (finder.isEmpty) return { feed: (text) => text, end: () => '' };
  let held = '';
  return {
    feed(text) {
      const next = mask(held + text, finder, true);
      held = next.held;
      return next.said;
    },
    end() {
      const rest = mask(held, finder, false).said;
      held = '';
      return rest;
    },
  };
}

/** A spelling that may differ place by place: for each character of the secret, the ways in which it may be written. */
type Spelling = readonly (readonly string[])[];

interface Found {
  /** Length of the longest spelling found there; 0 = none. */
  length: number;
  /** The text ends where a (longer) spelling may continue. */
  open: boolean;
}

interface SpellingFinder {
  /** Which secret begins at this place of a text. */
  at(text: string, place: number): Found;
  readonly isEmpty: boolean;
}

/** We search for longer secrets in parts, so that the held-back text stays short. */
const MAX_PART = 256;

/** With fewer characters, we would find an encoding of a short secret in text that is none. */
const MIN_ENCODED = 6;

/**
 * Finds secrets in the forms that software gives them on the way: unchanged, URL-encoded, escaped in JSON or HTML (also
 * every character, in either case), in hex, and in base64 within a longer text (`Basic user:key`), plain or URL-safe.
 */
function createSpellingFinder(secrets: readonly string[]): SpellingFinder {
  const byFirst = new Map<string, Spelling[]>();
  for (const spelling of secrets.flatMap(partsOf).flatMap(spellingsOf)) {
    for (const first of new Set(spelling[0]?.map((written) => written.charAt(0)))) {
      const list = byFirst.get(first) ?? [];
      list.push(spelling);
      byFirst.set(first, list);
    }
  }
  return {
    isEmpty: byFirst.size === 0,
    at(text, place) {
      const found: Found = { length: 0, open: false };
      for (const spelling of byFirst.get(text[place] ?? '') ?? []) {
        const end = follow(spelling, text, place, found);
        found.length = Math.max(found.length, end - place);
      }
      return found;
    },
  };
}

/**
 * Where the spelling that begins at `place` ends, the furthest end if there are several; `place` if it is not there.
 */
function follow(spelling: Spelling, text: string, place: number, found: Found): number {
  let places = [place];
  for (const ways of spelling) {
    const next: number[] = [];
    for (const from of places) {
      if (from >= text.length) found.open = true;
      for (const written of ways) {
        if (written[0] !== text[from]) continue;
        if (text.startsWith(written, from)) {
          if (!next.includes(from + written.length)) next.push(from + written.length);
        } else if (from + written.length > text.length && written.startsWith(text.slice(from)))
          found.open = true;
      }
    }
    if (next.length === 0) return place;
    places = next;
  }
  return Math.max(...places);
}

function partsOf(secret: string): string[] {
  const characters = [...secret];
  const count = Math.ceil(characters.length / MAX_PART);
  const length = Math.ceil(characters.length / count);
  return Array.from({ length: count }, (_, index) =>
    characters.slice(index * length, (index + 1) * length).join(''),
  );
}

function spellingsOf(secret: string): Spelling[] {
  return [[...secret].map(waysOf), hex(secret), ...[0, 1, 2].flatMap((shift) => base64(secret, shift))];
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
  ['+', '&plus;'],
  ['/', '&sol;'],
  ['=', '&equals;'],
]);

const MAX_ZEROS = 4;

/** Keys share their characters, and we make a redactor for each call. */
const known = new Map<string, readonly string[]>();

function waysOf(character: string): readonly string[] {
  const ways = known.get(character) ?? findWays(character);
  known.set(character, ways);
  return ways;
}

function findWays(character: string): readonly string[] {
  const code = character.codePointAt(0)!;
  const percent = [...Buffer.from(character, 'utf8')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`);
  const units = Array.from({ length: character.length }, (_, at) =>
    character.charCodeAt(at).toString(16).padStart(4, '0'),
  );
  const zeros = Array.from({ length: MAX_ZEROS + 1 }, (_, count) => '0'.repeat(count));
  const named = NAMED.get(character);
  return [
    character,
    ...(character === ' ' ? ['+'] : []),
    ...anyCase(percent.join('')),
    // The escapes of JavaScript and JSON; in JSON, a backslash may also escape a quote, a slash or another backslash.
    ...anyCase(units.join(''), (digits) => digits.replace(/.{4}/g, '\\u$&')),
    ...anyCase(code.toString(16).padStart(2, '0'), (digits) => `\\x${digits}`),
    ...(['"', '\\', '/'].includes(character) ? [`\\${character}`] : []),
    ...(named ? [named] : []),
    ...zeros.flatMap((zero) => [
      `&#${zero}${code};`,
      ...anyCase(code.toString(16), (digits) => `&#x${zero}${digits};`),
      ...anyCase(code.toString(16), (digits) => `&#X${zero}${digits};`),
    ]),
  ];
}

/** Hexadecimal digits with each letter in upper or lower case. */
function anyCase(digits: string, write: (digits: string) => string = (same) => same): string[] {
  let all = [''];
  for (const digit of digits) {
    const both = [...new Set([digit.toLowerCase(), digit.toUpperCase()])];
    all = all.flatMap((before) => both.map((each) => before + each));
  }
  return all.map(write);
}

const hex = (secret: string): Spelling =>
  [...Buffer.from(secret, 'utf8').toString('hex')].map((digit) => [...new Set([digit, digit.toUpperCase()])]);

/**
 * Base64 of a text in which the secret begins at an offset with remainder `shift` when divided by three: the characters
 * that the secret alone determines, and the same with the ending they have if the text ends with the secret.
 */
function base64(secret: string, shift: number): Spelling[] {
  const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret, 'utf8')]);
  const from = Math.ceil((shift * 8) / 6);
  const sure = Math.floor((bytes.length * 8) / 6);
  if (sure - from < MIN_ENCODED) return [];
  const whole = bytes.toString('base64');
  const unpadded = whole.replace(/=+$/, '');
  const ends = new Set([sure, unpadded.length, whole.length]);
  return [...ends].map((end) => [...whole.slice(from, end)].map(inBase64));
}

/** Base64 URL-safe or not; a character that is neither letter nor digit may itself be escaped. */
function inBase64(character: string): readonly string[] {
  if (/[A-Za-z0-9]/.test(character)) return [character];
  const safe = character === '+' ? ['-'] : character === '/' ? ['_'] : [];
  return [...safe, ...waysOf(character)];
}
