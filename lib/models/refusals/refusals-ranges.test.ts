import { describe, expect, it } from 'vitest';
import { answer, facts, openai } from '../testing/refusal-call.ts';
import { errorFromValue } from './classify-response.ts';

describe('a value out of range, in the words of', () => {
  const limits: [string, number, unknown, number][] = [
    [
      'DashScope',
      400,
      { code: 'InvalidParameter', message: 'Range of max_tokens should be [1, 8192]' },
      8192,
    ],
    [
      'OpenAI',
      400,
      openai(
        'max_tokens is too large: 36000. This model supports at most 4096 completion tokens, whereas you provided 36000.',
        'max_tokens',
        'invalid_value',
      ),
      4096,
    ],
    [
      'OpenAI, newer',
      400,
      openai(
        "Invalid 'max_tokens': integer above maximum value. Expected a value <= 16384, but got 36000 instead.",
        'max_tokens',
        'integer_above_max_value',
      ),
      16384,
    ],
    [
      'Groq',
      400,
      openai(
        '`max_tokens` must be less than or equal to `8192`, the maximum value for `max_tokens` is less than the `context_window` for this model',
        'max_tokens',
      ),
      8192,
    ],
    ['DeepSeek', 400, openai('Invalid max_tokens value, the valid range of max_tokens is [1, 8192]'), 8192],
    [
      'Anthropic',
      400,
      {
        type: 'error',
        error: {
          type: 'invalid_request_error',
          message:
            'max_tokens: 36000 > 8192, which is the maximum allowed number of output tokens for claude-3-5-sonnet-20241022',
        },
      },
      8192,
    ],
    [
      'Bedrock',
      400,
      {
        message:
          'The maximum tokens you requested exceeds the model limit of 4096. Try again with a maximum tokens value that is lower than 4096.',
      },
      4096,
    ],
    [
      'Google',
      400,
      {
        error: {
          code: 400,
          message:
            'Unable to submit request because it has a maxOutputTokens value of 36000 but the supported range is from 1 (inclusive) to 8193 (exclusive). Update the value and try again.',
          status: 'INVALID_ARGUMENT',
        },
      },
      8192,
    ],
    ['Cohere', 400, { message: 'too many tokens: max tokens must be less than or equal to 4096' }, 4096],
    [
      'FastAPI',
      422,
      {
        detail: [
          {
            loc: ['body', 'max_tokens'],
            msg: 'ensure this value is less than or equal to 2048',
            type: 'value_error.number.not_le',
            ctx: { limit_value: 2048 },
          },
        ],
      },
      2048,
    ],
    [
      'Pydantic 2',
      422,
      {
        detail: [
          {
            type: 'less_than_equal',
            loc: ['body', 'max_tokens'],
            msg: 'Input should be less than or equal to 2048',
            input: 36000,
            ctx: { le: 2048 },
          },
        ],
      },
      2048,
    ],
    [
      'Pydantic 2, below',
      422,
      {
        detail: [
          {
            type: 'less_than',
            loc: ['body', 'max_tokens'],
            msg: 'Input should be less than 2048',
            ctx: { lt: 2048 },
          },
        ],
      },
      2047,
    ],
    [
      'Mistral',
      422,
      {
        object: 'error',
        message: {
          detail: [{ loc: ['body', 'max_tokens'], msg: 'Input should be less than or equal to 32768' }],
        },
      },
      32768,
    ],
    ['separators', 400, openai('max_tokens must not exceed 8,192.'), 8192],
    ['a fraction', 400, openai('maximum value for `max_tokens` is 8192.0'), 8192],
    ['a plain maximum', 400, openai('maximum value for max_tokens is 8192'), 8192],
    ['no more than', 400, { error: 'max_tokens cannot be more than allowed: no more than 4096' }, 4096],
    ['a limit', 400, { error: 'max_tokens (36000) exceeds the limit (4096)' }, 4096],
    ['between', 400, { error: 'max_tokens must be between 1 and 4096' }, 4096],
    ['a range in words', 400, { error: "'max_tokens' must be in the range 1 to 4096" }, 4096],
    ['Chinese', 400, { error: { code: '1210', message: 'max_tokens参数非法。取值范围为[1,8192]' } }, 8192],
    [
      'zod',
      400,
      {
        errors: [
          {
            code: 'too_big',
            maximum: 8192,
            path: ['max_tokens'],
            message: 'Number must be less than or equal to 8192',
          },
        ],
      },
      8192,
    ],
    ['a comparison', 400, { error: 'Requests with max_tokens > 4096 are not allowed' }, 4096],
    [
      'inside a stream',
      200,
      {
        error: {
          message: 'max_tokens is too large: 36000. This model supports at most 4096 completion tokens',
          type: 'invalid_request_error',
        },
      },
      4096,
    ],
    [
      'a name with digits beside it',
      400,
      { error: 'max_tokens is too large for gpt-4o-mini-2024: at most 16384' },
      16384,
    ],
  ];
  it.each(limits)('%s', (_server, status, body, max) => {
    const error = status === 200 ? errorFromValue(body, facts) : answer(status, body);
    expect(error?.type).toBe('bad-request');
    expect(error?.context.rejection).toMatchObject({ parameter: 'max_tokens', range: { max } });
  });

  const others: [string, unknown, string, { min?: number; max?: number }][] = [
    ['temperature between', openai('temperature must be between 0 and 1'), 'temperature', { min: 0, max: 1 }],
    [
      'temperature range',
      openai('temperature: range is [0.0, 1.0]', 'temperature'),
      'temperature',
      { max: 1 },
    ],
    [
      'temperature open',
      { error: 'temperature 参数非法，应在(0,1)之间' },
      'temperature',
      { min: 0.01, max: 0.99 },
    ],
    [
      'temperature above',
      openai(
        "Invalid 'temperature': decimal above maximum value. Expected a value <= 1, but got 1.5 instead.",
        'temperature',
      ),
      'temperature',
      { max: 1 },
    ],
    [
      'four stop strings',
      openai(
        "Invalid 'stop': array too long. Expected an array with maximum length 4, but got an array with length 6 instead.",
        'stop',
      ),
      'stop',
      { max: 4 },
    ],
    ['at most four', { error: 'at most 4 stop sequences are allowed' }, 'stop', { max: 4 }],
    [
      'Pydantic list',
      {
        detail: [
          {
            type: 'too_long',
            loc: ['body', 'stop'],
            msg: 'List should have at most 4 items after validation, not 6',
            ctx: { field_type: 'List', max_length: 4, actual_length: 6 },
          },
        ],
      },
      'stop',
      { max: 4 },
    ],
    ['top_k', openai('top_k must be <= 40', 'top_k'), 'top_k', { max: 40 }],
    ['a value below', openai('seed must be at least 10'), 'seed', { min: 10 }],
    ['a minimum', openai('seed should be greater than or equal to 10', 'seed'), 'seed', { min: 10 }],
  ];
  it.each(others)('%s', (_server, body, parameter, range) => {
    const rejection = answer(400, body).context.rejection;
    expect(rejection?.parameter).toBe(parameter);
    expect(rejection?.range).toMatchObject(range);
  });

  it.each([
    "This model's maximum context length is 16384 tokens. However, you requested 36100 tokens (100 in the messages, 36000 in the completion).",
    "'max_tokens' or 'max_completion_tokens' is too large: 36000. This model's maximum context length is 4096 tokens and your request has 10 input tokens (36000 > 4096 - 10).",
    'max_tokens must be at least 1, got -186.',
    '`inputs` tokens + `max_new_tokens` must be <= 4097. Given: 5000 `inputs` tokens and 512 `max_new_tokens`',
    'input length and `max_tokens` exceed context limit: 190000 + 36000 > 200000, decrease input length or `max_tokens` and try again',
    'Range of input length should be [1, 6000]',
  ])('a window is no such range: %s', (message) => {
    const error = answer(400, openai(message));
    expect(error.type).toBe('context-too-long');
    expect(error.context.rejection).toBeUndefined();
  });
});
