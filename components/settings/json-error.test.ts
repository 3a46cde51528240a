import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '#lib/base/testing/property-runs.ts';
import { jsonErrorOffset } from './json-error.ts';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('jsonErrorOffset', () => {
  it('is null for JSON, whatever it holds', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(jsonErrorOffset(text)).toBeNull();
      }),
    );
  });

  it('agrees with the parser on what is none', () => {
    const broken = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', 'x', '"', '{'))
      .map(([text, at, more]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + more + text.slice(place + 1);
      });
    fc.assert(
      fc.property(broken, (text) => {
        expect(jsonErrorOffset(text) === null).toBe(isJson(text));
      }),
      { numRuns: propertyRuns() },
    );
  });

  it.each([
    ['{ "a": oops }', 7],
    ['{ "a": 1,, }', 9],
    ['{ "a": 1, }', 10],
    ['{ "a": 1 "b": 2 }', 9],
    ['{ a: 1 }', 2],
    ["{ 'a': 1 }", 2],
    ['{ "a": 1', 8],
    ['{ "a": 1 } x', 11],
  ])('finds the place in %j', (text, offset) => {
    expect(jsonErrorOffset(text)).toBe(offset);
  });
});
