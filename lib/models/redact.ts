import { createSpellingFinder, type SpellingFinder } from './secret-spellings.ts';

const MASK = '[key]';

/** Shorter ones are words: taking them out of messages would garble these and protect nothing. */
const MIN_SECRET_LENGTH = 6;

/** What people enter where a server wants some key and checks none. */
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

/** A key alone, or every secret that an endpoint is sent; null and words that stand in for a key are none. */
export type Secrets = string | null | readonly (string | null)[];

function finderOf(secrets: Secrets): SpellingFinder {
  const list = typeof secrets === 'string' || secrets === null ? [secrets] : secrets;
  return createSpellingFinder([...new Set(list.filter(isSecret))]);
}

/**
 * Takes spellings out of a text, the longest first where several begin at one place. While more text may come, what
 * could still become one (or a longer one) by it is not said but held.
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

/** Makes a function that takes secrets, however encoded (see secret-spellings.ts), and anything shaped like a key out of a message. */
export function createRedactor(secrets: Secrets): (text: string) => string {
  const finder = finderOf(secrets);
  return (text) => {
    let clean = mask(text, finder, false).said;
    for (const [shape, replacement] of KEY_SHAPES) clean = clean.replace(shape, replacement);
    return clean;
  };
}

/** Takes secrets, in each of their spellings, out of a text that comes in pieces, wherever it is split. */
export interface StreamRedactor {
  /** What may be shown now; the rest could still become a secret. */
  feed(text: string): string;
  /** What was held back. */
  end(): string;
}

/**
 * For model output: a debugging server may echo the request's headers as text, and what is streamed ends up in the
 * log. Holds back only a tail that a secret starts with, so that ordinary text passes unchanged and at once.
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
