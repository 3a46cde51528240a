import { expect, it } from 'vitest';
import { acceptsGzip } from './accepts-gzip.ts';

it.each([
  [null, false],
  ['', false],
  ['gzip', true],
  ['br, GZIP;q=0.5', true],
  ['gzip;q=0', false],
  ['*;q=0.1', true],
  ['gzip;q=0, *', false],
  ['*, gzip;q=0', false],
  ['identity', false],
])('%j → %j', (header, accepted) => {
  expect(acceptsGzip(header)).toBe(accepted);
});
