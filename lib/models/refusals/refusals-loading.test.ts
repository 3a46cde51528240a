import { describe, expect, it } from 'vitest';
import { isRetryable } from '../retry.ts';
import { answer, openai } from '../testing/refusal-call.ts';

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
