import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallFacts, errorFromResponse, errorFromValue } from './classify-response.ts';
import type { EndpointError } from './errors.ts';
import { isRetryable } from './retry.ts';
import { bodyOf } from './testing/bodies.ts';

const sent = {
  model: 'm',
  messages: [],
  stream: true,
  max_tokens: 36_000,
  temperature: 1.5,
  stop: ['a', 'b', 'c', 'd', 'e', 'f'],
  stream_options: { include_usage: true },
  top_p: 0.9,
  top_k: 50,
  seed: 7,
  min_p: 0.05,
  reasoning_effort: 'high',
  skip_special_tokens: false,
  chat_template_kwargs: { enable_thinking: true },
};
const facts: CallFacts = {
  url: 'http://host/v1/chat/completions',
  model: 'm',
  hasKey: true,
  redact: (text) => text,
  now: () => new Date('2026-01-01T00:00:00Z'),
  sent: () => sent,
};
const answer = (status: number, body: unknown, headers: Record<string, string> = {}): EndpointError =>
  errorFromResponse({ status, headers: new Headers(headers) }, bodyOf(body), facts);
const openai = (message: string, param: string | null = null, code: string | null = null) => ({
  error: { message, type: 'invalid_request_error', param, code },
});

/** Printed by fast-check with a counterexample. */
const SEED = 20261130;

