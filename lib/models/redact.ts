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

/** Every spelling of every secret, longest first: one may hold another. */
function allSpellings(secrets: Secrets): string[] {
  const list = typeof secrets === 'string' || secrets === null ? [secrets] : secrets;
  return [...new Set(list.filter(isSecret).flatMap(spellings))].sort((a, b) => b.length - a.length);
}

function spellings(secret: string): string[] {
  const base64 = Buffer.from(secret, 'utf8').toString('base64');
  const inJson = JSON.stringify(secret).slice(1, -1);
  return [secret, encodeURIComponent(secret), inJson, base64];
}

/**
 * Takes spellings out of a text, the longest first where several begin at one place. What could still become one (or a
 * longer one) by more text is not said but held.
 */
function mask(text: string, spelled: readonly string[]): { said: string; held: string } {
  const first = new Set(spelled.map((spelling) => spelling[0]));
  let said = '';
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (!first.has(text[at])) continue;
    const left = text.length - at;
    if (spelled.some((spelling) => spelling.length > left && spelling.startsWith(text.slice(at))))
      return { said: said + text.slice(from, at), held: text.slice(at) };
    const found = spelled.find((spelling) => text.startsWith(spelling, at));
    if (found === undefined) continue;
    said += text.slice(from, at) + MASK;
    from = at + found.length;
    at = from - 1;
  }
  return { said: said + text.slice(from), held: '' };
}

/** The same where no more text comes: what is held is looked through for shorter ones. */
function maskAll(text: string, spelled: readonly string[]): string {
  const { said, held } = mask(text, spelled);
  if (held === '') return said;
  const shorter = spelled.filter((spelling) => spelling.length <= held.length);
  const found = shorter.find((spelling) => held.startsWith(spelling));
  return found
    ? `${said}${MASK}${maskAll(held.slice(found.length), spelled)}`
    : `${said}${held[0]}${maskAll(held.slice(1), spelled)}`;
}

/** Makes a function that takes secrets, also URL-encoded or in base64, and anything shaped like a key out of a message. */
export function createRedactor(secrets: Secrets): (text: string) => string {
  const spelled = allSpellings(secrets);
  return (text) => {
    let clean = maskAll(text, spelled);
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
  const spelled = allSpellings(secrets);
  if (spelled.length === 0) return { feed: (text) => text, end: () => '' };
  let held = '';
  return {
    feed(text) {
      const next = mask(held + text, spelled);
      held = next.held;
      return next.said;
    },
    end() {
      const rest = maskAll(held, spelled);
      held = '';
      return rest;
    },
  };
}
