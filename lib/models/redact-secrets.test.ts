import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '#lib/base/testing/property-runs.ts';
import { createRedactor, createStreamRedactor } from './redact-secrets.ts';

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
  // One secret begins with another, and one ends with the beginning of a third.
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
      { numRuns: propertyRuns() },
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
      { numRuns: propertyRuns() },
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

describe('a key in the encodings that software gives it', () => {
  const keys = [
    'sk-live/9+Ab"c<d>&e\\f=',
    'hunter2',
    'a1B2c3D4e5F6',
    `${'k'.repeat(300)}-${'z9'.repeat(200)}`,
  ];
  const key = fc.constantFrom(...keys);
  const digits = (code: number, length = 2) => code.toString(16).padStart(length, '0');
  /** Each function writes one character. */
  const escapes: ((character: string) => string)[] = [
    (character) => character,
    (character) => `%${digits(character.charCodeAt(0))}`,
    (character) => `%${digits(character.charCodeAt(0)).toUpperCase()}`,
    (character) => `\\u${digits(character.charCodeAt(0), 4)}`,
    (character) => `\\u${digits(character.charCodeAt(0), 4).toUpperCase()}`,
    (character) => `\\x${digits(character.charCodeAt(0))}`,
    (character) => JSON.stringify(character).slice(1, -1),
    (character) => `&#${character.charCodeAt(0)};`,
    (character) => `&#x${digits(character.charCodeAt(0))};`,
    (character) => `&#X00${digits(character.charCodeAt(0)).toUpperCase()};`,
    (character) => encodeURIComponent(character),
    (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? character,
  ];
  const escaped = fc
    .tuple(key, fc.array(fc.constantFrom(...escapes), { minLength: 1, maxLength: 9 }))
    .map(([text, ways]) => [...text].map((character, at) => ways[at % ways.length]!(character)).join(''));
  const inHex = fc
    .tuple(key, fc.boolean())
    .map(([text, large]) => Buffer.from(text).toString('hex')[large ? 'toUpperCase' : 'toLowerCase']());
  const spelled = fc.oneof(escaped, inHex);
  const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 30 });

  /** The text as a stream sends it, cut at these lengths. */
  function streamed(secret: string | readonly string[], text: string, lengths: readonly number[]): string {
    const redactor = createStreamRedactor(secret);
    let said = '';
    let at = 0;
    for (const length of lengths) {
      said += redactor.feed(text.slice(at, at + length));
      at += length;
    }
    return said + redactor.feed(text.slice(at)) + redactor.end();
  }

  const seed = Date.now();
  it(`is never shown, wherever a stream is cut (seed ${seed})`, () => {
    fc.assert(
      fc.property(spelled, cuts, (text, lengths) => {
        const said = streamed(keys, `before ${text} after`, lengths);
        expect(said).toMatch(/^before (?:\[key\])+ after$/);
        expect(createRedactor(keys)(`before ${text} after`)).toMatch(/^before (?:\[key\])+ after$/);
      }),
      { seed, numRuns: 300 },
    );
  });

  it(`is never shown in base64, whatever stands around it (seed ${seed})`, () => {
    const around = fc.constantFrom('', 'u', 'me', 'user:', 'Bearer ', '{"key":"', '"}', '\n', 'ÿþ');
    const encoding = fc.constantFrom('base64' as const, 'base64url' as const);
    fc.assert(
      fc.property(
        fc.constantFrom(...keys.slice(0, 3)),
        around,
        around,
        encoding,
        cuts,
        (text, before, after, as, lengths) => {
          const bytes = Buffer.from(before + text + after);
          const said = streamed(keys, `Basic ${bytes.toString(as)}.`, lengths);
          expect(said).toContain('[key]');
          const shown = said.replace('Basic ', '').split('[key]');
          // What remains of the key is at most the characters that it shares with its neighbours.
          const sides =
            Math.ceil((Buffer.byteLength(before) * 4) / 3) + Math.ceil((Buffer.byteLength(after) * 4) / 3);
          expect(shown.join('').replace(/[.=]/g, '').length).toBeLessThanOrEqual(sides + 3);
        },
      ),
      { seed, numRuns: 300 },
    );
  });

  it('words around it pass at once', () => {
    const redactor = createStreamRedactor('hunter2-k3y');
    for (const text of ['The answer is 42. ', 'Let us see', ', 100 % sure.\n', 'a & b; '])
      expect(redactor.feed(text)).toBe(text);
  });
});
