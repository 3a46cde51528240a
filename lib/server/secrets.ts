import type { EndpointChange } from '#lib/contract/endpoint-requests.ts';
import type { Endpoint, PublicEndpoint } from '#lib/models/endpoint.ts';
import { isJsonObject, type JsonObject } from '#lib/models/endpoints/extra-body.ts';
import { changeHeaders } from '#lib/models/endpoints/headers.ts';
import type { EndpointRecord } from '#lib/storage/store.ts';

/*
 * What keeps keys inside. A key and the headers of an endpoint leave the server only in requests to that endpoint: pages see
 * `publicEndpoint`, the log keeps `maskedFields`, a changed address takes no secret along. Out of what servers and models
 * write back, `lib/models/redact-secrets.ts` takes them.
 */

/** What may leave the server: everything but the key and the values of the headers. */
export function publicEndpoint(endpoint: Endpoint): PublicEndpoint {
  const { apiKey, headers, ...rest } = endpoint;
  return { ...rest, hasKey: apiKey !== null && apiKey !== '', headerNames: Object.keys(headers ?? {}) };
}

const MASK = '[key]';

/** A field with such a name holds a secret, whatever its value looks like; `max_tokens` and `stop_token_ids` do not. */
const SECRET_NAME =
  /(?:^|[_-])(?:api[_-]?key|key|secret|password|passwd|authorization|credentials?|cookie|(?:access|auth|id|refresh|bearer)[_-]?token|token)$/i;

/** Prefixes that providers give their keys. */
const KEY_PREFIX =
  /\b(?:sk|pk|rk|gsk|hf|xai|ghp|nvapi|r8|fw|tgp|csk|key)[-_][\w-]{8,}|\bAIza[\w-]{20,}|\beyJ[\w-]{10,}\.[\w.-]+/g;

/** Letters and digits mixed without a break, as long as keys are: not a word of any language, not a name of a model. */
const RANDOM = /\b(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9+]{20,}\b/g;

const looksRandom = (run: string): boolean => (run.match(/\d/g)?.length ?? 0) >= 3;

/**
 * Fields of a request as the log may store them. A key has no business in there, but we mask one if somebody put it in.
 */
export function maskedFields(fields: JsonObject, redact: (text: string) => string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' && SECRET_NAME.test(name) ? MASK : masked(value, redact),
    ]),
  );
}

function masked(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string')
    return redact(value)
      .replace(KEY_PREFIX, MASK)
      .replace(RANDOM, (run) => (looksRandom(run) ? MASK : run));
  if (Array.isArray(value)) return value.map((inner) => masked(inner, redact));
  return isJsonObject(value) ? maskedFields(value, redact) : value;
}

/**
 * The key and headers that an endpoint has after a change. Secrets belong to the server they were entered for: they do not
 * follow a changed address (`moved`) to another one.
 */
export function secretsAfter(
  before: Pick<EndpointRecord, 'apiKey' | 'headers'>,
  { apiKey, headers }: Pick<EndpointChange, 'apiKey' | 'headers'>,
  moved: boolean,
): Pick<EndpointRecord, 'apiKey' | 'headers'> {
  return {
    apiKey: apiKey === undefined ? (moved ? null : before.apiKey) : apiKey,
    headers: headers === null ? {} : changeHeaders(moved ? {} : (before.headers ?? {}), headers ?? {}),
  };
}
