import { describe, expect, it } from 'vitest';
import { displayUrl, normaliseBaseUrl } from './url-policy.ts';

describe('normaliseBaseUrl', () => {
  it.each([
    ['http://127.0.0.1:8000/v1', 'http://127.0.0.1:8000/v1', undefined],
    ['  https://api.example/v1//  ', 'https://api.example/v1', undefined],
    ['HTTP://Host/V1', 'http://host/V1', undefined],
    ['http://127.0.0.1:11434', 'http://127.0.0.1:11434', /\/v1/],
    ['http://h/v1/chat/completions', 'http://h/v1', /left out/],
    ['http://h/v1/models/', 'http://h/v1', /left out/],
    ['https://openrouter.ai/api/v1', 'https://openrouter.ai/api/v1', undefined],
  ])('%s', (text, baseUrl, hint) => {
    const result = normaliseBaseUrl(text);
    expect(result.baseUrl).toBe(baseUrl);
    if (hint) expect(result.hint).toMatch(hint);
    else expect(result.hint).toBeUndefined();
  });

  it.each([
    ['', /http:\/\//],
    ['localhost:8000/v1', /Begin it with/],
    ['ftp://h/v1', /Only http/],
    ['file:///etc/passwd', /Only http/],
    ['http://', /Write it like/],
    ['http://user:secret@h/v1', /user name or a password/],
    ['http://h/v1?key=secret', /query/],
    ['http://h/v1#x', /query/],
    ['user:secret@h/v1', /Begin it with/],
    ['user:pa/secret@h/v1', /Begin it with/],
    ['h/v1?api_key=secret', /Begin it with/],
    ['sk-secret', /Begin it with/],
    ['sk-secret://h', /Only http/],
  ])('refuses %s', (text, message) => {
    expect(() => normaliseBaseUrl(text)).toThrow(message);
    expect(() => normaliseBaseUrl(text)).not.toThrow(/secret/);
  });

  it('is idempotent', () => {
    const once = normaliseBaseUrl('http://h:1/a/v1/completions/').baseUrl;
    expect(normaliseBaseUrl(once)).toEqual({ baseUrl: once });
  });
});

describe('displayUrl', () => {
  it('leaves out credentials, query and fragment', () => {
    expect(displayUrl('http://me:secret@h:1/v1/x?key=secret#y')).toBe('http://h:1/v1/x');
    expect(displayUrl('no address')).toBe('(unreadable address)');
  });
});
