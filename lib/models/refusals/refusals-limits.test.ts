import { describe, expect, it } from 'vitest';
import { isRetryable } from '../retry.ts';
import { answer, openai } from '../testing/refusal-call.ts';

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
