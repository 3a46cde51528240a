import { embeddedJson } from './embedded-json.ts';
import { durationMs } from './retry-hint.ts';
import type { Bound } from './value-range.ts';

/** One sentence of an error object, and the data beside it. */
export interface Complaint {
  text: string;
  /** Where the server sees the fault: `['stream_options', 'include_usage']`; null = it does not say. */
  path: readonly string[] | null;
  /** Bounds of the value, if they are separate from the sentence. */
  min: Bound | null;
  max: Bound | null;
}

/** What servers put into an error object, however nested. */
export interface ServerError {
  /** For people: the innermost sentence, after a short outer one; the codes if there is no sentence. */
  message: string;
  /** The sentence came from an error object, not from arbitrary text. */
  isObject: boolean;
  /** Every sentence, outermost first; we search it for known wordings. */
  said: string;
  /** Innermost first. */
  complaints: readonly Complaint[];
  /** Codes, types and reasons of all levels, lower case, joined: servers use any of these for the same words. */
  code: string;
  /** A status in the body; the only status if the error comes inside a stream. */
  status: number | null;
  /** The wait that a field of the body asks for. */
  retryAfterMs: number | null;
  contextWindow: number | null;
  promptTokens: number | null;
}

type Fields = Record<string, unknown>;

const MAX_DEPTH = 10;
const MAX_NODES = 300;
const MAX_ENTRIES = 16;
const MAX_SENTENCE = 4000;
/** We search it for dozens of wordings. */
const MAX_SAID = 8000;
/** A longer outer sentence is enough by itself. */
const SHORT = 60;

const SENTENCES = [
  'message',
  'msg',
  'detail',
  'error',
  'error_message',
  'errorMessage',
  'error_msg',
  'error_description',
  'description',
  'reason',
  'issue',
  'title',
] as const;
const INSIDE = [
  'error',
  'errors',
  'message',
  'msg',
  'detail',
  'metadata',
  'raw',
  'innererror',
  'inner_error',
  'innerError',
  'cause',
  'exception',
  'fault',
  'body',
  'response',
  'data',
  'fieldViolations',
] as const;
/** Fields beside the sentence: we read their data, not their sentences. */
const BESIDE = ['details', 'ctx', 'params', 'parameters', 'issues', 'violations'] as const;
const CODES = [
  'code',
  'type',
  'status',
  'reason',
  'error_type',
  'error_code',
  'errorCode',
  'quotaId',
  '__type',
] as const;
const STATUSES = [
  'code',
  'status',
  'statusCode',
  'status_code',
  'http_status',
  'type',
  'error_code',
] as const;
const PATHS = ['param', 'parameter', 'loc', 'path', 'field', 'instancePath', 'dataPath'] as const;
const MAXIMA = ['le', 'lt', 'limit_value', 'maximum', 'max_value', 'limit', 'max_length'] as const;
const MINIMA = ['ge', 'gt', 'minimum', 'min_value'] as const;
const WAITS = {
  retryDelay: 1000,
  retry_delay: 1000,
  retry_after: 1000,
  retryAfter: 1000,
  retry_after_seconds: 1000,
  retry_after_ms: 1,
  estimated_time: 1000,
} as const;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const first = <Key extends string, Value>(
  fields: Fields,
  keys: readonly Key[],
  read: (value: unknown, key: Key) => Value | null,
): Value | null => {
  for (const key of keys) {
    const value = fields[key] === undefined ? null : read(fields[key], key);
    if (value !== null) return value;
  }
  return null;
};

const finite = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;
const count = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null;
const errorStatus = (value: unknown): number | null => {
  const status = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  return Number.isInteger(status) && status >= 400 && status < 600 ? status : null;
};

