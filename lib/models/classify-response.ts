import { EndpointError, type EndpointErrorContext, type EndpointErrorType } from './errors.ts';
import { parseServerError, readServerError, type ServerError } from './server-error.ts';
import * as wordings from './server-wordings.ts';

/** What every error of one endpoint has in common. */
export interface CallFacts {
  /** As shown: without credentials and query. */
  url: string;
  model: string;
  hasKey: boolean;
  redact(text: string): string;
  /** Wall time, for a `retry-after` that is a date. */
  now(): Date;
}

const MAX_DETAIL_LENGTH = 300;

/** One line of what the server said, without keys, markup and length. */
export function detailOf(text: string, facts: CallFacts): string | undefined {
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1];
  const words = (title ?? (/^\s*</.test(text) ? text.replace(/<[^>]*>/g, ' ') : text))
    .replace(/\s+/g, ' ')
    .trim();
  // Cut after redacting: a cut key would no longer be recognised.
  const clean = facts.redact(words);
  if (clean === '') return undefined;
  return clean.length > MAX_DETAIL_LENGTH ? `${clean.slice(0, MAX_DETAIL_LENGTH)}…` : clean;
}

/** Reads `retry-after-ms`, or `retry-after` as seconds or as a date; milliseconds from now, never negative. */
export function retryAfterMs(headers: Headers, now: Date): number | undefined {
  const precise = Number(headers.get('retry-after-ms') ?? Number.NaN);
  if (precise >= 0) return precise;
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  const inSeconds = Number(value);
  if (Number.isFinite(inSeconds)) return Math.max(0, inSeconds * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}

interface Classified {
  type: EndpointErrorType;
  more?: Partial<EndpointErrorContext>;
}

/** By wording: what several servers say with a status that misleads (LM Studio: 200; llama.cpp: 500). */
function byWording(error: ServerError): Classified | null {
  if (wordings.isContentFilter(error)) return { type: 'content-filter' };
  if (wordings.isContextTooLong(error))
    return { type: 'context-too-long', more: wordings.contextNumbers(error) };
  if (wordings.isQuotaUsedUp(error)) return { type: 'rate-limited', more: { reason: 'quota' } };
  return null;
}

function notFound(error: ServerError | null): Classified {
  if (error && wordings.isWrongApi(error)) return { type: 'not-found', more: { reason: 'api' } };
  if (error && wordings.isModelMissing(error)) return { type: 'not-found', more: { reason: 'model' } };
  return { type: 'not-found', more: { reason: 'path' } };
}

function badRequest(error: ServerError | null, body: string): Classified {
  if (error) {
    if (wordings.isWrongApi(error) || wordings.isModelMissing(error)) return notFound(error);
    if (wordings.isKeyRefused(error)) return { type: 'unauthorized' };
    const parameter = wordings.rejectedParameter(error);
    return { type: 'bad-request', more: parameter ? { parameter } : {} };
  }
  if (/plain HTTP request was sent to HTTPS port|HTTP request to an HTTPS server/i.test(body))
    return { type: 'unreachable', more: { reason: 'scheme' } };
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
    case 413:
      return { type: 'context-too-long' };
    case 429:
      return { type: 'rate-limited' };
    default:
      if (status >= 500)
        return {
          type: 'server-error',
          more: error && wordings.isLoading(error) ? { reason: 'loading' } : {},
        };
      return badRequest(error, body);
  }
}

/** An error without a status of its own: inside a stream, or in a 200. */
function withoutStatus(error: ServerError): Classified {
  if (wordings.isPathMissing(error)) return { type: 'not-found', more: { reason: 'path' } };
  if (wordings.isWrongApi(error) || wordings.isModelMissing(error)) return notFound(error);
  if (wordings.isRateLimit(error)) return { type: 'rate-limited' };
  if (wordings.isKeyRefused(error)) return { type: 'unauthorized' };
  if (/invalid_request|bad_?request/.test(error.code)) return badRequest(error, '');
  return { type: 'server-error' };
}

function build(classified: Classified, facts: CallFacts, more: Partial<EndpointErrorContext>): EndpointError {
  return new EndpointError(classified.type, {
    url: facts.url,
    model: facts.model,
    ...classified.more,
    ...more,
  });
}

/** The error behind a response that is not 2xx. `body`: its text, possibly cut. */
export function errorFromResponse(
  response: { status: number; headers: Headers },
  body: string,
  facts: CallFacts,
): EndpointError {
  const { status, headers } = response;
  const error = parseServerError(body);
  const classified = (error && byWording(error)) ?? byStatus(status, error, body, facts);
  const redirectsTo = status >= 300 && status < 400 ? (headers.get('location') ?? undefined) : undefined;
  const detail = detailOf(redirectsTo ?? error?.message ?? body, facts);
  const wait = retryAfterMs(headers, facts.now());
  return build(classified, facts, {
    status,
    ...(detail !== undefined && { detail }),
    ...(wait !== undefined && { retryAfterMs: wait }),
  });
}

/** The error in a JSON value that came with status 200 (a chunk of a stream, or a whole body); null when it holds none. */
export function errorFromValue(value: unknown, facts: CallFacts): EndpointError | null {
  const error = readServerError(value);
  if (!error) return null;
  const classified =
    byWording(error) ??
    (error.status === null ? withoutStatus(error) : byStatus(error.status, error, '', facts));
  const detail = detailOf(error.message, facts);
  return build(classified, facts, {
    ...(error.status !== null && { status: error.status }),
    ...(detail !== undefined && { detail }),
  });
}
