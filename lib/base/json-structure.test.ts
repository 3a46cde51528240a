import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasModestStructure } from './json-structure.ts';

const shallow = fc.jsonValue({ maxDepth: 4 });

describe('hasModestStructure', () => {
  it('takes every modest value, whatever its strings hold', () => {
    fc.assert(
      fc.property(shallow, (value) => {
        expect(hasModestStructure(JSON.stringify(value))).toBe(true);
      }),
    );
    const strings = ['[{,'.repeat(200_000), '\\', '\\"[', '"', 'a\\\\'].map((text) =>
      JSON.stringify({ text }),
    );
    for (const text of strings) expect(hasModestStructure(text)).toBe(true);
    expect(hasModestStructure(`[${strings.join(',')}]`)).toBe(true);
  });

  it.each([
    ['nested', `${'['.repeat(17)}${']'.repeat(17)}`],
    ['nested and never closed', '{"a":'.repeat(17)],
    ['nested after a string full of quotes', `["\\"\\\\",${'['.repeat(17)}`],
    ['many', `[${'{},'.repeat(200_001)}0]`],
  ])('refuses what is %s', (_, text) => {
    expect(hasModestStructure(text)).toBe(false);
  });
});