/** `['body', 'stream_options', 'x']`, `stream_options.x`, `/stream_options/x`, `messages[0].role`. */
function pathOf(value: unknown): readonly string[] | null {
  const parts = Array.isArray(value)
    ? value.map(String)
    : typeof value === 'string' && value.length < 300
      ? value.split(/[./[\]]+/)
      : [];
  const path = parts.filter((part) => part !== '' && !['body', 'query', '$', 'root'].includes(part));
  return path.length > 0 ? path : null;
}

const bound = (levels: readonly Fields[], keys: readonly string[], open: string): Bound | null => {
  for (const fields of levels) {
    const found = first(fields, keys, (value, key) => {
      const number = finite(value);
      return number === null ? null : { value: number, open: key === open };
    });
    if (found) return found;
  }
  return null;
};

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, MAX_SENTENCE);

interface Found {
  sentence: string;
  complaints: Complaint[];
}

function createReader() {
  const said: string[] = [];
  const codes: string[] = [];
  const found = { status: null as number | null, retryAfterMs: null as number | null };
  const numbers = { contextWindow: null as number | null, promptTokens: null as number | null };
  let nodes = 0;
  let objects = 0;
  /** The whole body is a text in which no object holds a message. */
  let isPlain = false;

  function readText(text: string, depth: number): Found {
    const embedded = embeddedJson(text);
    if (embedded) {
      if (embedded.before) said.push(tidy(embedded.before));
      const inside = read(embedded.value, depth + 1);
      if (inside.sentence !== '') return inside;
    }
    isPlain ||= depth === 0;
    const sentence = tidy(text);
    said.push(sentence);
    return {
      sentence,
      complaints: sentence === '' ? [] : [{ text: sentence, path: null, min: null, max: null }],
    };
  }

  function readFacts(fields: Fields) {
    found.status ??= first(fields, STATUSES, errorStatus);
    for (const key of CODES) {
      const code = fields[key];
      if (typeof code === 'string' && code.length < 200) codes.push(code.toLowerCase());
    }
    const wait = first(fields, Object.keys(WAITS) as (keyof typeof WAITS)[], (value, key) =>
      typeof value === 'string'
        ? durationMs(value, WAITS[key])
        : typeof value === 'number'
          ? value * WAITS[key]
          : null,
    );
    if (wait !== null && wait >= 0) found.retryAfterMs = Math.max(found.retryAfterMs ?? 0, wait);
    numbers.contextWindow ??= count(fields.n_ctx);
    numbers.promptTokens ??= count(fields.n_prompt_tokens);
  }

  function readFields(fields: Fields, depth: number): Found {
    objects++;
    readFacts(fields);
    const path = first(fields, PATHS, pathOf);
    const beside = [fields, ...BESIDE.map((key) => fields[key]).filter(isFields)];
    const max = bound(beside, MAXIMA, 'lt');
    const min = bound(beside, MINIMA, 'gt');

    const own = first(fields, SENTENCES, (value) =>
      typeof value === 'string' && value.trim() !== '' && embeddedJson(value) === null ? tidy(value) : null,
    );
    if (own !== null) said.push(own);
    const inside: Found[] = [];
    for (const key of INSIDE) {
      const value = fields[key];
      const nested =
        typeof value === 'object' || (typeof value === 'string' && (key === 'raw' || embeddedJson(value)));
      if (nested && value)
        inside.push(typeof value === 'string' ? readText(value, depth + 1) : read(value, depth + 1));
    }
    for (const key of BESIDE) {
      const value = fields[key];
      if (typeof value !== 'object' || value === null) continue;
      const there = read(value, depth + 1);
      // Google's links to its manual are not messages.
      if (own === null || there.complaints.some((complaint) => complaint.path !== null)) inside.push(there);
    }

    const spoken = inside.filter(({ sentence }) => sentence !== '');
    const complaints = spoken.flatMap((one) => one.complaints);
    // The place and bounds on one level apply to the sentence within it, unless that sentence has its own.
    const placed = complaints.map((complaint) => ({ ...complaint, path: complaint.path ?? path }));
    if (own !== null) placed.push({ text: own, path, min, max });
    const field = Array.isArray(fields.loc) && path ? `${path.join('.')}: ` : '';
    return {
      sentence: joined(own === null ? '' : field + own, spoken.map(({ sentence }) => sentence).join('; ')),
      complaints: placed,
    };
  }

  function read(value: unknown, depth: number): Found {
    if (depth > MAX_DEPTH || ++nodes > MAX_NODES) return { sentence: '', complaints: [] };
    if (typeof value === 'string') return readText(value, depth);
    if (Array.isArray(value)) {
      const each = value.slice(0, MAX_ENTRIES).map((entry) => read(entry, depth + 1));
      const sentences = new Set(each.map(({ sentence }) => sentence).filter((sentence) => sentence !== ''));
      return {
        sentence: [...sentences].join('; '),
        complaints: each.flatMap(({ complaints }) => complaints),
      };
    }
    return isFields(value) ? readFields(value, depth) : { sentence: '', complaints: [] };
  }

  return {
    read(value: unknown): ServerError {
      const { sentence, complaints } = read(value, 0);
      const code = [...new Set(codes)].join(' ');
      return {
        message: sentence || code,
        isObject: objects > 0 && !isPlain,
        said: [...new Set(said)].join('\n').slice(0, MAX_SAID),
        complaints,
        code,
        ...found,
        ...numbers,
      };
    },
  };
}

