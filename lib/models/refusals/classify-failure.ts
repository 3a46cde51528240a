import { InvalidResponseDataError, JSONParseError, TypeValidationError } from '@ai-sdk/provider';
import type { EndpointErrorContext, EndpointErrorType } from '../error-kinds.ts';
import { EndpointError } from '../errors.ts';
import { ExcessError } from '../reply/reply-bounds.ts';
import { type CallFacts, detailOf, errorFromValue } from './classify-response.ts';

const CERTIFICATE = /^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|HOSTNAME_MISMATCH)/;
const SCHEME = /^(?:ERR_SSL_|EPROTO|HPE_)/;

/** The code for an address that outgoing-fetch.ts refuses to call. */
export const REFUSED_CODE = 'SPRINT_ADDRESS_REFUSED';

function byCode(code: string): { type: EndpointErrorType; more?: Partial<EndpointErrorContext> } | null {
  switch (code) {
    case 'ECONNREFUSED':
      return { type: 'unreachable', more: { reason: 'refused' } };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { type: 'unreachable', more: { reason: 'dns' } };
    case REFUSED_CODE:
      return { type: 'unreachable', more: { reason: 'link-local' } };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'EADDRNOTAVAIL':
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return { type: 'unreachable' };
    // undici gives up after 300 s by itself, so a longer timeout of ours never fires.
    case 'UND_ERR_HEADERS_TIMEOUT':
      return { type: 'first-token-timeout', more: { afterMs: 300_000 } };
    case 'UND_ERR_BODY_TIMEOUT':
      return { type: 'stalled', more: { afterMs: 300_000 } };
    case 'UND_ERR_HEADERS_OVERFLOW':
      return { type: 'reply-too-large', more: { reason: 'headers' } };
    case 'ECONNRESET':
    case 'ECONNABORTED':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return { type: 'dropped' };
    default:
      if (CERTIFICATE.test(code)) return { type: 'unreachable', more: { reason: 'certificate' } };
      if (SCHEME.test(code)) return { type: 'unreachable', more: { reason: 'scheme' } };
      return null;
  }
}

/** An error, its causes, and the members of an AggregateError (Node tries several addresses of one name). */
function* chain(error: unknown, depth = 0): Generator<unknown> {
  if (depth > 6 || error === null || typeof error !== 'object') return;
  yield error;
  if (error instanceof AggregateError) for (const member of error.errors) yield* chain(member, depth + 1);
  if ('cause' in error) yield* chain(error.cause, depth + 1);
}

/**
 * Makes an EndpointError from anything that a model threw or sent as an `error` part: our own errors, network errors,
 * bad chunks, and the error objects of servers. Never keeps the original: it may hold the request with its headers.
 */
export function errorFromFailure(failure: unknown, facts: CallFacts): EndpointError {
  const build = (type: EndpointErrorType, more: Partial<EndpointErrorContext> = {}, text = '') => {
    const detail = detailOf(text, facts);
    return new EndpointError(type, {
      url: facts.url,
      model: facts.model,
      ...more,
      ...(detail !== undefined && { detail }),
    });
  };

  for (const error of chain(failure)) {
    if (error instanceof EndpointError) return error;
    if (error instanceof ExcessError) return build('reply-too-large', { reason: error.excess });
    if (JSONParseError.isInstance(error)) return build('bad-stream', {}, error.text);
    if (TypeValidationError.isInstance(error)) {
      return errorFromValue(error.value, facts) ?? build('bad-stream');
    }
    if (InvalidResponseDataError.isInstance(error)) return build('dropped');
    if (error instanceof Error) {
      const code = 'code' in error && typeof error.code === 'string' ? byCode(error.code) : null;
      if (code) return build(code.type, code.more, error.message);
      if (error.message === 'bad port') return build('unreachable', { reason: 'port' }, 'bad port');
      if (error.message === 'terminated' || error.message === 'other side closed') return build('dropped');
    }
  }
  if (failure instanceof Error) {
    const text = failure.cause instanceof Error ? failure.cause.message : failure.message;
    return build(failure.message === 'fetch failed' ? 'unreachable' : 'bad-stream', {}, text);
  }
  if (typeof failure === 'string') return build('server-error', {}, failure);
  // The chat provider passes on the content of `error`, without that envelope.
  return errorFromValue({ error: failure }, facts) ?? build('bad-stream');
}
