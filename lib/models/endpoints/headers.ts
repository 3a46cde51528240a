/** Name → value, as sent with every request to an endpoint. Values are secrets. */
export type HeaderValues = Readonly<Record<string, string>>;

export const MAX_HEADERS = 20;
const MAX_NAME_LENGTH = 100;
const MAX_VALUE_LENGTH = 8000;

/** RFC 9110, section 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Headers of the connection or of the body, which fetch and this app write themselves. */
const FORBIDDEN = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Why a header cannot have this name, in words for people; null if it can. */
export function headerNameProblem(name: string): string | null {
  if (name === '') return 'A header needs a name';
  if (name.length > MAX_NAME_LENGTH) return `A header’s name has at most ${MAX_NAME_LENGTH} characters`;
  if (!TOKEN.test(name)) return 'A header’s name has letters, digits and hyphens, no spaces';
  const lower = name.toLowerCase();
  if (FORBIDDEN.has(lower) || lower.startsWith('proxy-') || lower.startsWith('sec-'))
    return `“${name}” belongs to the connection and cannot be set`;
  // JavaScript objects give this name a meaning of their own.
  if (lower === '__proto__') return `“${name}” cannot be a header’s name`;
  return null;
}

/** Why a header cannot have this value; never repeats the value. */
export function headerValueProblem(value: string): string | null {
  if (value === '') return 'A header needs a value';
  if (value.length > MAX_VALUE_LENGTH)
    return `A header’s value has at most ${MAX_VALUE_LENGTH.toLocaleString('en')} characters`;
  return /^[\x20-\x7e]*$/.test(value)
    ? null
    : 'Holds a line break or characters that cannot be sent in a header';
}

/** The stored headers with changes: a text sets a value, null removes it; names ignore case. */
export function changeHeaders(
  stored: HeaderValues,
  changes: Readonly<Record<string, string | null>>,
): HeaderValues {
  const changed = new Map(Object.entries(stored));
  for (const [name, value] of Object.entries(changes)) {
    for (const old of changed.keys()) if (old.toLowerCase() === name.toLowerCase()) changed.delete(old);
    if (value !== null) changed.set(name, value);
  }
  return Object.fromEntries(changed);
}

/** Harmless, and often words that a model may write: removing them from its text would garble it. */
const PUBLIC = new Set([
  'accept-language',
  'anthropic-beta',
  'anthropic-version',
  'api-version',
  'http-referer',
  'openai-beta',
  'openai-version',
  'referer',
  'user-agent',
  'x-openrouter-categories',
  'x-openrouter-title',
  'x-title',
]);

/** The parts of the headers that we must not repeat: values, and the token of a value that begins with its scheme. */
export function headerSecrets(headers: HeaderValues | undefined): string[] {
  return Object.entries(headers ?? {}).flatMap(([name, value]) => {
    if (PUBLIC.has(name.toLowerCase())) return [];
    const token = /^[A-Za-z][\w-]*\s+(\S+)$/.exec(value)?.[1];
    return token ? [value, token] : [value];
  });
}

/**
 * The headers that we send: the key as a bearer token, then the person's headers, so that another scheme can replace
 * it.
 */
export function requestHeaders(endpoint: {
  apiKey: string | null;
  headers?: HeaderValues;
}): Record<string, string> {
  const key: HeaderValues = endpoint.apiKey ? { Authorization: `Bearer ${endpoint.apiKey}` } : {};
  return { ...changeHeaders(key, endpoint.headers ?? {}) };
}

/** Everything that we send to an endpoint and that nobody else may read. */
export const secretsOf = (endpoint: {
  apiKey: string | null;
  headers?: HeaderValues;
}): readonly (string | null)[] => [endpoint.apiKey, ...headerSecrets(endpoint.headers)];
