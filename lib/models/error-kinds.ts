import { assertUnreachable } from '#lib/base/assert.ts';
import type { Rejection } from './refusals/rejected-parameter.ts';
import type { Excess } from './reply/reply-bounds.ts';

export type EndpointErrorType =
  | 'unreachable'
  | 'unauthorized'
  | 'not-found'
  | 'rate-limited'
  | 'server-error'
  | 'bad-request'
  | 'context-too-long'
  | 'not-json'
  | 'bad-stream'
  | 'reply-too-large'
  | 'dropped'
  | 'first-token-timeout'
  | 'stalled'
  | 'total-timeout'
  | 'content-filter'
  | 'empty-reply';

/** Distinguishes errors of one type that need different remedies. */
export type EndpointErrorReason =
  /** `unreachable`: nothing listens there. */
  | 'refused'
  /** `unreachable`: the name has no address. */
  | 'dns'
  /** `unreachable`: we do not accept the server's certificate. */
  | 'certificate'
  /** `unreachable`: we called a server that speaks http with https, or the reverse. */
  | 'scheme'
  /** `unreachable`: a link-local or metadata address that is not listed. */
  | 'link-local'
  /** `unreachable`: a port that fetch never calls, since it belongs to another protocol. */
  | 'port'
  /** `unauthorized`: we sent no key. */
  | 'no-key'
  /** `unauthorized`: the key holds characters that no HTTP header can carry. */
  | 'malformed-key'
  /** `not-found`: the server does not know the model. */
  | 'model'
  /** `not-found`: the server does not know the path. */
  | 'path'
  /** `not-found`: the server offers the model only under the other API (chat or text completions). */
  | 'api'
  /** `not-found`: the server redirects us; we do not follow, since the key would go along. */
  | 'redirect'
  /** `rate-limited`: no credit is left, or the day's or month's quota is used up; waiting does not help. */
  | 'quota'
  /** `server-error`: the server is still loading the model. */
  | 'loading'
  /** `bad-request`: the chat template accepts no system role, or requires user and assistant to alternate. */
  | 'roles'
  /** `empty-reply`: every token went into thinking. */
  | 'all-thinking'
  /** `reply-too-large`: which part was too large. */
  | Excess;

export interface EndpointErrorContext {
  /** The address without credentials and query. */
  url: string;
  status?: number;
  /** The wait that the server asked for, in words or by headers. */
  retryAfterMs?: number;
  /** How long we waited, for the timeouts. */
  afterMs?: number;
  /** The first characters of the server's message, keys redacted; only if a model server reports an error. */
  detail?: string;
  /** Replaces `detail` if the body is not an error of a model server: we do not repeat such a body. */
  body?: { type: string | null; bytes: number; isWhole: boolean };
  model?: string;
  reason?: EndpointErrorReason;
  /** `bad-request`: the field of our request that the server refuses. */
  rejection?: Rejection;
  /** `context-too-long`: the model's window in tokens, if the server names it. */
  contextWindow?: number;
  /** `context-too-long`: tokens of our prompt as the server counts them, if it says so. */
  promptTokens?: number;
}

const seconds = (durationMs: number | undefined): string =>
  durationMs === undefined ? 'some time' : `${Number((durationMs / 1000).toFixed(1))} s`;

export const ADDRESS_REFUSED =
  'The address is link-local or a cloud’s metadata service, where no model server is';
export const ADDRESS_REMEDY =
  'Use the server’s other address, or have its host listed in SPRINT_ALLOWED_ENDPOINTS and Sprintscope restarted.';

function whatHappened(type: EndpointErrorType, context: EndpointErrorContext): string {
  const model = context.model ? `the model “${context.model}”` : 'the model';
  switch (type) {
    case 'unreachable':
      if (context.reason === 'refused') return 'Nothing answers at the endpoint: the connection was refused';
      if (context.reason === 'dns') return 'The endpoint’s host name was not found';
      if (context.reason === 'certificate') return 'The endpoint’s certificate is not trusted';
      if (context.reason === 'scheme')
        return 'The endpoint does not speak the protocol that its address names';
      if (context.reason === 'port')
        return 'The endpoint’s port is one that browsers and Node refuse to call, since it belongs to another protocol';
      if (context.reason === 'link-local') return ADDRESS_REFUSED;
      return 'The endpoint cannot be reached';
    case 'unauthorized':
      if (context.reason === 'no-key') return 'The endpoint wants an API key and none is set';
      if (context.reason === 'malformed-key')
        return 'The API key holds characters that cannot be sent in a header';
      return 'The endpoint refused the API key';
    case 'not-found':
      if (context.reason === 'model') return `The endpoint does not serve ${model}`;
      if (context.reason === 'api') return `The endpoint does not serve ${model} under this API`;
      if (context.reason === 'redirect') return 'The endpoint has moved: it answered with a redirect';
      return 'The endpoint does not know this path';
    case 'rate-limited':
      if (context.reason === 'quota')
        return 'The account at the endpoint has no credit left, or its quota is used up';
      return 'The endpoint is turning requests away: too many at once, or a limit is used up';
    case 'server-error':
      if (context.reason === 'loading') return 'The endpoint is still loading the model';
      return 'The endpoint failed';
    case 'bad-request':
      if (context.reason === 'roles') return 'The model’s chat template refuses the roles of the messages';
      return 'The endpoint rejected the request';
    case 'context-too-long': {
      const window = context.contextWindow ? ` of ${context.contextWindow} tokens` : '';
      const prompt = context.promptTokens ? ` (${context.promptTokens} tokens)` : '';
      return `The prompt${prompt} and the reply do not fit into the model’s context window${window}`;
    }
    case 'not-json':
      return 'The endpoint answered with something other than JSON, probably a web page';
    case 'bad-stream':
      return 'The endpoint’s stream holds something that cannot be read';
    case 'reply-too-large':
      if (context.reason === 'headers') return 'The endpoint sent more headers than a reply has';
      if (context.reason === 'no-words')
        return 'The endpoint sent megabytes in which there is no word of a reply';
      if (context.reason === 'event') return 'One line or event of the endpoint’s stream has no end';
      if (context.reason === 'structure')
        return 'The endpoint sent JSON that is nested deeper, or holds more values, than a reply';
      return 'The endpoint sent more than a reply can be';
    case 'dropped':
      return 'The connection ended before the reply was complete';
    case 'first-token-timeout':
      return `The endpoint gave no output within ${seconds(context.afterMs)}`;
    case 'stalled':
      return `The endpoint stopped in the middle of its reply and was silent for ${seconds(context.afterMs)}`;
    case 'total-timeout':
      return `The reply was not complete after ${seconds(context.afterMs)}`;
    case 'content-filter':
      return 'The endpoint’s content filter blocked the request or the reply';
    case 'empty-reply':
      if (context.reason === 'all-thinking')
        return 'The reply is empty: all of its tokens went into thinking';
      return 'The reply is empty';
    default:
      return assertUnreachable(type);
  }
}

