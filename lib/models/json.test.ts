import { expect, it } from 'vitest';
import { parseJson, parseLooseJson } from './json.ts';

it('JSON is read as it is, and mended where serializers leave in what JSON has not', () => {
  expect(parseLooseJson('{"a": "NaN, \\"Infinity\\"", "b": [1, NaN, -Infinity]}')).toEqual({
    a: 'NaN, "Infinity"',
    b: [1, null, null],
  });
  expect(parseLooseJson('{"a": "x\ty\nz"}')).toEqual({ a: 'x\ty\nz' });
  for (const text of ['', 'oops', '{oops', '{"a": "', '{"a": NaN', 'NaN'])
    expect(parseLooseJson(text)).toBeUndefined();
  expect(parseJson('{"a": NaN}')).toBeUndefined();
});

it('a long line that cannot be mended takes no longer than it is', () => {
  const startedAt = performance.now();
  for (const text of [
    `{"${'\\"'.repeat(100_000)}`,
    `{"${'a'.repeat(200_000)}`,
    `{${'"a"'.repeat(60_000)}`,
    `{${'-'.repeat(200_000)}`,
  ])
    expect(parseLooseJson(text)).toBeUndefined();
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
