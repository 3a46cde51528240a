import { displayUrl } from '../endpoints/url-policy.ts';
import type { EndpointErrorContext, EndpointErrorType } from '../error-kinds.ts';
import { EndpointError } from '../errors.ts';
import { isUnmistakablyRejection, rejectionIn } from './rejected-parameter.ts';
import { resetAfterMs, retryAfterMs, waitAskedFor, waitInWords } from './retry-hint.ts';
import { parseServerError, readServerError, type ServerError } from './server-error.ts';
import * as wordings from './server-wordings.ts';

/** What all errors of one endpoint have in common. */
export interface CallFacts {
  /** The URL as we show it: without credentials and query. */
  url: string;
  model: string;
  hasKey: boolean;
  redact(text: string): string;
  /** Wall time, for a `retry-after` that is a date. */
  now(): Date;
  /** The request's body as we sent it: a server can refuse only its fields. */
  sent?(): Readonly<Record<string, unknown>>;
}

const MAX_DETAIL_LENGTH = 300;
/** Far more than we show: the text after a cut may be the rest of a key. */
const MAX_REDACTED_LENGTH = 16 * 1024;

/** One line of what the server wrote, shortened and without keys. */
export function detailOf(text: string, facts: CallFacts): string | undefined {
  const words = text.slice(0, MAX_REDACTED_LENGTH).replace(/\s+/g, ' ').trim();
  // We cut after redacting: nothing would recognise half a key.
  const clean = facts.redact(words);
  if (clean === '') return undefined;
  return clean.length > MAX_DETAIL_LENGTH ? `${clean.slice(0, MAX_DETAIL_LENGTH)}…` : clean;
}

/** Describes a body that we do not repeat. */
export const bodyFacts = (
  headers: Headers,
  { bytes, isWhole }: { bytes: number; isWhole: boolean },
): NonNullable<EndpointErrorContext['body']> => ({
  // The content type is the server's text, too: we keep only what has the form of a type.
  type: /^[\w.+-]{1,40}\/[\w.+-]{1,40}(?=\s*(?:;|$))/.exec(headers.get('content-type') ?? '')?.[0] ?? null,
  bytes,
  isWhole,
});

/** A longer plain text is a page or a log, whatever words it holds. */
const MAX_PLAIN_LENGTH = 300;

/** The part of a refusal that we may repeat: the sentence of an error object, or a short text in words that we know. */
function repeatable(error: ServerError | null, body: string, isUnderstood: boolean): string {
  if (error?.isObject) return error.message;
  const text = body.trim();
  return error && isUnderstood && text.length <= MAX_PLAIN_LENGTH ? text : '';
}

interface Classified {
  type: EndpointErrorType;
  more?: Partial<EndpointErrorContext>;
}

interface Said {
  error: ServerError | null;
  body: string;
  /** Null inside a stream that began with 200. */
  status: number | null;
  /** How long the server asked us to wait; `inBody`: the body itself says so, about this refusal. */
  wait: { ms: number | undefined; inBody: boolean };
}

/**
 * Classifies by wording: several servers send these errors with a misleading status (LM Studio: 200; llama.cpp: 500).
 */
function byWording({ error, status, wait }: Said, facts: CallFacts): Classified | null {
  if (!error) return null;
  const isAboutTheKey = status === 401 || status === 403;
  if (wordings.isContentFilter(error)) return { type: 'content-filter' };
  if (wordings.isContextTooLong(error))
    return { type: 'context-too-long', more: wordings.contextNumbers(error) };
  // If the key lacks a permission, the error is not about chat roles.
  if (!isAboutTheKey && wordings.isRoleRefused(error))
    return { type: 'bad-request', more: { reason: 'roles' } };
  if (status === 402) return { type: 'rate-limited', more: { reason: 'quota' } };
  // OpenAI and Google both write "exceeded your current quota"; a server that names a time means a rate limit.
  if (wordings.isCreditGone(error) && !wait.inBody)
    return { type: 'rate-limited', more: { reason: 'quota' } };
  if (wordings.isLoading(error) && !isAboutTheKey)
    return { type: 'server-error', more: { reason: 'loading' } };
  if (status === 429 || wordings.isRateLimit(error)) {
    const waits = wait.ms !== undefined || !wordings.isQuotaUsedUp(error);
    return { type: 'rate-limited', ...(!waits && { more: { reason: 'quota' } }) };
  }
  if (isUnmistakablyRejection(error)) {
    const rejection = rejectionIn(error, sentBy(facts));
    if (rejection) return { type: 'bad-request', more: { rejection } };
  }
  return null;
}

/** The fields of every request of ours, used if nobody recorded the request itself. */
const USUAL_FIELDS = {
  max_tokens: null,
  max_completion_tokens: null,
  stop: null,
  temperature: null,
  stream_options: null,
};
const sentBy = (facts: CallFacts): Readonly<Record<string, unknown>> => facts.sent?.() ?? USUAL_FIELDS;

function notFound(error: ServerError | null): Classified {
  if (error && wordings.isWrongApi(error)) return { type: 'not-found', more: { reason: 'api' } };
  if (error && wordings.isModelMissing(error)) return { type: 'not-found', more: { reason: 'model' } };
  return { type: 'not-found', more: { reason: 'path' } };
}

const isHttpSpokenToHttps = (text: string): boolean =>
  /plain HTTP request was sent to HTTPS port|HTTP request to an HTTPS server/i.test(text);

