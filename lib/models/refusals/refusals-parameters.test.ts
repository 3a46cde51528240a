import { describe, expect, it } from 'vitest';
import { answer, facts, openai } from '../testing/refusal-call.ts';
import { errorFromValue } from './classify-response.ts';

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
