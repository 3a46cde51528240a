import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#lib/base/clock.ts';
import type { Endpoint } from '#lib/models/endpoint.ts';
import { type Behaviour, type EndpointRequest, json } from '#lib/models/testing/behaviours.ts';
import { endpointOf } from '#lib/models/testing/calls.ts';
import { faulty, keepsToProtocol, type Script } from '#lib/models/testing/chat-models.ts';
import {
  type MisbehavingEndpoint,
  type Respond,
  startMisbehavingEndpoint,
} from '#lib/models/testing/misbehaving-endpoint.ts';
import { type HttpRun, type HttpRunOptions, hurriedClock, runOverHttp } from './testing/run-over-http.ts';

/** Whole sessions against servers that refuse our requests; fixtures as users reported them, and variants of these. */

interface Refusal {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

const fixture = (name: string): Refusal =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../models/fixtures/refusals', `${name}.json`), 'utf8'));
const said = (status: number, message: string, more: Record<string, unknown> = {}): Refusal => ({
  status,
  body: { error: { message, ...more } },
});
const answerOf = ({ status, body, headers }: Refusal): Behaviour => json(status, body, headers);

const script: Script = {
  stages: [
    {
      plan: 'Two parts. <prompt_1.1> Do A. </prompt_1.1> and <prompt_1.2> Do B. </prompt_1.2> Then add.',
      executions: ['A is 2.', 'B is 4.'],
    },
  ],
  answer: 'So it is \\boxed{6}.',
};
const good = keepsToProtocol(script);

const servers: MisbehavingEndpoint[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

type Refuses = (request: EndpointRequest) => boolean;

async function run(
  refusal: Refusal,
  refuses: Refuses,
  endpoint: Partial<Endpoint> = {},
  options: Partial<HttpRunOptions> = {},
): Promise<HttpRun & { requests: readonly EndpointRequest[]; taken: readonly EndpointRequest[] }> {
  const respond: Respond = faulty((request) => (refuses(request) ? answerOf(refusal) : null), good);
  const server = await startMisbehavingEndpoint(respond);
  servers.push(server);
  const result = await runOverHttp({ planner: endpointOf(server.baseUrl, endpoint), ...options });
  const { requests } = server;
  return { ...result, requests, taken: requests.filter((request) => !refuses(request)) };
}

const expectAnswer = ({ status, state }: HttpRun) => {
  expect(status).toBe('done');
  expect(state.answer?.text ?? state.thought?.text).toBeTruthy();
  if (state.answer) expect(state.answer.text).toBe(script.answer);
};
const told = ({ codes }: HttpRun, code: string) => codes.filter((each) => each === code).length;

describe('a field of the request that the server rejects is left out, and the session goes on', () => {
  const has =
    (name: string): Refuses =>
    ({ body }) =>
      body[name] !== undefined;
  it.each<[string, Refusal, string, Partial<Endpoint>]>([
    ['nested in a message (fixture)', fixture('422-stream-options-nested'), 'stream_options', {}],
    [
      'Python in a message',
      said(
        400,
        "[{'type': 'extra_forbidden', 'loc': ('body', 'stream_options'), 'msg': 'Extra inputs are not permitted'}]",
      ),
      'stream_options',
      {},
    ],
    [
      'from the user’s extra body',
      {
        status: 400,
        body: { errors: [{ error: { message: 'Unrecognized request argument supplied: top_p' } }] },
      },
      'top_p',
      { extraBody: { planner: { top_p: 0.9 }, executor: { top_p: 0.8 } } },
    ],
    [
      'a crash on a keyword',
      { status: 500, body: { detail: "generate() got an unexpected keyword argument 'seed'" } },
      'seed',
      { extraBody: { planner: { seed: 7 } } },
    ],
    [
      'plain words',
      { status: 422, body: 'unknown field `temperature`, expected one of `model`, `messages`' },
      'temperature',
      {},
    ],
    ['one value only', said(400, 'invalid temperature: only 1 is allowed for this model'), 'temperature', {}],
  ])('%s', async (_, refusal, name, endpoint) => {
    const result = await run(refusal, has(name), endpoint);
    expectAnswer(result);
    expect(told(result, 'parameter-dropped')).toBe(1);
    expect(result.requests.filter(has(name))).toHaveLength(1);
    for (const { body } of result.taken) expect(body.model).toBe('test-model');
  });
});

describe('a value out of range is lowered to the number named, and for no other call', () => {
  const above =
    (max: number): Refuses =>
    ({ body }) =>
      Number(body.max_tokens) > max;
  it.each<[string, Refusal, number]>([
    ['a range (fixture)', fixture('400-max-tokens-range'), 8192],
    ['at most (fixture)', fixture('400-max-tokens-too-large'), 4096],
    [
      'Pydantic',
      {
        status: 422,
        body: {
          detail: [
            {
              loc: ['body', 'max_tokens'],
              msg: 'ensure this value is less than or equal to 2048',
              ctx: { limit_value: 2048 },
            },
          ],
        },
      },
      2048,
    ],
    ['with separators', said(400, 'max_tokens must be less than or equal to `8,192`'), 8192],
    [
      'from a proxy',
      said(
        500,
        'litellm.BadRequestError: OpenAIException - {"error": {"message": "Unsupported value: max_tokens. Expected a value <= 16384, but got 36000 instead.", "param": "max_tokens"}}',
      ),
      16384,
    ],
  ])('%s', async (_, refusal, max) => {
    const memory = new Map();
    const first = await run(
      refusal,
      above(max),
      {},
      { strategy: 'sequential', settings: { sequentialMaxTokens: 36_000 }, memory },
    );
    expectAnswer(first);
    expect(first.requests.map(({ body }) => body.max_tokens)).toEqual([36_000, max]);
    expect(told(first, 'max-tokens-lowered')).toBe(1);

    const [server] = servers;
    const next = (sequentialMaxTokens: number) =>
      runOverHttp({
        planner: endpointOf(server!.baseUrl),
        strategy: 'sequential',
        settings: { sequentialMaxTokens },
        memory,
      });
    const small = await next(2000);
    expect(server?.requests.at(-1)?.body.max_tokens).toBe(2000);
    expect(small.codes).toEqual([]);
    const large = await next(36_000);
    expect(server?.requests).toHaveLength(4);
    expect(server?.requests.at(-1)?.body.max_tokens).toBe(max);
    expect(told(large, 'max-tokens-lowered')).toBe(1);
  });

  it('a temperature is clamped', async () => {
    const result = await run(
      said(400, 'temperature must be between 0 and 1'),
      ({ body }) => Number(body.temperature) > 1,
      {},
      { settings: { temperature: 1.5 } },
    );
    expectAnswer(result);
    expect(new Set(result.taken.map(({ body }) => body.temperature))).toEqual(new Set([1]));
    expect(told(result, 'parameter-limited')).toBe(1);
  });

  it('a window that is too small is none of these', async () => {
    const message =
      "This model's maximum context length is 4096 tokens. However, you requested 36100 tokens (100 in the messages, 36000 in the completion).";
    const result = await run(
      said(400, message),
      above(4096),
      {},
      { strategy: 'sequential', settings: { sequentialMaxTokens: 36_000 } },
    );
    expectAnswer(result);
    expect(result.requests.at(-1)?.body.max_tokens).toBe(4096 - 100 - 16);
  });

  it('nor one that asks for more than a minute’s tokens: waiting would not help', async () => {
    const result = await run(
      {
        status: 413,
        body: {
          error: {
            message:
              'Request too large for model `m` on tokens per minute (TPM): Limit 6000, Requested 36100, please reduce your message size and try again.',
            type: 'tokens',
            code: 'rate_limit_exceeded',
          },
        },
      },
      above(5999),
      {},
      { strategy: 'sequential', settings: { sequentialMaxTokens: 36_000 } },
    );
    expectAnswer(result);
    expect(result.requests).toHaveLength(2);
  });

  it('nor one whose refusal does not say how long the prompt is', async () => {
    const result = await run(
      said(400, "Request exceeds the model's maximum context length of 8192 tokens."),
      above(8191),
      {},
      { strategy: 'sequential', settings: { sequentialMaxTokens: 36_000 } },
    );
    expectAnswer(result);
    expect(result.requests).toHaveLength(2);
    expect(told(result, 'max-tokens-lowered')).toBe(1);
  });
});

describe('a template without a system role gets its instructions in the first user message', () => {
  const hasSystem: Refuses = ({ messages }) => messages.some(({ role }) => role === 'system');
  const mustAlternate: Refuses = ({ messages }) =>
    hasSystem({ messages } as EndpointRequest) ||
    messages.some(({ role }, at) => role === messages[at - 1]?.role);
  it.each<[string, Refusal, Refuses]>([
    ['an object (fixture)', fixture('400-no-system-role'), hasSystem],
    [
      'only two roles',
      { status: 400, body: { object: 'error', message: 'Only user and assistant roles are supported!' } },
      hasSystem,
    ],
    [
      'a template that raises, in a 500',
      {
        status: 500,
        body: {
          error: {
            code: 500,
            message: 'Jinja Exception: Conversation roles must alternate user/assistant/user/assistant/...',
            type: 'server_error',
          },
        },
      },
      mustAlternate,
    ],
    [
      'Gemma at Google',
      {
        status: 400,
        body: [
          {
            error: {
              code: 400,
              message: 'Developer instruction is not enabled for models/gemma-3-27b-it',
              status: 'INVALID_ARGUMENT',
            },
          },
        ],
      },
      hasSystem,
    ],
  ])('%s', async (_, refusal, refuses) => {
    const memory = new Map();
    const result = await run(refusal, refuses, {}, { memory });
    expectAnswer(result);
    expect(told(result, 'system-role-refused')).toBe(1);
    expect(result.requests.filter(refuses)).toHaveLength(1);
    for (const { messages } of result.taken) {
      expect(messages[0]?.role).toBe('user');
      expect(messages[0]?.content).toContain('How much is 2 + 4?');
      expect(messages[0]?.content.length).toBeGreaterThan(300);
    }
    expect([...memory.values()]).toMatchObject([{ systemRole: 'refused' }]);
  });

  it('one that refuses the folded messages too ends in an error that says so', async () => {
    const result = await run(fixture('400-no-system-role'), () => true);
    expect(result.status).toBe('failed');
    expect(result.requests).toHaveLength(2);
    expect(result.state.error?.message).toContain('refuses the roles');
  });
});

describe('what passes is waited for', () => {
  /** Records the waits, and does not wait. */
  const noting = (waits: number[]) => ({
    ...hurriedClock,
    sleep: (durationMs: number, signal?: AbortSignal) => {
      waits.push(durationMs);
      return systemClock.sleep(0, signal);
    },
  });
  const times =
    (count: number): Refuses =>
    ({ index }) =>
      index < count;

  it.each<[string, Refusal, number]>([
    ['a minute’s quota (fixture)', fixture('429-per-minute-quota'), 2300],
    [
      'a field only',
      {
        status: 429,
        body: {
          error: {
            code: 429,
            message: 'You exceeded your current quota, please check your plan and billing details.',
            status: 'RESOURCE_EXHAUSTED',
            details: [{ retryDelay: '7s' }],
          },
        },
      },
      7000,
    ],
    ['Groq', said(429, 'Rate limit reached for model. Please try again in 1m12.5s.'), 72_500],
    ['retry-after-ms', { ...said(429, 'Slow down'), headers: { 'retry-after-ms': '340' } }, 340],
    ['a reset', { ...said(429, 'Slow down'), headers: { 'x-ratelimit-reset-requests': '6m0s' } }, 120_000],
    [
      'a model that loads',
      { status: 503, body: { error: 'Model x is currently loading', estimated_time: 20.0 } },
      20_000,
    ],
  ])('%s', async (_, refusal, wait) => {
    const waits: number[] = [];
    const result = await run(refusal, times(1), {}, { clock: noting(waits) });
    expectAnswer(result);
    // A random quarter of a second spreads the calls that wait for the same server.
    expect(waits).toContain(wait + 125);
  });

  it.each([
    [400, { error: 'llama runner is loading' }],
    [409, { error: { message: 'The model is loading, please wait' } }],
    [425, { error: { message: 'Too early' } }],
    [429, { error: { message: 'Model is warming up' } }],
    [500, { error: { message: 'llm server loading model' } }],
    [503, { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }],
  ])('a model that loads longer than a session has attempts, as %i', async (status, body) => {
    const result = await run({ status, body }, times(12));
    expectAnswer(result);
    expect(result.state.stages[0]?.plan.failedAttempts).toHaveLength(12);
  });

  it.each<[string, Refusal]>([
    [
      'OpenAI',
      said(429, 'You exceeded your current quota, please check your plan and billing details.', {
        code: 'insufficient_quota',
      }),
    ],
    ['402', said(402, 'Insufficient Balance')],
    ['Anthropic', said(400, 'Your credit balance is too low to access the API.')],
    ['a day’s limit', said(429, 'Rate limit exceeded: daily limit reached')],
    ['hours away', said(429, 'Rate limit reached. Please try again in 7h12m0s.')],
  ])('no credit is not: %s', async (_, refusal) => {
    const result = await run(refusal, () => true);
    expect(result.status).toBe('failed');
    expect(result.requests).toHaveLength(1);
    expect(result.state.error?.type).toBe('rate-limited');
  });
});
