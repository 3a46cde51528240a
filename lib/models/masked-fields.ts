import { isJsonObject, type JsonObject } from './extra-body.ts';

const MASK = '[key]';

/** A field of such a name holds a secret, whatever it looks like; `max_tokens` and `stop_token_ids` do not. */
const SECRET_NAME =
  /(?:^|[_-])(?:api[_-]?key|key|secret|password|passwd|authorization|credentials?|cookie|(?:access|auth|id|refresh|bearer)[_-]?token|token)$/i;

/** Beginnings that providers give their keys. */
const KEY_PREFIX =
  /\b(?:sk|pk|rk|gsk|hf|xai|ghp|nvapi|r8|fw|tgp|csk|key)[-_][\w-]{8,}|\bAIza[\w-]{20,}|\beyJ[\w-]{10,}\.[\w.-]+/g;

/** Letters and digits mixed without a break, as long as keys are: no word of any language, no name of a model. */
const RANDOM = /\b(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9+]{20,}\b/g;

const looksRandom = (run: string): boolean => (run.match(/\d/g)?.length ?? 0) >= 3;

/** Fields of a request as the log may keep them: nobody needs a key to be in there, and whoever put one is forgiven. */
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
