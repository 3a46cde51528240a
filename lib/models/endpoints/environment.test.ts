import { describe, expect, it } from 'vitest';
import { ConfigurationError } from './configuration-error.ts';
import { type Environment, endpointsFromEnvironment } from './environment.ts';

const base = { SPRINT_BASE_URL: 'http://127.0.0.1:8000/v1/', SPRINT_MODEL: 'sprint-7b' };

function failure(env: Environment): ConfigurationError {
  try {
    endpointsFromEnvironment(env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('No error was thrown');
}

describe('endpointsFromEnvironment', () => {
  it('is null where nothing is set, blank counting as nothing', () => {
    expect(endpointsFromEnvironment({})).toBeNull();
    expect(endpointsFromEnvironment({ SPRINT_BASE_URL: ' ', SPRINT_DATA_DIR: '/data' })).toBeNull();
  });

  it('reads address and model; executors are the same', () => {
    const endpoints = endpointsFromEnvironment(base);
    expect(endpoints?.planner).toMatchObject({
      baseUrl: 'http://127.0.0.1:8000/v1',
      model: 'sprint-7b',
      mode: 'prompted',
      apiKey: null,
      contextWindow: null,
      source: 'environment',
    });
    expect(endpoints?.executor).toBe(endpoints?.planner);
  });

  it('reads key, mode and window, without the line break that files leave', () => {
    const endpoints = endpointsFromEnvironment({
      ...base,
      SPRINT_API_KEY: 'secret-1234\n',
      SPRINT_MODE: 'native',
      SPRINT_CONTEXT_WINDOW: '32768',
    });
    expect(endpoints?.planner).toMatchObject({ apiKey: 'secret-1234', mode: 'native', contextWindow: 32768 });
  });

  it('reads extra body, headers, effort and price; executors have their own body, secrets stay with their server', () => {
    const endpoints = endpointsFromEnvironment({
      ...base,
      SPRINT_EXTRA_BODY: '{"top_p": 0.9}',
      SPRINT_EXECUTOR_EXTRA_BODY: '{"top_p": 0.5}',
      SPRINT_HEADERS: '{"x-team": "team-0815"}',
      SPRINT_REASONING_EFFORT: 'low',
      SPRINT_PRICE_INPUT: '0.5',
      SPRINT_PRICE_OUTPUT: '2',
      SPRINT_EXECUTOR_BASE_URL: 'http://127.0.0.1:9000/v1',
    });
    expect(endpoints?.planner).toMatchObject({
      extraBody: { planner: { top_p: 0.9 }, executor: { top_p: 0.9 } },
      headers: { 'x-team': 'team-0815' },
      reasoningEffort: 'low',
      price: { inputPerMillion: 0.5, outputPerMillion: 2 },
    });
    expect(endpoints?.executor).toMatchObject({ extraBody: { executor: { top_p: 0.5 } } });
    expect(endpoints?.executor.headers).toBeUndefined();
    expect(endpoints?.executor.price).toBeUndefined();
  });

  it.each([
    ['SPRINT_EXTRA_BODY', '{"model": "x"}', /“model” cannot be set here/],
    ['SPRINT_EXTRA_BODY', 'top_p=1', /no JSON/],
    ['SPRINT_HEADERS', '{"host": "x"}', /belongs to the connection/],
    ['SPRINT_HEADERS', '{"x-team": "se\\ncret-value"}', /line break/],
    ['SPRINT_REASONING_EFFORT', 'much', /Use one of/],
    ['SPRINT_PRICE_INPUT', 'cheap', /million tokens/],
  ])('refuses %s=%s by name, without repeating a value', (variable, value, why) => {
    const { message } = failure({ ...base, [variable]: value });
    expect(message).toContain(variable);
    expect(message).toMatch(why);
    expect(message).not.toContain('cret-value');
  });

  it('wants both prices or none', () => {
    expect(failure({ ...base, SPRINT_PRICE_INPUT: '1' }).message).toContain('SPRINT_PRICE_OUTPUT');
  });

  it('gives executors what differs, and the rest of the planner', () => {
    const endpoints = endpointsFromEnvironment({
      ...base,
      SPRINT_API_KEY: 'secret-1234',
      SPRINT_CONTEXT_WINDOW: '32768',
      SPRINT_EXECUTOR_MODEL: 'small',
    });
    expect(endpoints?.executor).toMatchObject({
      baseUrl: 'http://127.0.0.1:8000/v1',
      model: 'small',
      apiKey: 'secret-1234',
      contextWindow: null,
    });
    expect(endpoints?.executor.id).not.toBe(endpoints?.planner.id);
  });

  it('does not send the planner’s key to an executor on another host', () => {
    const elsewhere = { SPRINT_EXECUTOR_BASE_URL: 'https://elsewhere.example/v1' };
    const env = { ...base, SPRINT_API_KEY: 'secret-1234', ...elsewhere };
    expect(endpointsFromEnvironment(env)?.executor.apiKey).toBeNull();
    const own = endpointsFromEnvironment({ ...env, SPRINT_EXECUTOR_API_KEY: 'other-5678' });
    expect(own?.executor.apiKey).toBe('other-5678');
  });

  it.each<[Environment, string, RegExp]>([
    [{ SPRINT_MODEL: 'x' }, 'SPRINT_BASE_URL', /SPRINT_MODEL is/],
    [{ SPRINT_EXECUTOR_MODEL: 'x' }, 'SPRINT_BASE_URL', /SPRINT_EXECUTOR_MODEL is/],
    [{ SPRINT_BASE_URL: 'http://h/v1' }, 'SPRINT_MODEL', /http:\/\/h\/v1\/models/],
    [{ ...base, SPRINT_BASE_URL: 'localhost:8000' }, 'SPRINT_BASE_URL', /http:\/\//],
    [{ ...base, SPRINT_MODE: 'chat' }, 'SPRINT_MODE', /prompted/],
    [{ ...base, SPRINT_CONTEXT_WINDOW: 'big' }, 'SPRINT_CONTEXT_WINDOW', /whole number/],
    [{ ...base, SPRINT_CONTEXT_WINDOW: '0' }, 'SPRINT_CONTEXT_WINDOW', /whole number/],
    [{ ...base, SPRINT_EXECUTOR_BASE_URL: 'ftp://h' }, 'SPRINT_EXECUTOR_BASE_URL', /http/],
    [{ ...base, SPRINT_EXECUTOR_MODE: 'x' }, 'SPRINT_EXECUTOR_MODE', /native/],
  ])('%j: names %s and the remedy', (env, variable, remedy) => {
    const error = failure(env);
    expect(error.variable).toBe(variable);
    expect(error.message).toContain(variable);
    expect(error.message).toMatch(remedy);
  });

  it('holds no key in its errors', () => {
    const error = failure({ ...base, SPRINT_API_KEY: 'two words-1234' });
    expect(error.variable).toBe('SPRINT_API_KEY');
    expect(`${error.message} ${error.stack}`).not.toContain('words-1234');
    expect(failure({ ...base, SPRINT_BASE_URL: 'http://me:pass-1234@h/v1' }).message).not.toContain(
      'pass-1234',
    );
  });
});
