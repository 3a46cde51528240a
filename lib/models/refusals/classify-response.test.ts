import { describe, expect, it } from 'vitest';
import type { EndpointError } from '../errors.ts';
import { createRedactor } from '../redact-secrets.ts';
import { bodyOf } from '../testing/bodies.ts';
import { type CallFacts, detailOf, errorFromResponse, errorFromValue } from './classify-response.ts';

const facts: CallFacts = {
  url: 'http://host/v1/chat/completions',
  model: 'some-model',
  hasKey: true,
  redact: createRedactor('secret-key-1234'),
  now: () => new Date('2026-01-01T00:00:00Z'),
};
const answer = (status: number, body: unknown, headers: Record<string, string> = {}): EndpointError =>
  errorFromResponse({ status, headers: new Headers(headers) }, bodyOf(body), facts);

describe('too long a context, in the words of', () => {
  const openai = (message: string) => ({
    error: { message, type: 'invalid_request_error', param: 'messages', code: 'context_length_exceeded' },
  });
  const bare = (message: string) => ({
    object: 'error',
    message,
    type: 'BadRequestError',
    param: null,
    code: 400,
  });
  const cases: [string, number, unknown, number | undefined, number | undefined][] = [
    [
      'OpenAI',
      400,
      openai(
        "This model's maximum context length is 4097 tokens. However, your messages resulted in 4226 tokens. Please reduce the length of the messages.",
      ),
      4097,
      undefined,
    ],
    [
      'vLLM',
      400,
      bare(
        "This model's maximum context length is 16384 tokens. However, you requested 19591 tokens (9591 in the messages, 10000 in the completion). Please reduce the length of the messages or completion.",
      ),
      16384,
      9591,
    ],
    [
      'vLLM, newer',
      400,
      {
        error: bare(
          "'max_tokens' or 'max_completion_tokens' is too large: 5000. This model's maximum context length is 4096 tokens and your request has 10 input tokens (5000 > 4096 - 10).",
        ),
      },
      4096,
      10,
    ],
    ['vLLM, negative room', 400, bare('max_tokens must be at least 1, got -186.'), undefined, undefined],
    [
      'vLLM, engine',
      400,
      bare('The decoder prompt (length 5000) is longer than the maximum model length of 4096.'),
      4096,
      5000,
    ],
    [
      'SGLang',
      400,
      bare("The input (61709 tokens) is longer than the model's context length (40960 tokens)."),
      40960,
      61709,
    ],
    [
      'SGLang, with the reply',
      400,
      bare(
        "Requested token count exceeds the model's maximum context length of 4096 tokens. You requested a total of 5100 tokens: 1100 tokens from the input messages and 4000 tokens for the completion.",
      ),
      4096,
      1100,
    ],
    [
      'SGLang, pool',
      400,
      bare('Input length (160062 tokens) exceeds the maximum allowed length (59862 tokens).'),
      59862,
      160062,
    ],
    [
      'llama.cpp, fields',
      500,
      {
        error: {
          code: 500,
          message:
            'the request exceeds the available context size. try increasing the context size or enable context shift',
          type: 'exceed_context_size_error',
          n_prompt_tokens: 1407,
          n_ctx: 256,
        },
      },
      256,
      1407,
    ],
    [
      'llama.cpp, newer',
      400,
      {
        error: {
          code: 400,
          message:
            'request (70494 tokens) exceeds the available context size (67584 tokens), try increasing it',
          type: 'exceed_context_size_error',
        },
      },
      67584,
      70494,
    ],
    ['Ollama', 400, { error: 'the input length exceeds the context length' }, undefined, undefined],
    [
      'LM Studio',
      400,
      {
        error:
          'Trying to keep the first 13055 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough.',
      },
      4096,
      13055,
    ],
    [
      'LM Studio, newer',
      400,
      {
        error:
          'The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 13055>= n_ctx: 4096). Try to load the model with a larger context length',
      },
      4096,
      undefined,
    ],
    ['LM Studio, MLX', 200, { error: { message: 'Context size has been exceeded.' } }, undefined, undefined],
    [
      'Google',
      400,
      [
        {
          error: {
            code: 400,
            message:
              'The input token count (1,200,000) exceeds the maximum number of tokens allowed (1,048,576).',
            status: 'INVALID_ARGUMENT',
          },
        },
      ],
      1048576,
      1200000,
    ],
    [
      'TGI',
      422,
      {
        error:
          '`inputs` tokens + `max_new_tokens` must be <= 4097. Given: 5000 `inputs` tokens and 512 `max_new_tokens`',
        error_type: 'validation',
      },
      4097,
      5000,
    ],
    [
      'OpenRouter',
      400,
      {
        error: {
          message:
            "This endpoint's maximum context length is 4097 tokens. However, you requested about 8692 tokens (5000 of text input, 3692 in the output).",
        },
      },
      4097,
      5000,
    ],
  ];
  it.each(cases)('%s', (_server, status, body, contextWindow, promptTokens) => {
    const error = status === 200 ? errorFromValue(body, facts) : answer(status, body);
    expect(error?.type).toBe('context-too-long');
    expect(error?.context.contextWindow).toBe(contextWindow);
    expect(error?.context.promptTokens).toBe(promptTokens);
  });

  it('413 without words', () => {
    expect(answer(413, '<html><title>413 Request Entity Too Large</title></html>').type).toBe(
      'context-too-long',
    );
  });
});

