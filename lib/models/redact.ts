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

function spellings(secret: string): string[] {
  const base64 = Buffer.from(secret, 'utf8').toString('base64');
  const inJson = JSON.stringify(secret).slice(1, -1);
  return [...new Set([secret, encodeURIComponent(secret), inJson, base64])];
}

/** Makes a function that takes `secret`, also URL-encoded or in base64, and anything shaped like a key out of a message. */
export function createRedactor(secret: string | null): (text: string) => string {
  const spelled = isSecret(secret) ? spellings(secret) : [];
  return (text) => {
    let clean = text;
    for (const spelling of spelled) clean = clean.replaceAll(spelling, MASK);
    for (const [shape, replacement] of KEY_SHAPES) clean = clean.replace(shape, replacement);
    return clean;
  };
}

/** Takes one secret, in each of its spellings, out of a text that comes in pieces, wherever it is split. */
export interface StreamRedactor {
  /** What may be shown now; the rest could still become the secret. */
  feed(text: string): string;
  /** What was held back. */
  end(): string;
}

/**
 * For model output: a debugging server may echo the request's headers as text, and what is streamed ends up in the
 * log. Holds back only a tail that the secret starts with, so that ordinary text passes unchanged and at once.
 */
export function createStreamRedactor(secret: string | null): StreamRedactor {
  if (!isSecret(secret)) return { feed: (text) => text, end: () => '' };
  const spelled = spellings(secret);
  const longest = Math.max(...spelled.map((spelling) => spelling.length));
  const begins = (text: string) => spelled.some((spelling) => spelling.startsWith(text));
  let held = '';
  return {
    feed(text) {
      let clean = held + text;
      for (const spelling of spelled) clean = clean.replaceAll(spelling, MASK);
      let tail = Math.min(longest - 1, clean.length);
      while (tail > 0 && !begins(clean.slice(clean.length - tail))) tail--;
      held = clean.slice(clean.length - tail);
      return clean.slice(0, clean.length - tail);
    },
    end() {
      const rest = held;
      held = '';
      return rest;
    },
  };
}
