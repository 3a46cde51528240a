/** One call as the endpoint saw it. */
export interface EndpointRequest {
  readonly index: number;
  readonly api: 'chat' | 'completion';
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** The completion's prompt, or the messages' contents joined with a line break. */
  readonly prompt: string;
  readonly messages: readonly { role: string; content: string }[];
  /** ms since the endpoint started. */
  readonly arrivedAt: number;
  /** Set when the response is over, however it ended. */
  endedAt: number | null;
  /** The client hung up before the response was complete. */
  aborted: boolean;
  endedByUs: 'end' | 'cut' | 'reset' | null;
  piecesSent: number;
}

/** A reply in the OpenAI format, and how it fails. */
export interface Reply {
  kind: 'reply';
  text?: string;
  /** Sent before the text, in `thinkingField`. */
  thinking?: string;
  thinkingField?: 'reasoning_content' | 'reasoning';
  /** Characters a piece; a piece counts as one token. Default 4. */
  pieceLength?: number;
  /** Default: `stop`, or `length` if `max_tokens` cut the reply; null = the server never says. */
  finish?: string | null;
  /** Default: reported if the request sets `stream_options.include_usage`; null = never. */
  usage?: { prompt_tokens: number; completion_tokens: number } | null;
  /** Ignores stop strings and `max_tokens`. */
  ignoreLimits?: boolean;
  /** Answers with one JSON object although the request asked for a stream. */
  ignoreStream?: boolean;
  headers?: Record<string, string>;
  headersAfterMs?: number;
  /** After the headers. */
  firstTokenAfterMs?: number;
  pieceEveryMs?: number;
  /**
   * `end`, `garbage`, `html`: a clean end of the connection without finish reason, after nothing, a line that is not
   * JSON, a web page. `bad-line`: such a line, then the reply goes on and finishes as if nothing had happened.
   */
  breaks?: 'cut' | 'end' | 'stall' | 'garbage' | 'html' | 'bad-line' | 'error-chunk';
  /** How many pieces come before that. Default 0. */
  breaksAfter?: number;
  errorChunk?: unknown;
  /** Whether to send `[DONE]`. Default true. */
  done?: boolean;
  /** The connection stays open after the end. */
  keepOpen?: boolean;
}

export type Behaviour =
  | Reply
  | {
      kind: 'http';
      status: number;
      body: string;
      contentType: string;
      headers?: Record<string, string>;
      delayMs?: number;
    }
  /** A stream given byte for byte. */
  | {
      kind: 'raw';
      body: string | Uint8Array;
      contentType?: string;
      /** Bytes sent at a time. Default: all at once. */
      pieceLength?: number;
      /** Cuts the connection after that. */
      cut?: boolean;
    }
  /** Accepts the request and never sends a byte. */
  | { kind: 'hang' }
  /** Resets the connection before any answer. */
  | { kind: 'reset' };

export const reply = (text: string, more: Partial<Reply> = {}): Reply => ({ kind: 'reply', text, ...more });

/** Sends these characters, whatever they are. */
export const raw = (
  body: string | Uint8Array,
  more: Partial<Extract<Behaviour, { kind: 'raw' }>> = {},
): Behaviour => ({ kind: 'raw', body, ...more });

/** A JSON answer with a status, usually an error. */
export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Behaviour => ({
  kind: 'http',
  status,
  body: JSON.stringify(body),
  contentType: 'application/json',
  headers,
});

export const errorAnswer = (
  status: number,
  message: string,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Behaviour => json(status, { error: { message, ...more } }, headers);

export const webPage = (status: number, title = 'Welcome'): Behaviour => ({
  kind: 'http',
  status,
  body: `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
  contentType: 'text/html',
});

export const wrongKey = (): Behaviour =>
  errorAnswer(401, 'Incorrect API key provided.', { code: 'invalid_api_key' });

export const wrongModel = (model: string): Behaviour =>
  json(404, {
    object: 'error',
    message: `The model \`${model}\` does not exist.`,
    type: 'NotFoundError',
    code: 404,
  });

export const tooManyRequests = (headers: Record<string, string> = {}): Behaviour =>
  errorAnswer(429, 'Rate limit reached', { type: 'rate_limit_error' }, headers);

/** Echoes the request's headers, as debugging proxies do. */
export const echoesHeaders = (request: EndpointRequest, status = 400): Behaviour =>
  errorAnswer(status, `Bad request. Headers were ${JSON.stringify(request.headers)}`);

const PARAMETER_ERRORS: Record<string, { message: string; code: string }> = {
  max_tokens: {
    message:
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    code: 'unsupported_parameter',
  },
  temperature: {
    message:
      "Unsupported value: 'temperature' does not support 0.6 with this model. Only the default (1) value is supported.",
    code: 'unsupported_value',
  },
};

/** Rejects the first of these parameters that a request contains, in OpenAI's words; null if it contains none. */
export function rejects(request: EndpointRequest, parameters: readonly string[]): Behaviour | null {
  const param = parameters.find((name) => request.body[name] !== undefined);
  if (param === undefined) return null;
  const { message, code } = PARAMETER_ERRORS[param] ?? {
    message: `Unsupported parameter: '${param}' is not supported with this model.`,
    code: 'unsupported_parameter',
  };
  return errorAnswer(400, message, { type: 'invalid_request_error', param, code });
}

/** Tokens as this endpoint counts them: four characters each. */
export const tokensOf = (text: string): number => Math.ceil(text.length / 4);

/** vLLM's refusal if prompt and limit do not fit into the window; null if they do. */
export function refusesBeyond(request: EndpointRequest, window: number): Behaviour | null {
  const input = tokensOf(request.prompt);
  const output = Number(request.body.max_tokens ?? request.body.max_completion_tokens ?? 16);
  if (input + output <= window) return null;
  const where = request.api === 'chat' ? 'messages' : 'prompt';
  return json(400, {
    object: 'error',
    message: `This model's maximum context length is ${window} tokens. However, you requested ${input + output} tokens (${input} in the ${where}, ${output} in the completion). Please reduce the length of the ${where} or completion.`,
    type: 'BadRequestError',
    param: null,
    code: 400,
  });
}

/** What Ollama does instead: reads only the end of the prompt; its usage shows that. */
export const cutsSilently = (request: EndpointRequest, window: number, text: string): Reply =>
  reply(text, {
    usage: { prompt_tokens: Math.min(window, tokensOf(request.prompt)), completion_tokens: tokensOf(text) },
  });