describe('a wrong model, path or API, in the words of', () => {
  const cases: [string, number, unknown, string][] = [
    [
      'Ollama',
      404,
      { error: { message: 'model "qwen9" not found, try pulling it first', type: 'api_error' } },
      'model',
    ],
    [
      'vLLM',
      404,
      { object: 'error', message: 'The model `x` does not exist.', type: 'NotFoundError', code: 404 },
      'model',
    ],
    [
      'OpenAI',
      404,
      {
        error: {
          message: 'The model `gpt-9` does not exist or you do not have access to it.',
          code: 'model_not_found',
        },
      },
      'model',
    ],
    ['OpenRouter', 400, { error: { message: 'foo/bar is not a valid model ID', code: 400 } }, 'model'],
    ['DeepSeek', 400, { error: { message: 'Model Not Exist', type: 'invalid_request_error' } }, 'model'],
    ['FastAPI', 404, { detail: 'Not Found' }, 'path'],
    ['llama.cpp', 404, { error: { code: 404, message: 'File Not Found', type: 'not_found_error' } }, 'path'],
    ['a web server', 404, '<html><title>404 Not Found</title></html>', 'path'],
    ['a wrong method', 405, '', 'path'],
    [
      'OpenAI, completions',
      404,
      {
        error: {
          message:
            'This is a chat model and not supported in the v1/completions endpoint. Did you mean to use v1/chat/completions?',
          type: 'invalid_request_error',
          param: 'model',
        },
      },
      'api',
    ],
    [
      'Ollama, embedding model',
      400,
      { error: { message: '"nomic-embed-text" does not support chat' } },
      'api',
    ],
  ];
  it.each(cases)('%s', (_server, status, body, reason) => {
    expect(answer(status, body)).toMatchObject({ type: 'not-found', context: { reason, status } });
  });
});