function joined(outer: string, inner: string): string {
  if (inner === '' || outer.includes(inner)) return outer;
  return outer === '' || outer.length > SHORT || inner.includes(outer) ? inner : `${outer}: ${inner}`;
}

const isNothing = (value: unknown, depth = 0): boolean =>
  !value ||
  (typeof value === 'object' &&
    depth < MAX_DEPTH &&
    Object.values(value).every((each) => isNothing(each, depth + 1))) ||
  (typeof value === 'string' && /^(?:ok|success|200)$/i.test(value.trim()));

const FAULT =
  /error|exception|invalid|fail|denied|refus|exceed|limit|not found|unauthori|forbidden|unavailable|overload|timeout|timed out|too many|busy|unsupported/i;

/**
 * Whether a value that came with status 200 is an error: streams also carry pings, progress and whatever servers
 * invent.
 */
function isError(value: unknown, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.length > 0 && isError(value[0], depth + 1);
  if (!isFields(value)) return false;
  if (!isNothing(value.error) || !isNothing(value.errors)) return true;
  if ('choices' in value) return false;
  if (value.object === 'error' || value.type === 'error' || value.success === false) return true;
  if (!isNothing(value.detail)) return true;
  const message = value.message ?? value.msg;
  if (isNothing(message)) return false;
  const marks = [value.code, value.status, value.type, value.error_type, value.error_code];
  if (errorStatus(value.code) ?? errorStatus(value.status) ?? errorStatus(value.status_code)) return true;
  if (typeof value.code === 'string' && !isNothing(value.code) && Number.isNaN(Number(value.code)))
    return true;
  if (marks.some((mark) => typeof mark === 'string' && FAULT.test(mark))) return true;
  return typeof message === 'object'
    ? isError(message, depth + 1)
    : Object.keys(value).length === 1 && FAULT.test(String(message));
}

/**
 * Finds the error in a JSON value that came with status 200; null if it holds none. Follows any nesting of `error`,
 * `errors`, `message`, `detail` and the like down to the innermost sentence, JSON inside strings too, to a depth of ten
 * and 300 nodes.
 */
export const readServerError = (value: unknown): ServerError | null =>
  isError(value) ? createReader().read(value) : null;

/** Reads the body of a refusal: JSON of any shape, or plain words; null for web pages and for an empty body. */
export function parseServerError(body: string): ServerError | null {
  const text = body.trim();
  if (text === '' || text.startsWith('<')) return null;
  return createReader().read(text);
}
