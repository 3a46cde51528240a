import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answer, facts } from '../testing/refusal-call.ts';
import { errorFromValue } from './classify-response.ts';

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
    [
      'FastAPI, deep',
      { detail: [{ loc: ['body', 'stop', 'inner'], msg: 'No good.', type: 't' }] },
      'stop.inner: No good.',
    ],
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
