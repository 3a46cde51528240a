import { describe, expect, it } from 'vitest';
import {
  changeHeaders,
  headerNameProblem,
  headerSecrets,
  headerValueProblem,
  requestHeaders,
} from './headers.ts';

describe('names and values', () => {
  it.each(['x-api-key', 'HTTP-Referer', 'api-version', 'Authorization', 'cookie'])('takes %s', (name) => {
    expect(headerNameProblem(name)).toBeNull();
  });

  it.each([
    '',
    'two words',
    'x:y',
    'x\ny',
    'ключ',
    'Host',
    'content-length',
    'Transfer-Encoding',
    'connection',
    'Content-Type',
    'Proxy-Authorization',
    'sec-fetch-site',
    '__proto__',
    'x'.repeat(101),
  ])('refuses %j as a name', (name) => {
    expect(headerNameProblem(name)).toEqual(expect.any(String));
  });

  it.each(['', 'a\r\nx-injected: 1', 'a\u0000', 'schlüssel', 'x'.repeat(8001)])(
    'refuses %j as a value without repeating it',
    (value) => {
      const problem = headerValueProblem(value);
      expect(problem).toEqual(expect.any(String));
      if (value) expect(problem).not.toContain(value);
    },
  );
});

it('changes go by name in any case: a text sets, null removes', () => {
  const stored = { 'X-Api-Key': 'one', 'api-version': '1' };
  expect(changeHeaders(stored, { 'x-api-key': 'two' })).toEqual({ 'x-api-key': 'two', 'api-version': '1' });
  expect(changeHeaders(stored, { 'x-api-key': null, new: '3' })).toEqual({ 'api-version': '1', new: '3' });
});

it('an authorization of its own replaces the bearer', () => {
  expect(requestHeaders({ apiKey: 'k' })).toEqual({ Authorization: 'Bearer k' });
  expect(requestHeaders({ apiKey: 'k', headers: { authorization: 'Basic abc' } })).toEqual({
    authorization: 'Basic abc',
  });
});

it('every value is a secret but of names known to be harmless; a scheme hides none', () => {
  expect(
    headerSecrets({ Authorization: 'Basic dXNlcjpwYXNz', 'x-team': 'team-0815', 'X-Title': 'Sprintscope' }),
  ).toEqual(['Basic dXNlcjpwYXNz', 'dXNlcjpwYXNz', 'team-0815']);
});