function badRequest(error: ServerError | null, body: string, facts: CallFacts): Classified {
  if (error) {
    if (isHttpSpokenToHttps(error.said)) return { type: 'unreachable', more: { reason: 'scheme' } };
    if (wordings.isWrongApi(error) || wordings.isModelMissing(error)) return notFound(error);
    if (wordings.isKeyRefused(error)) return { type: 'unauthorized' };
    const rejection = rejectionIn(error, sentBy(facts));
    return { type: 'bad-request', more: rejection ? { rejection } : {} };
  }
  if (isHttpSpokenToHttps(body)) return { type: 'unreachable', more: { reason: 'scheme' } };
  return /^\s*</.test(body) ? { type: 'not-json' } : { type: 'bad-request' };
}

function byStatus(status: number, error: ServerError | null, body: string, facts: CallFacts): Classified {
  if (status >= 300 && status < 400) return { type: 'not-found', more: { reason: 'redirect' } };
  switch (status) {
    case 401:
    case 403:
      return { type: 'unauthorized', more: facts.hasKey ? {} : { reason: 'no-key' } };
    case 402:
      return { type: 'rate-limited', more: { reason: 'quota' } };
    case 404:
    case 405:
    case 410:
      return notFound(error);
    case 408:
      return { type: 'server-error' };
    case 425:
      return { type: 'server-error', more: { reason: 'loading' } };
    case 413:
      return { type: 'context-too-long' };
    case 429:
      return { type: 'rate-limited' };
    default:
      if (status >= 500)
        return {
          type: 'server-error',
          ...(wordings.isLoadingPage(body) && { more: { reason: 'loading' as const } }),
        };
      return badRequest(error, body, facts);
  }
}

/** An error without a status of its own: inside a stream, or in a 200. */
function withoutStatus(error: ServerError, facts: CallFacts): Classified {
  if (wordings.isPathMissing(error)) return { type: 'not-found', more: { reason: 'path' } };
  if (wordings.isWrongApi(error) || wordings.isModelMissing(error)) return notFound(error);
  if (wordings.isKeyRefused(error)) return { type: 'unauthorized' };
  if (/invalid|bad_?request|unsupported|validation/.test(error.code)) return badRequest(error, '', facts);
  const rejection = rejectionIn(error, sentBy(facts));
  return rejection ? { type: 'bad-request', more: { rejection } } : { type: 'server-error' };
}

function build(classified: Classified, facts: CallFacts, more: Partial<EndpointErrorContext>): EndpointError {
  return new EndpointError(classified.type, {
    url: facts.url,
    model: facts.model,
    ...classified.more,
    ...more,
  });
}

/** The error behind a response that is not 2xx. */
export function errorFromResponse(
  response: { status: number; headers: Headers },
  { text: body, ...size }: { text: string; bytes: number; isWhole: boolean },
  facts: CallFacts,
): EndpointError {
  const { status, headers } = response;
  const error = parseServerError(body);
  const inBody = waitInBody(error, facts);
  const now = facts.now();
  const ms = waitAskedFor({
    ...inBody,
    header: retryAfterMs(headers, now) ?? null,
    // Servers send these headers with every reply; only for a limit do they tell when to come back.
    reset: status === 429 ? resetAfterMs(headers, now) : null,
  });
  const said = { error, body, status, wait: { ms, inBody: isGiven(inBody) } };
  const classified = byWording(said, facts) ?? byStatus(status, error, body, facts);
  const isUnderstood = isGiven(inBody) || gist(classified) !== gist(byStatus(status, null, '', facts));
  const text =
    classified.more?.reason === 'redirect' ? targetOf(headers, facts) : repeatable(error, body, isUnderstood);
  const detail = detailOf(text, facts);
  const about = bodyFacts(headers, size);
  return build(classified, facts, {
    status,
    ...(detail === undefined ? { body: about } : { detail }),
    ...(ms !== undefined && { retryAfterMs: ms }),
  });
}

const gist = ({ type, more }: Classified): string => JSON.stringify([type, more?.reason, more?.rejection]);

/** Where a redirect leads, without anything that may be a secret of the redirect's target. */
function targetOf(headers: Headers, facts: CallFacts): string {
  const location = headers.get('location') ?? '';
  return location !== '' && URL.canParse(location, facts.url)
    ? displayUrl(new URL(location, facts.url).href)
    : '';
}

const waitInBody = (error: ServerError | null, facts: CallFacts) => ({
  words: error && waitInWords(error.said, facts.now()),
  field: error?.retryAfterMs ?? null,
});
const isGiven = ({ words, field }: ReturnType<typeof waitInBody>): boolean =>
  words !== null || field !== null;

/** The error in a JSON value that came with status 200 (a chunk of a stream, or a whole body); null when it holds none. */
export function errorFromValue(value: unknown, facts: CallFacts): EndpointError | null {
  const error = readServerError(value);
  if (!error) return null;
  const { status } = error;
  const inBody = waitInBody(error, facts);
  const ms = waitAskedFor({ ...inBody, header: null, reset: null });
  const said = { error, body: '', status, wait: { ms, inBody: isGiven(inBody) } };
  const classified =
    byWording(said, facts) ??
    (status === null ? withoutStatus(error, facts) : byStatus(status, error, '', facts));
  const detail = detailOf(error.message, facts);
  return build(classified, facts, {
    ...(status !== null && { status }),
    ...(detail !== undefined && { detail }),
    ...(ms !== undefined && { retryAfterMs: ms }),
  });
}
