import { expect, it } from 'vitest';
import type { EndpointError } from '../errors.ts';
import { bodyOf } from '../testing/bodies.ts';
import { errorFromResponse } from './classify-response.ts';

/*
 * More wordings than the tests beside it explain, each with its outcome in one word: there are many servers, and a change
 * to one regular expression must not break another wording.
 */

const sent = {
  model: 'm',
  messages: [],
  stream: true,
  max_tokens: 36000,
  temperature: 1.5,
  stop: ['a', 'b', 'c', 'd', 'e', 'f'],
  stream_options: { include_usage: true },
  top_p: 0.9,
  seed: 7,
  skip_special_tokens: false,
  chat_template_kwargs: { a: 1 },
  reasoning_effort: 'high',
  frequency_penalty: 3,
  n_probs: 4,
  logprobs: true,
  thinking: { type: 'enabled' },
};
const facts = {
  url: 'u',
  model: 'm',
  hasKey: true,
  redact: (t: string) => t,
  now: () => new Date(0),
  sent: () => sent,
};
const cases: [string, number, unknown, Record<string, string>?][] = [
  [
    'cap 8192',
    400,
    { error: { message: "This model's maximum output tokens is 8192, but max_tokens was 36000" } },
  ],
  [
    'cap 8192',
    400,
    { error: { message: 'max_tokens (36000) is greater than the maximum allowed value 8192' } },
  ],
  ['cap 8192', 400, { error: { message: '`max_tokens` value 36000 out of range, valid range: 1-8192' } }],
  ['cap 8192', 400, { error: { message: 'Parameter max_tokens is invalid: must be in [1..8192]' } }],
  ['cap 8192', 400, { error: { message: 'max_tokens should be less than 8193' } }],
  ['cap 8192', 400, { error: { message: 'max_new_tokens: 36000 exceeds model limit: 8192' } }],
  ['cap 8192', 400, { error: { message: 'The value of max_tokens must be smaller than or equal to 8192.' } }],
  ['cap 8192', 400, { message: 'Invalid value for max_tokens: 36000. Must be in range 1..=8192' }],
  ['cap 8192', 400, { error: 'max_tokens is above the 8192 limit' }],
  [
    'cap 8192',
    400,
    {
      error: {
        message: 'The maximum number of tokens for this model is 8192. You requested 36000 max_tokens.',
      },
    },
  ],
  ['cap 8192', 422, { detail: 'max_tokens: Must be a value lesser than 8193, got 36000' }],
  [
    'cap 8192',
    422,
    {
      detail: [
        {
          loc: ['body', 'max_completion_tokens'],
          msg: 'Value error, max_completion_tokens must be <= 8192',
          type: 'value_error',
        },
      ],
    },
  ],
  ['cap 8192', 400, { error: { message: 'Expected max_tokens to be at most 8192 but received 36000' } }],
  ['cap 8192', 400, { error: { message: 'max_tokens must not be greater than 8192' } }],
  ['cap 8192', 400, { error: { message: 'max_tokens cannot exceed 8 192 tokens' } }],
  ['cap 8192', 400, { error: { message: 'Max tokens limit is 8,192.' } }],
  ['cap 8192', 400, { error: { message: 'max_tokens: number must be less than or equal to 8192.0' } }],
  ['cap 8192', 400, { error: { message: "This endpoint's maximum completion length is 8192 tokens" } }],
  [
    'cap 8192',
    400,
    {
      error: {
        message: 'request validation failed',
        details: [{ field: 'max_tokens', issue: 'must be <= 8192' }],
      },
    },
  ],
  ['cap 8192', 400, { error: { message: 'Invalid request', param: 'max_tokens', maximum: 8192 } }],
  ['cap 8192', 400, { errors: { max_tokens: ['must be less than or equal to 8192'] } }],
  ['cap 8192', 400, { error: { message: 'max_tokens is limited to 8192 for this model' } }],
  ['cap 8192', 400, { error: { message: 'max_tokens can be up to 8k (8192)' } }],
  ['cap 8192', 400, { error: { message: 'max_tokens max is 8192' } }],
  [
    'cap 8192',
    400,
    { error: { message: 'you requested 36000 output tokens but the model only supports 8192' } },
  ],
  ['cap 8192', 400, { error: { message: 'max_tokens parameter value is too high. Allowed maximum: 8192' } }],
  ['temp 1', 400, { error: { message: 'temperature must be in the range [0, 1]' } }],
  ['temp 1', 400, { error: { message: "'temperature' must be less than or equal to 1.0" } }],
  ['temp 1', 400, { error: { message: 'temperature: Input should be less than or equal to 1' } }],
  ['temp 1', 400, { error: { message: 'Temperature should be between 0.0 and 1.0.' } }],
  ['temp 1', 400, { error: { message: 'temperature has to be <= 1' } }],
  ['temp 1', 400, { error: { message: "1.5 is greater than the maximum of 1 - 'temperature'" } }],
  ['freq 2', 400, { error: { message: 'frequency_penalty must be between -2.0 and 2.0' } }],
  ['freq 2', 400, { error: { message: "3 is greater than the maximum of 2 - 'frequency_penalty'" } }],
  ['drop stop', 400, { error: { message: "['a', 'b', 'c', 'd', 'e', 'f'] is too long - 'stop'" } }],
  ['stop 4', 400, { error: { message: 'stop: up to 4 sequences are supported' } }],
  ['stop 4', 400, { error: { message: 'Too many stop sequences: 6 (max 4)' } }],
  ['stop 4', 400, { error: { message: 'The stop parameter supports at most 4 items' } }],
  ['drop stop', 400, { error: { message: 'stop words are not supported' } }],
  ['drop stop', 400, { code: 'x', error: 'Argument not supported on this model: stop' }],
  [
    'drop stop',
    400,
    { message: "(ValidationException) This model doesn't support the stopSequences field. Remove it." },
  ],
  [
    'drop temperature',
    500,
    {
      error: {
        message: "litellm.UnsupportedParamsError: openai does not support parameters: {'temperature': 0.6}",
      },
    },
  ],
  [
    'drop chat_template_kwargs',
    400,
    { object: 'error', message: 'chat_template is not supported for Mistral tokenizers.' },
  ],
  ['drop reasoning_effort', 400, { error: { message: '"m" does not support thinking' } }],
  ['drop temperature', 400, { error: { message: 'temperature is not supported by reasoning models' } }],
  ['drop stop', 400, { error: { message: 'Stop is currently not supported' } }],
  [
    'drop stream_options',
    400,
    { error: { message: 'stream_options should only be set when stream is True' } },
  ],
  [
    'drop stream_options',
    400,
    { error: { message: "The 'stream_options.include_usage' parameter is not supported" } },
  ],
  ['drop stream_options', 400, { error: { message: "Unknown parameter: 'stream_options.include_usage'." } }],
  ['drop stream_options', 400, { message: 'body.stream_options: property not allowed' }],
  ['drop stream_options', 400, 'Bad request: include_usage is not a valid option'],
  ['drop stream_options', 422, { detail: { stream_options: ['Unknown field.'] } }],
  [
    'drop reasoning_effort',
    400,
    { error: { message: 'Invalid reasoning effort: high', param: 'reasoning_effort' } },
  ],
  ['drop reasoning_effort', 400, { error: { message: 'reasoning_effort is not supported by this model' } }],
  [
    'drop chat_template_kwargs',
    400,
    {
      error: {
        message: 'chat_template is not supported for Mistral tokenizers. chat_template_kwargs not allowed',
      },
    },
  ],
  [
    'drop skip_special_tokens',
    400,
    { error: { message: 'Argument not supported on completions: skip_special_tokens' } },
  ],
  ['drop seed', 400, { error: { message: 'seed: unsupported' } }],
  ['drop seed', 400, { error: { message: 'This model does not support the seed parameter.' } }],
  ['drop thinking', 400, { error: { message: "Unsupported parameter: 'thinking'" } }],
  ['drop logprobs', 400, { error: { message: 'logprobs is not supported with reasoning models' } }],
  [
    'drop temperature',
    400,
    { error: { message: '`temperature` may only be set to 1 when thinking is enabled.' } },
  ],
  ['drop temperature', 400, { error: { message: 'Setting temperature is not allowed for this model' } }],
  ['drop temperature', 400, { error: { message: 'temperature is deprecated for this model.' } }],
  ['rename', 400, { error: { message: 'max_tokens is not supported, please use max_completion_tokens' } }],
  [
    'rename',
    400,
    { error: { message: 'this model is not supported MaxTokens, please use MaxCompletionTokens' } },
  ],
  [
    'ctx',
    400,
    { error: { message: 'Input validation error: `inputs` must have less than 4096 tokens. Given: 5000' } },
  ],
  [
    'ctx',
    400,
    {
      error: {
        message:
          'Prompt contains 5000 tokens and 0 draft tokens, too large for model with 4096 maximum context length',
      },
    },
  ],
  [
    'ctx',
    400,
    {
      error: {
        message: 'the prompt (5000 tokens) and max_tokens (36000) exceed the context window of 32768 tokens',
      },
    },
  ],
  ['ctx', 400, { error: { message: 'Requested tokens (5000) exceed context window of 4096' } }],
  [
    'ctx',
    413,
    {
      error: {
        message:
          'Request too large for model `m` on tokens per minute (TPM): Limit 6000, Requested 37000, please reduce your message size and try again.',
        code: 'rate_limit_exceeded',
      },
    },
  ],
  [
    'rate 7660',
    429,
    {
      error: {
        message:
          'Rate limit reached for model `m` on tokens per minute (TPM): Limit 6000, Used 5000, Requested 1766. Please try again in 7.66s.',
        code: 'rate_limit_exceeded',
      },
    },
  ],
  ['ctx', 400, { error: { message: 'max_tokens + prompt tokens must be <= 4096' } }],
  [
    'ctx',
    400,
    {
      error: {
        message: "This model's maximum prompt length is 131072 but the request contains 200000 tokens.",
      },
    },
  ],
  [
    'roles',
    500,
    { error: { message: 'Error rendering prompt with jinja template: "System role not supported"' } },
  ],
  ['roles', 400, { error: { message: 'Unexpected message role.' } }],
  ['roles', 400, { error: { message: 'Invalid role: system' } }],
  ['roles', 400, { error: { message: 'Unsupported role: system' } }],
  ['roles', 400, { error: { message: 'messages[0].role must be one of user, assistant' } }],
  ['roles', 400, { error: { message: "Role 'system' is not supported" } }],
  ['roles', 400, { error: { message: "The system role is unsupported by this model's template" } }],
  ['roles', 400, { error: { message: "This model doesn't accept system instructions" } }],
  ['roles', 400, { error: { message: 'Conversation must alternate between user and assistant roles' } }],
  ['roles', 400, { error: { message: 'messages must alternate between user and assistant' } }],
  [
    'roles',
    400,
    {
      error: {
        message:
          'roles must alternate between "user" and "assistant", but found multiple "user" roles in a row',
      },
    },
  ],
  [
    'roles',
    500,
    {
      error: {
        message:
          'jinja2.exceptions.TemplateError: Only user, assistant and tool roles are supported, got system.',
      },
    },
  ],
  ['roles', 400, { error: { message: "Expected 'user' or 'assistant' for message role, got 'system'" } }],
  ['roles', 400, { error: { message: 'System instruction is not supported for this model' } }],
  [
    'roles',
    400,
    { error: { message: 'Please ensure that multiturn requests alternate between user and model.' } },
  ],
  ['roles', 400, { error: { message: 'the chat template does not have a system role' } }],
  [
    'roles',
    400,
    {
      error: {
        message:
          'a conversation must start with a user message. Try again with a conversation that starts with a user message.',
      },
    },
  ],
  ['loading', 503, { error: { message: 'The model is currently loading. Please retry in 30 seconds.' } }],
  ['loading', 503, { error: 'Service is initializing' }],
  ['loading', 503, { status: 'loading model' }],
  ['loading', 503, { status: 'loading' }],
  ['loading', 503, { error: { message: 'Server is warming up, please try again' } }],
  ['loading', 400, { error: { message: 'Model loading in progress' } }],
  ['loading', 503, { detail: 'Model is not ready' }],
  ['loading', 503, { error: { message: 'Model weights are downloading' } }],
  ['loading', 503, { error: 'model is starting, please wait' }],
  ['loading', 503, { error: { message: 'No ready replicas, scaling up' } }],
  ['loading', 409, { error: 'Model swap in progress: loading llama' }],
  ['loading', 500, { error: 'unexpected server status: llm server loading model' }],
  ['loading', 503, 'upstream model is being loaded into memory'],
  ['loading', 503, { error: { message: 'Instance is waking up' } }],
  ['rate 6000', 429, { error: { message: 'Rate limit exceeded. Retry after 6s' } }],
  ['rate 6000', 429, { error: { message: 'Too many requests. Please wait 6 seconds and try again.' } }],
  ['rate 6000', 429, { error: { message: 'Please try again after 6 seconds.' } }],
  ['rate 6000', 429, { message: 'Request was throttled. Expected available in 6 seconds.' }],
  ['rate 6000', 429, { error: { message: 'Quota exceeded for requests per minute', retry_after: 6 } }],
  ['rate 6000', 429, { error: { message: 'x' }, parameters: { retry_after: 6 } }],
  ['rate 6000', 429, { detail: 'Rate limit exceeded', retryAfter: '6s' }],
  ['rate 6000', 429, { error: { message: 'limit reached, resets in 6.0s' } }],
  ['rate 6000', 429, { error: { message: 'Limit will reset after 6 seconds' } }],
  ['rate 6000', 429, {}, { 'x-ratelimit-reset-tokens': '6s' }],
  ['rate 6000', 429, {}, { 'x-ratelimit-reset-after': '6' }],
  ['rate 6000', 503, { error: { message: 'Overloaded, retry after 6 seconds' } }],
  ['rate 65000', 429, { error: { message: 'Try again in 1 minute 5 seconds' } }],
  ['rate 65000', 429, { error: { message: 'Please try again in 1m5s.' } }],
  ['quota', 429, { error: { message: 'You have run out of credits. Please add credits.' } }],
  ['quota', 403, { error: { message: 'Your account balance is insufficient' } }],
  [
    'quota',
    429,
    {
      error: {
        message:
          'You have reached your specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC.',
      },
    },
  ],
  [
    'quota',
    429,
    { error: { code: '1113', message: 'Your account is in arrears, please recharge and try again' } },
  ],
  [
    'quota',
    400,
    {
      error: {
        message: 'Access denied, please make sure your account is in good standing. Arrearage',
        code: 'Arrearage',
      },
    },
  ],
  ['quota', 429, { error: { message: 'Monthly quota exceeded' } }],
  ['quota', 403, { error: { message: 'Key limit exceeded (total limit).' } }],
  ['quota', 429, { error: { message: "You've exceeded the free tier daily quota." } }],
  [
    'quota',
    403,
    { error: 'You have exceeded your monthly included credits for Inference Providers. Subscribe to PRO' },
  ],
  [
    'quota',
    429,
    { error: { message: 'Your team has used all available credits or reached its monthly spending limit.' } },
  ],
  ['quota', 402, 'Payment Required'],
];

const SHORT: Record<string, string> = { max_tokens: 'cap', temperature: 'temp', frequency_penalty: 'freq' };

/** The outcome of an error, in a word or two. */
function outcome({ type, context }: EndpointError): string {
  const { reason, rejection, retryAfterMs } = context;
  if (type === 'context-too-long') return 'ctx';
  if (reason === 'roles' || reason === 'loading' || reason === 'quota') return reason;
  if (retryAfterMs !== undefined) return `rate ${retryAfterMs}`;
  if (!rejection) return type;
  const { parameter, range, renameTo } = rejection;
  if (range) return `${SHORT[parameter] ?? parameter} ${range.max}`;
  // If the server names no new name, we try the usual one.
  return renameTo !== undefined || parameter === 'max_tokens' ? 'rename' : `drop ${parameter}`;
}

it.each(cases)('%s: %i %j', (expected, status, body, headers = {}) => {
  expect(outcome(errorFromResponse({ status, headers: new Headers(headers) }, bodyOf(body), facts))).toBe(
    expected,
  );
});