describe('an error body nested in any way gives its innermost sentence', () => {
  const cases: [string, unknown, string][] = [
    ['OpenAI', { error: { message: 'No good.', type: 'x', param: null, code: null } }, 'No good.'],
    ['an error in an error', { error: { error: { message: 'No good.' } } }, 'No good.'],
    ['a word for an error', { error: 'No good.' }, 'No good.'],
    ['errors', { errors: [{ message: 'No good.' }, { message: 'Not at all.' }] }, 'No good.; Not at all.'],
    ['errors as words', { errors: ['No good.'] }, 'No good.'],
    ['Hugging Face, Cohere', { error: ['No good.'] }, 'No good.'],
    ['FastAPI', { detail: [{ loc: ['body', 'x'], msg: 'No good.', type: 't' }] }, 'x: No good.'],
    ['an error in a detail', { detail: { error: { message: 'No good.' } } }, 'No good.'],
    ['JSON in a message', { error: { message: '{"error":{"message":"No good."}}' } }, 'No good.'],
    [
      'JSON behind words',
      { error: { message: 'litellm.BadRequestError: OpenAIException - {"error":{"message":"No good."}}' } },
      'No good.',
    ],
    [
      'OpenRouter',
      {
        error: { message: 'Provider returned error', code: 400, metadata: { raw: '{"message":"No good."}' } },
      },
      'Provider returned error: No good.',
    ],
    [
      'Azure',
      { error: { code: 'x', message: 'Bad.', innererror: { message: 'No good.' } } },
      'Bad.: No good.',
    ],
    ['Google', [{ error: { code: 400, message: 'No good.', status: 'INVALID_ARGUMENT' } }], 'No good.'],
    [
      'Google with links',
      { error: { message: 'No good.', details: [{ links: [{ description: 'Learn more', url: 'u' }] }] } },
      'No good.',
    ],
    ['success false', { success: false, msg: 'No good.' }, 'No good.'],
    ['NVIDIA', { type: 'about:blank', status: 400, title: 'Bad Request', detail: 'No good.' }, 'No good.'],
    ['DashScope', { code: 'InvalidParameter', message: 'No good.' }, 'No good.'],
    [
      'Anthropic',
      { type: 'error', error: { type: 'invalid_request_error', message: 'No good.' } },
      'No good.',
    ],
    [
      'a message of details',
      { object: 'error', message: { detail: [{ loc: ['body', 'x'], msg: 'No good.' }] } },
      'x: No good.',
    ],
    [
      'Python in a message',
      { object: 'error', message: "[{'loc': ('body', 'x'), 'msg': 'No good.', 'input': True}]" },
      'x: No good.',
    ],
    ['an event', 'data: {"error":{"message":"No good."}}', 'No good.'],
    ['AWS', { __type: 'ValidationException', message: 'No good.' }, 'No good.'],
  ];
  it.each(cases)('%s', (_server, body, sentence) => {
    expect(answer(418, body).context.detail).toBe(sentence);
  });

  it.each([
    ['a web page', '<html><title>Payroll</title></html>'],
    ['plain words', 'The password is hunter2'],
    ['plain words like ours in a long text', `Rate limit reached\n${'Payroll '.repeat(100)}`],
    ['an object of another kind', { AccessKeyId: 'AKIA', SecretAccessKey: 'hunter2' }],
    ['a list of words', ['Payroll', 'hunter2']],
    ['words before an object of another kind', 'Payroll: {"a": "hunter2"}'],
    ['a list of words with colons', ['Payroll: 1', 'hunter2']],
    ['a number', 42],
    ['an error without a sentence', { error: { payroll: 'hunter2' } }],
  ])('%s is not repeated, only measured', (_, body) => {
    for (const status of [401, 404, 418, 429, 500]) {
      const { context, message } = answer(status, body, { 'content-type': 'text/x-payroll; a=hunter2' });
      expect(context.detail).toBeUndefined();
      expect(message).toContain(`${context.body?.bytes} bytes of text/x-payroll`);
      expect(message).not.toMatch(/Payroll|hunter2|AKIA/);
    }
  });

  it.each([
    ['The model gpt-9 does not exist', 404],
    ['Rate limit exceeded, try again in 3 seconds', 429],
    ['model is loading', 500],
  ])('“%s” alone is known, and repeated', (body, status) => {
    expect(answer(status, body).context.detail).toBe(body);
  });

  type Wrap = (inner: object) => object;
  const wraps: readonly Wrap[] = [
    (inner) => ({ error: inner }),
    (inner) => ({ errors: [inner] }),
    (inner) => ({ detail: inner }),
    (inner) => [inner],
    (inner) => ({ object: 'error', message: inner, param: null, code: null }),
    (inner) => ({ error: { message: JSON.stringify(inner) } }),
    (inner) => ({ error: { message: `OpenAIException - ${JSON.stringify(inner)}`, code: 400 } }),
    (inner) => ({ error: { message: 'Provider returned error', metadata: { raw: JSON.stringify(inner) } } }),
    (inner) => ({ error: { code: 'BadRequest', innererror: inner } }),
    (inner) => ({ success: false, data: inner }),
    (inner) => ({ error: JSON.stringify({ error: inner }) }),
    (inner) => ({ status: 400, body: inner, title: 'Bad Request' }),
  ];

  it('any of these in any other, down to the field and its number', () => {
    const leaf = { message: 'max_tokens must be at most 4096', param: 'max_tokens' };
    fc.assert(
      fc.property(fc.array(fc.nat(wraps.length - 1), { maxLength: 4 }), fc.boolean(), (choices, inStream) => {
        const body = choices.reduce<object>((inner, choice) => wraps[choice]?.(inner) ?? inner, leaf);
        const error = answer(400, body);
        expect(error.context.detail).toContain(leaf.message);
        expect(error.context.rejection).toEqual({ parameter: 'max_tokens', range: { min: null, max: 4096 } });
        if (inStream)
          expect(errorFromValue({ error: body }, facts)?.context.rejection).toEqual(error.context.rejection);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('is bounded in depth and size', () => {
    const deep = `${'{"error":'.repeat(50_000)}{"message":"At the bottom"}${'}'.repeat(50_000)}`;
    expect(answer(400, deep).type).toBe('bad-request');
    expect(errorFromValue(JSON.parse(deep), facts)?.type).toBe('server-error');
    const wide = { errors: Array.from({ length: 1000 }, (_, at) => ({ message: `Fault ${at}` })) };
    expect(answer(400, wide).context.detail?.length).toBeLessThan(400);
    expect(answer(400, `{"message": "${'[{('.repeat(20_000)}`).type).toBe('bad-request');
  });
});

describe('values of a stream that are no errors', () => {
  it.each([
    [{}],
    [{ type: 'ping' }],
    [{ type: 'status', message: 'thinking' }],
    [{ message: 'keep-alive' }],
    [{ error: null, choices: [] }],
    [{ error: {} }],
    [{ error: { code: 0, message: '' } }],
    [{ code: 200, message: 'success' }],
    [{ code: 0, msg: 'ok' }],
    [{ usage: { prompt_tokens: 1 }, detail: null }],
    [{ choices: [{ delta: { content: 'x' } }], message: 'x', code: 'y' }],
  ])('%j', (value) => expect(errorFromValue(value, facts)).toBeNull());
});

describe('a rejected field of our request', () => {
  const cases: [string, number, unknown, string][] = [
    [
      'vLLM, nested',
      422,
      {
        object: 'error',
        message: {
          detail: [
            {
              type: 'extra_forbidden',
              loc: ['body', 'stream_options', 'include_usage'],
              msg: 'Extra inputs are not permitted',
              input: true,
            },
          ],
        },
        type: 'invalid_request_error',
        param: null,
        code: null,
      },
      'stream_options',
    ],
    [
      'vLLM, Python',
      400,
      {
        object: 'error',
        message:
          "[{'type': 'extra_forbidden', 'loc': ('body', 'min_p'), 'msg': 'Extra inputs are not permitted', 'input': 0.05}]",
        type: 'BadRequestError',
        param: null,
        code: 400,
      },
      'min_p',
    ],
    [
      'Pydantic',
      400,
      {
        detail:
          '1 validation error for ChatCompletionRequest\nchat_template_kwargs\n  Extra inputs are not permitted [type=extra_forbidden]',
      },
      'chat_template_kwargs',
    ],
    [
      'OpenAI',
      400,
      openai(
        "Unsupported parameter: 'stop' is not supported with this model.",
        'stop',
        'unsupported_parameter',
      ),
      'stop',
    ],
    [
      'without param',
      400,
      openai("Unsupported parameter: 'top_p' is not supported with this model."),
      'top_p',
    ],
    ['stop with this model', 400, openai("'stop' not supported with this model"), 'stop'],
    ['one value only', 400, openai('invalid temperature: only 1 is allowed for this model'), 'temperature'],
    [
      'only the default',
      400,
      openai(
        "Unsupported value: 'temperature' does not support 1.5 with this model. Only the default (1) value is supported.",
        'temperature',
      ),
      'temperature',
    ],
    [
      'unrecognised',
      400,
      openai('Unrecognized request argument supplied: chat_template_kwargs'),
      'chat_template_kwargs',
    ],
    ['Groq', 400, openai("property 'reasoning_effort' is unsupported"), 'reasoning_effort'],
    [
      'Google',
      400,
      [
        {
          error: {
            code: 400,
            message: 'Invalid JSON payload received. Unknown name "seed": Cannot find field.',
            status: 'INVALID_ARGUMENT',
          },
        },
      ],
      'seed',
    ],
    [
      'Google, field',
      400,
      {
        error: {
          code: 400,
          message: 'Bad',
          details: [
            {
              '@type': 'type.googleapis.com/google.rpc.BadRequest',
              fieldViolations: [{ field: 'generation_config.top_k', description: 'is not supported' }],
            },
          ],
        },
      },
      'top_k',
    ],
    [
      'Mistral',
      422,
      {
        detail: [
          { type: 'extra_forbidden', loc: ['body', 'seed'], msg: 'Extra inputs are not permitted', input: 7 },
        ],
      },
      'seed',
    ],
    ['Go', 400, { error: 'json: unknown field "skip_special_tokens"' }, 'skip_special_tokens'],
    [
      'serde',
      422,
      'Failed to deserialize the JSON body into the target type: unknown field `stream_options`, expected one of `model`, `messages`',
      'stream_options',
    ],
    [
      'a crash',
      500,
      { error: "create() got an unexpected keyword argument 'stream_options'" },
      'stream_options',
    ],
    [
      'JSON schema',
      400,
      { message: "Additional properties are not allowed ('seed' was unexpected)" },
      'seed',
    ],
    [
      'ajv',
      400,
      { error: { message: 'must NOT have additional properties', instancePath: '/reasoning_effort' } },
      'reasoning_effort',
    ],
    ['camel case', 400, openai('Unknown parameter: topP'), 'top_p'],
    [
      'both',
      400,
      openai('`temperature` and `top_p` cannot both be specified for this model. Please use only one.'),
      'temperature',
    ],
    [
      'in a stream',
      200,
      { error: { message: "Unsupported parameter: 'seed'", type: 'invalid_request_error' } },
      'seed',
    ],
    [
      'OpenRouter',
      400,
      {
        error: {
          message: 'Provider returned error',
          code: 400,
          metadata: { raw: JSON.stringify(openai("Unsupported parameter: 'top_k'", 'top_k')) },
        },
      },
      'top_k',
    ],
  ];
  it.each(cases)('%s', (_server, status, body, parameter) => {
    const error = status === 200 ? errorFromValue(body, facts) : answer(status, body);
    expect(error?.type).toBe('bad-request');
    expect(error?.context.rejection).toEqual({ parameter });
  });

  it.each([
    ['messages', openai("Invalid value for 'messages'", 'messages')],
    ['a word that is also a name', openai('invalid image; stop it, you may not seed this')],
    ['the model', openai('Invalid model name, stream is fine', 'model')],
    ['nothing', openai('Bad request')],
  ])('is not %s', (_what, body) => expect(answer(400, body).context.rejection).toBeUndefined());

  it('is renamed where the server names another', () => {
    const message =
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_output_tokens' instead.";
    expect(answer(400, openai(message, 'max_tokens')).context.rejection).toEqual({
      parameter: 'max_tokens',
      renameTo: 'max_output_tokens',
    });
  });
});

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

describe('roles that the chat template refuses, in the words of', () => {
  it.each([
    [400, openai('System role not supported')],
    [400, openai('Only user and assistant roles are supported!')],
    [500, openai('Conversation roles must alternate user/assistant/user/assistant/...')],
    [
      500,
      {
        error: {
          code: 500,
          message:
            'got exception: {"code":500,"message":"Value is not callable: raise_exception(\'System role not supported\')"}',
        },
      },
    ],
    [400, openai('system messages are not allowed')],
    [
      400,
      [
        {
          error: {
            code: 400,
            message: 'Developer instruction is not enabled for models/gemma-3-27b-it',
            status: 'INVALID_ARGUMENT',
          },
        },
      ],
    ],
    [
      422,
      {
        error: 'Template error: syntax error: System role not supported (in <string>:1)',
        error_type: 'template_error',
      },
    ],
    [
      400,
      {
        type: 'error',
        error: {
          message:
            'messages: Unexpected role "system". The Messages API accepts a top-level `system` parameter',
        },
      },
    ],
    [
      400,
      openai(
        "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
        'messages[0].role',
        'unsupported_value',
      ),
    ],
    [400, openai("'system' is not one of ['user', 'assistant'] - 'messages.0.role'")],
    [
      422,
      {
        detail: [
          {
            type: 'literal_error',
            loc: ['body', 'messages', 0, 'role'],
            msg: "Input should be 'user' or 'assistant'",
          },
        ],
      },
    ],
    [400, openai('This model does not support system prompts')],
    [400, openai('After the optional system message, conversation roles must alternate user and assistant')],
    [400, 'System role not supported'],
    [400, openai('System message must be at the beginning.')],
    [400, openai('First message must be from user')],
  ])('%#', (status, body) => {
    expect(answer(status, body)).toMatchObject({ type: 'bad-request', context: { reason: 'roles' } });
  });

  it.each([
    'The operating system is not supported',
    'system prompt is too long',
    'Your system is overloaded',
  ])('not: %s', (message) => expect(answer(400, openai(message)).context.reason).not.toBe('roles'));
});

describe('a model that is on its way', () => {
  it.each([
    [503, { error: 'Model meta/x is currently loading', estimated_time: 20.0 }, 20_000],
    [503, { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }, undefined],
    [400, { error: 'llama runner is loading' }, undefined],
    [409, { error: { message: 'The model is loading, please wait' } }, undefined],
    [425, { error: { message: 'Too early' } }, undefined],
    [500, { error: 'llm server loading model' }, undefined],
    [429, { error: { message: 'Model is warming up, retry in 5s' } }, 5000],
    [503, { message: 'Cold start in progress' }, undefined],
    [503, '<html><body><h1>Your space is starting</h1></body></html>', undefined],
    [503, 'Endpoint is starting', undefined],
    [500, { detail: 'The model is still being loaded' }, undefined],
    [503, { error: { message: 'Service unavailable: model not ready yet' } }, undefined],
  ])('%i %j', (status, body, retryAfterMs) => {
    const error = answer(status, body);
    expect(error).toMatchObject({ type: 'server-error', context: { reason: 'loading', status } });
    expect(error.context.retryAfterMs).toBe(retryAfterMs);
    expect(isRetryable(error)).toBe(true);
  });

  it.each([
    'error loading model: out of memory',
    'Failed to load model',
    'model "x" not found, try pulling it first',
  ])('not: %s', (message) => expect(answer(500, { error: message }).context.reason).not.toBe('loading'));
});

describe('a limit', () => {
  const google = (message: string, more: object[] = []) => [
    { error: { code: 429, message, status: 'RESOURCE_EXHAUSTED', details: more } },
  ];
  const retryInfo = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '2s' };
  const waits: [string, number, unknown, Record<string, string>, number | undefined][] = [
    [
      'Google, minute',
      429,
      google(
        'You exceeded your current quota, please check your plan and billing details. Please retry in 2.3s.',
        [retryInfo],
      ),
      {},
      2300,
    ],
    [
      'Google, field only',
      429,
      google('You exceeded your current quota, please check your plan and billing details.', [retryInfo]),
      {},
      2000,
    ],
    ['Vertex', 429, google('Resource has been exhausted (e.g. check quota).'), {}, undefined],
    [
      'OpenAI',
      429,
      openai(
        'Rate limit reached for x on tokens per min (TPM): Limit 30000. Please try again in 20ms.',
        null,
        'rate_limit_exceeded',
      ),
      { 'x-ratelimit-reset-tokens': '6m0s' },
      20,
    ],
    [
      'Groq',
      429,
      openai('Rate limit reached. Please try again in 1m12.5s.'),
      { 'retry-after': '73' },
      72_500,
    ],
    ['a header', 429, { error: 'slow down' }, { 'retry-after-ms': '250' }, 250],
    ['a reset', 429, {}, { 'x-ratelimit-reset-requests': '1s' }, 1000],
    ['per day, but soon', 429, openai('Daily limit reached, try again in 3m'), {}, 180_000],
    ['quota with a header', 429, openai('You exceeded your current quota'), { 'retry-after': '4' }, 4000],
    [
      'a minute’s, and advice',
      429,
      openai('Rate limit reached for requests per minute. Raise your daily limit in the console.'),
      {},
      undefined,
    ],
    [
      'advice about a card',
      429,
      openai('Too many requests. No credit card is needed for a free account.'),
      {},
      undefined,
    ],
    ['as 403', 403, { error: { message: 'Rate Limit Exceeded', code: 403 } }, {}, undefined],
    ['as 400', 400, { code: 'Throttling.RateQuota', message: 'Requests rate limit exceeded' }, {}, undefined],
  ];
  it.each(waits)('is waited for: %s', (_server, status, body, headers, wait) => {
    const error = answer(status, body, headers);
    expect(error.type).toBe('rate-limited');
    expect(error.context.reason).toBeUndefined();
    expect(error.context.retryAfterMs).toBe(wait);
    expect(isRetryable(error)).toBe(true);
  });

  const gone: [string, number, unknown, Record<string, string>][] = [
    [
      'OpenAI',
      429,
      openai(
        'You exceeded your current quota, please check your plan and billing details.',
        null,
        'insufficient_quota',
      ),
      {},
    ],
    [
      'OpenAI, with a header',
      429,
      openai('You exceeded your current quota', null, 'insufficient_quota'),
      { 'retry-after': '1' },
    ],
    ['402', 402, { error: { message: 'Payment needed' } }, {}],
    ['DeepSeek', 402, openai('Insufficient Balance'), {}],
    [
      'Anthropic',
      400,
      {
        error: {
          message:
            'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.',
        },
      },
      {},
    ],
    [
      'OpenRouter',
      402,
      {
        error: {
          message:
            'This request requires more credits, or fewer max_tokens. To increase, visit https://openrouter.ai/credits and add more credits',
          code: 402,
        },
      },
      {},
    ],
    ['a day', 429, openai('Rate limit exceeded: free-models-per-day. Daily limit reached.'), {}],
    ['a month', 429, openai('You have reached your monthly usage limit.'), {}],
    [
      'hours away',
      429,
      openai('Rate limit reached on tokens per day (TPD). Please try again in 7h12m0s.'),
      {},
    ],
    ['billing', 429, openai('Billing hard limit has been reached', null, 'billing_hard_limit_reached'), {}],
  ];
  it.each(gone)('is not waited for: %s', (_server, status, body, headers) => {
    const error = answer(status, body, headers);
    expect(error.type).toBe('rate-limited');
    expect(isRetryable(error)).toBe(false);
  });
});
