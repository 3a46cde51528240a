import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, createStreamRedactor } from './redact.ts';

const secret = 'ab-abc/ab+12=';

describe('createRedactor', () => {
  const redact = createRedactor(secret);

  it('finds the key as it is, URL-encoded, in base64', () => {
    for (const spelling of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]) {
      expect(redact(`before ${spelling} after`)).toBe('before [key] after');
    }
  });

  it('finds what is shaped like a key', () => {
    expect(redact('Authorization: Bearer abcdef123456')).toBe('Authorization: Bearer [key]');
    expect(redact('Incorrect API key provided: sk-proj-12****90.')).toBe(
      'Incorrect API key provided: [key].',
    );
    expect(redact('{"api_key":"0123456789"}')).toBe('{"api_key":"[key]"}');
  });

  it('leaves words alone that stand in for a key', () => {
    expect(createRedactor('ollama')('ollama has no such model')).toBe('ollama has no such model');
    expect(createRedactor('EMPTY')('EMPTY reply')).toBe('EMPTY reply');
  });
});

describe('several secrets', () => {
  // One begins with another, one ends with the beginning of a third.
  const secrets = ['abcdef', 'abcdefghij', 'xyzabcdef', null, 'ollama'];

  it('finds each, the longest where they begin alike', () => {
    const redact = createRedactor(secrets);
    expect(redact('abcdef abcdefghij xyzabcdefghij ollama')).toBe('[key] [key] [key]ghij ollama');
    expect(redact('abcdefgh')).toBe('[key]gh');
  });

  it('says the same of a stream, however it is split', () => {
    const pieces = fc.array(fc.constantFrom('abcdef', 'abcdefghij', 'xyz', 'abc', 'g', 'hij', ' ', 'x'));
    fc.assert(
      fc.property(pieces, fc.array(fc.integer({ min: 1, max: 5 })), (texts, cuts) => {
        const whole = texts.join('');
        const redactor = createStreamRedactor(secrets);
        let said = '';
        let at = 0;
        for (const cut of cuts) {
          said += redactor.feed(whole.slice(at, at + cut));
          at += cut;
        }
        said += redactor.feed(whole.slice(at)) + redactor.end();
        expect(said).toBe(createStreamRedactorOnce(whole));
        for (const secret of ['abcdef', 'xyzabcdef']) expect(said).not.toContain(secret);
      }),
      { numRuns: 2000 },
    );
    function createStreamRedactorOnce(text: string): string {
      const redactor = createStreamRedactor(secrets);
      return redactor.feed(text) + redactor.end();
    }
  });
});

describe('createStreamRedactor', () => {
  const spelled = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
  const pieces = fc.array(
    fc.oneof(fc.constantFrom('ab', 'a', 'ab-', ...spelled, '-abc/', 'ab-abc%2F', 'YWIt', ' '), fc.string()),
  );

  it('gives the same as redacting the whole, however it is split', () => {
    fc.assert(
      fc.property(pieces, fc.array(fc.nat(8)), (texts, cuts) => {
        const whole = texts.join('');
        const redactor = createStreamRedactor(secret);
        let said = '';
        let at = 0;
        for (const cut of cuts) {
          said += redactor.feed(whole.slice(at, at + cut));
          at += cut;
        }
        said += redactor.feed(whole.slice(at)) + redactor.end();
        expect(said).toBe(spelled.reduce((text, spelling) => text.replaceAll(spelling, '[key]'), whole));
      }),
      { numRuns: 2000 },
    );
  });

  it('holds back nothing but a beginning of the key', () => {
    const redactor = createStreamRedactor(secret);
    expect(redactor.feed('plain text.')).toBe('plain text.');
    expect(redactor.feed('x ab')).toBe('x ');
    expect(redactor.feed('c')).toBe('abc');
    expect(redactor.end()).toBe('');
  });

  it('passes everything where there is no key', () => {
    expect(createStreamRedactor(null).feed('x')).toBe('x');
  });
});
