import { expect, it } from 'vitest';
import { parseJson, parseJsonSequence, parseLooseJson } from './json.ts';

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
  // The square of 200,000 characters would outlast the test.
  for (const text of [
    `{"${'\\"'.repeat(100_000)}`,
    `{"${'a'.repeat(200_000)}`,
    `{${'"a"'.repeat(60_000)}`,
    `{${'-'.repeat(200_000)}`,
  ])
    expect(parseLooseJson(text)).toBeUndefined();
});

it.each<[string, unknown]>([
  ['{"a":1}{"b":"}{"}', [{ a: 1 }, { b: '}{' }]],
  ['{"a":1}data: {"b":[2]}\n\n[3],', [{ a: 1 }, { b: [2] }, [3]]],
  ['{"a":"\\"}"}', [{ a: '"}' }]],
  ['{"a":1}{"b":', undefined],
  ['{"a":1} and {"b":2}', undefined],
  ['{"a":1}}', undefined],
  ['}{', undefined],
  ['words', undefined],
  ['', undefined],
])('values one behind the other: %s', (text, expected) => {
  expect(parseJsonSequence(text)).toEqual(expected);
});