/** One or two sentences: what happened, where, with which status, and what the server reported. */
export function describeError(type: EndpointErrorType, context: EndpointErrorContext): string {
  const status = context.status === undefined ? '' : `, status ${context.status}`;
  const said = context.detail ? ` It said: “${context.detail}”` : bodyInWords(context);
  return `${whatHappened(type, context)} (${context.url}${status}).${said}`;
}

/**
 * If a body does not come from a model server, we show only its kind and size: it may be anything that this machine can
 * reach.
 */
function bodyInWords({ body }: EndpointErrorContext): string {
  if (!body || body.bytes === 0) return '';
  const bytes = `${body.isWhole ? '' : 'more than '}${body.bytes.toLocaleString('en')} bytes`;
  return ` It sent ${bytes} of ${body.type ?? 'an unnamed type'}, which is no model server’s error.`;
}

/** What a person can do about it, in one or two sentences. */
export function remedyFor(type: EndpointErrorType, context: EndpointErrorContext): string {
  switch (type) {
    case 'unreachable':
      if (context.reason === 'dns') return 'Check the host name in the base URL and your network connection.';
      if (context.reason === 'certificate')
        return 'Use an address whose certificate is valid, or http:// for a server on this machine.';
      if (context.reason === 'scheme')
        return 'Exchange https:// and http:// in the base URL; local servers usually speak http://.';
      if (context.reason === 'port')
        return 'Let the server listen on another port, such as 8080, and set that in the base URL.';
      if (context.reason === 'link-local') return ADDRESS_REMEDY;
      return 'Start the server, or correct the host and port of the base URL.';
    case 'unauthorized':
      if (context.reason === 'no-key')
        return 'Set the key in Settings, or SPRINT_API_KEY in the environment.';
      if (context.reason === 'malformed-key') return 'Enter the key again, without spaces or line breaks.';
      return 'Check that the key is right, belongs to this provider, and may use this model.';
    case 'not-found':
      if (context.reason === 'model')
        return 'Choose a model that the endpoint lists under /models (SPRINT_MODEL); with Ollama, pull it first.';
      if (context.reason === 'api')
        return 'Change the endpoint’s mode: “prompted” uses chat, “native” uses text completions (SPRINT_MODE).';
      if (context.reason === 'redirect') return 'Set the base URL to the address that it points to.';
      return 'Check the base URL: it usually ends in /v1, without /chat/completions; some servers offer no text completions, then use mode “prompted”.';
    case 'rate-limited':
      if (context.reason === 'quota') return 'Add credit at the provider, or use another endpoint.';
      return context.retryAfterMs === undefined
        ? 'Wait a little, or lower the number of parallel calls.'
        : `Wait ${seconds(context.retryAfterMs)} as it asks, or lower the number of parallel calls.`;
    case 'server-error':
      if (context.reason === 'loading') return 'Wait until the model is loaded, then try again.';
      return 'Try again; if it keeps failing, look into the server’s own log.';
    case 'bad-request':
      if (context.reason === 'roles')
        return 'Let the server use a chat template that takes a user message, or use another model.';
      return 'Look at what the server said: a setting or the model’s name does not suit it.';
    case 'context-too-long':
      return 'Use a model or a server setting with a larger window, lower the token limits, or set the endpoint’s context window (SPRINT_CONTEXT_WINDOW) so that prompts are kept within it.';
    case 'not-json':
      return 'Check the base URL: it should lead to the API (usually ending in /v1), not to a web page, a login or a proxy.';
    case 'bad-stream':
      return 'Try again; if it happens each time, the server or a proxy before it does not speak the OpenAI streaming format.';
    case 'reply-too-large':
      return 'Check that the base URL leads to a model server; if it does, look into its log, and take fields that lengthen replies out of the extra body.';
    case 'dropped':
      return 'Try again; if it happens each time, look into the server’s log, or at a proxy that ends long connections.';
    case 'first-token-timeout':
      return 'The server may be busy, loading the model or reading a long prompt: try again, or raise the first-token timeout.';
    case 'stalled':
      return 'Try again; if the server works requests off one by one, lower the number of parallel calls or raise the stall timeout.';
    case 'total-timeout':
      return 'Raise the total timeout of the endpoint, or lower the token limits.';
    case 'content-filter':
      return 'Word the question differently, or use another model.';
    case 'empty-reply':
      if (context.reason === 'all-thinking')
        return 'Raise the token limit, or lower the model’s reasoning effort.';
      return 'Try again, or use another model.';
    default:
      return assertUnreachable(type);
  }
}
