/** Name → value, as sent with every request to an endpoint. Values are secrets. */
export type HeaderValues = Readonly<Record<string, string>>;

export const MAX_HEADERS = 20;
const MAX_NAME_LENGTH = 100;
const MAX_VALUE_LENGTH = 8000;

/** RFC 9110, section 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Of the connection or of the body, which fetch and this app write themselves. */
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

/** Why a header cannot have this name, for people; null when it can. */
export function headerNameProblem(name: string): string | null {
  if (name === '') return 'A header needs a name';
  if (name.length > MAX_NAME_LENGTH) return `A header’s name has at most ${MAX_NAME_LENGTH} characters`;
  if (!TOKEN.test(name)) return 'A header’s name has letters, digits and hyphens, no spaces';
  const lower = name.toLowerCase();
  if (FORBIDDEN.has(lower) || lower.startsWith('proxy-') || lower.startsWith('sec-'))
    return `“${name}” belongs to the connection and cannot be set`;
  // Objects have a meaning of their own for it.
  if (lower === '__proto__') return `“${name}” cannot be a header’s name`;
  return null;
}

/** Why a header cannot have this value; never repeats it. */
export function headerValueProblem(value: string): string | null {
  if (value === '') return 'A header needs a value';
  if (value.length > MAX_VALUE_LENGTH)
    return `A header’s value has at most ${MAX_VALUE_LENGTH.toLocaleString('en')} characters`;
  return /^[\x20-\x7e]*$/.test(value)
    ? null
    : 'Holds a line break or characters that cannot be sent in a header';
}

/** The stored ones with changes: a text sets, null removes; names are the same in any case. */
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

/** Harmless, and often words that a model may write: taking them out of its text would garble it. */
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

/** What of the headers must not be said back: values, and the token of one that begins with its scheme. */
export function headerSecrets(headers: HeaderValues | undefined): string[] {
  return Object.entries(headers ?? {}).flatMap(([name, value]) => {
    if (PUBLIC.has(name.toLowerCase())) return [];
    const token = /^[A-Za-z][\w-]*\s+(\S+)$/.exec(value)?.[1];
    return token ? [value, token] : [value];
  });
}

/** What is sent: the key as a bearer, and the headers over it, so that a scheme of another kind can replace it. */
export function requestHeaders(endpoint: {
  apiKey: string | null;
  headers?: HeaderValues;
}): Record<string, string> {
  const key: HeaderValues = endpoint.apiKey ? { Authorization: `Bearer ${endpoint.apiKey}` } : {};
  return { ...changeHeaders(key, endpoint.headers ?? {}) };
}

/** Everything that an endpoint is sent and nobody else may read. */
export const secretsOf = (endpoint: {
  apiKey: string | null;
  headers?: HeaderValues;
}): readonly (string | null)[] => [endpoint.apiKey, ...headerSecrets(endpoint.headers)];