describe('rejected parameters, in the words of', () => {
  const openai = (message: string, param: string, code = 'unsupported_parameter') => ({
    error: { message, type: 'invalid_request_error', param, code },
  });
  const cases: [string, number, unknown, string | undefined][] = [
    [
      'OpenAI max_tokens',
      400,
      openai(
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        'max_tokens',
      ),
      'max_tokens',
    ],
    [
      'OpenAI stop',
      400,
      openai("Unsupported parameter: 'stop' is not supported with this model.", 'stop'),
      'stop',
    ],
    [
      'OpenAI temperature',
      400,
      openai(
        "Unsupported value: 'temperature' does not support 0.6 with this model. Only the default (1) value is supported.",
        'temperature',
        'unsupported_value',
      ),
      'temperature',
    ],
    [
      'without param',
      400,
      {
        error: {
          message:
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        },
      },
      'max_tokens',
    ],
    [
      'unrecognised',
      400,
      { error: { message: 'Unrecognized request argument supplied: stream_options' } },
      'stream_options',
    ],
    [
      'FastAPI',
      422,
      {
        detail: [
          {
            type: 'extra_forbidden',
            loc: ['body', 'stream_options'],
            msg: 'Extra inputs are not permitted',
            input: {},
          },
        ],
      },
      'stream_options',
    ],
    [
      'stop in a sentence',
      400,
      { error: { message: 'stop sequences are not supported for this model' } },
      'stop',
    ],
    ['something else', 400, openai("Invalid value for 'messages'", 'messages', 'invalid_value'), undefined],
    ['a word that means nothing', 400, { error: { message: 'invalid image; stop it' } }, undefined],
  ];
  it.each(cases)('%s', (_server, status, body, parameter) => {
    const error = answer(status, body);
    expect(error.type).toBe('bad-request');
    expect(error.context.rejection?.parameter).toBe(parameter);
  });
});

describe('the other statuses', () => {
  it('no credit is no matter of waiting', () => {
    expect(answer(402, { error: { message: 'Insufficient Balance' } })).toMatchObject({
      type: 'rate-limited',
      context: { reason: 'quota' },
    });
    const spent = { error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } };
    expect(answer(429, spent)).toMatchObject({ type: 'rate-limited', context: { reason: 'quota' } });
  });

  it('a model that is being loaded', () => {
    const body = { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } };
    expect(answer(503, body)).toMatchObject({ type: 'server-error', context: { reason: 'loading' } });
  });

  it('http spoken to an https port', () => {
    const body = '<html><title>400 The plain HTTP request was sent to HTTPS port</title></html>';
    expect(answer(400, body)).toMatchObject({ type: 'unreachable', context: { reason: 'scheme' } });
  });

  it('a key that Google calls a bad request', () => {
    expect(
      answer(400, { error: { code: 400, message: 'API key not valid. Please pass a valid API key.' } }).type,
    ).toBe('unauthorized');
  });
});

describe('errorFromValue', () => {
  it.each([
    [{ choices: [], usage: null }],
    [{ choices: [{ text: 'x' }], error: null }],
    [{ id: 'x' }],
    ['text'],
    [null],
    [[]],
  ])('finds none in %j', (value) => {
    expect(errorFromValue(value, facts)).toBeNull();
  });

  it('takes the status that the body names', () => {
    expect(errorFromValue({ error: { message: 'Overloaded', code: 529 } }, facts)).toMatchObject({
      type: 'server-error',
      context: { status: 529 },
    });
    expect(
      errorFromValue(
        { error: { message: 'Provider error', code: 429, metadata: { raw: 'slow down' } } },
        facts,
      ),
    ).toMatchObject({
      type: 'rate-limited',
      context: { detail: 'Provider error: slow down' },
    });
  });
});

describe('detailOf', () => {
  it('is one short line without keys', () => {
    expect(detailOf('Bad\n  Gateway', facts)).toBe('Bad Gateway');
    expect(detailOf('  \n ', facts)).toBeUndefined();
    const long = detailOf(`${'x'.repeat(295)} secret-key-1234 and so on`, facts);
    expect(long).not.toContain('secret');
    expect(long?.length).toBeLessThanOrEqual(301);
  });
});

it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
  'a complaint about %s is about none of our fields',
  (name) => {
    const body = { error: { message: `Unsupported parameter: ${name}`, param: name } };
    expect(answer(400, body).context.rejection).toBeUndefined();
  },
);

it('a hostile body costs no more than it is long', () => {
  // Code that takes quadratic time would run into the test's own time-out.
  for (const part of ["\\'", '\\"', "'", '(', '[{', "{'a':", ',', ' ', '<title', 'None', 'bearer '])
    for (const before of ['', '{"error": "', "{'error': '", '{"detail":[']) {
      const body = `${before}${part.repeat(Math.ceil(64_000 / part.length))}`;
      expect(answer(400, body).context.status).toBe(400);
    }
});
