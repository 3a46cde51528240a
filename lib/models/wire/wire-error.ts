export type WireErrorType =
  | 'invalid-json'
  | 'invalid-request'
  | 'too-large'
  | 'unknown-model'
  | 'unknown-path'
  | 'method-not-allowed'
  | 'model-failed';

const STATUS: Record<WireErrorType, number> = {
  'invalid-json': 400,
  'invalid-request': 400,
  'too-large': 413,
  'unknown-model': 404,
  'unknown-path': 404,
  'method-not-allowed': 405,
  'model-failed': 502,
};

const CODE: Record<WireErrorType, string | null> = {
  'invalid-json': null,
  'invalid-request': null,
  'too-large': 'request_too_large',
  'unknown-model': 'model_not_found',
  'unknown-path': 'unknown_url',
  'method-not-allowed': 'method_not_supported',
  'model-failed': 'model_failed',
};

/** A request that we cannot answer, with the field to blame if there is one. */
export class WireError extends Error {
  readonly type: WireErrorType;
  readonly param: string | null;

  constructor(type: WireErrorType, message: string, param: string | null = null) {
    super(message);
    this.name = 'WireError';
    this.type = type;
    this.param = param;
  }

  get status(): number {
    return STATUS[this.type];
  }
}

/** OpenAI's error object; also the last event of a stream that fails after its first byte. */
export const errorBody = (error: WireError) => ({
  error: {
    message: error.message,
    type: error.status >= 500 ? 'server_error' : 'invalid_request_error',
    param: error.param,
    code: CODE[error.type],
  },
});

export const errorResponse = (error: WireError): Response =>
  Response.json(errorBody(error), {
    status: error.status,
    headers: { 'cache-control': 'no-store' },
  });

const MAX_DETAIL = 300;

/**
 * Turns anything that a model threw into a wire error. It passes on only the beginning of the message, never a stack.
 */
export function modelFailure(error: unknown): WireError {
  if (error instanceof WireError) return error;
  const detail = error instanceof Error ? error.message : 'no reason was given';
  return new WireError('model-failed', `The model failed: ${detail.slice(0, MAX_DETAIL)}`);
}
